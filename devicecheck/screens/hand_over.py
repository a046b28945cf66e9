"""How the sitting ends: what becomes of the evidence, who gets it, which paper, if any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from textual.widget import Widget

from devicecheck.plan import Paper
from devicecheck.plan.forms import Form
from devicecheck.screens.base import Frame
from devicecheck.sitting.consent import Scope
from devicecheck.sitting.handover import Wish
from devicecheck.sitting.state import Keeping
from devicecheck.untrusted import untrusted
from devicecheck.widgets.pick import Choices
from devicecheck.widgets.spoken import Field, Line, Press, Text, say, verbatim
from evidence.exhibit import Exhibit, usual_choice

WAYS = (Keeping.HAND_OVER_ONLY, Keeping.KEEP_AND_HAND_OVER, Keeping.KEEP_ONLY, Keeping.NOTHING)
SHORTEST = 12


class HandOver(Frame):
    """Everything is chosen here; nothing happens before the button is pressed."""

    AREA: ClassVar[str] = "screens.hand_over"
    STEP: ClassVar[str | None] = "hand_over"

    def body(self) -> Iterable[Widget]:
        """Show the ways, the recipients, the exhibits, the papers."""
        yield Line(say("screens.hand_over.way"), classes="strong")
        ways = [(way.value, say(f"screens.hand_over.{way.value}")) for way in WAYS]
        yield Choices(ways, name="way", chosen=(self.sitting.keeping.value,))
        yield Line(say("screens.hand_over.later"), classes="paragraph quiet")
        yield Line(say("screens.hand_over.recipients"), classes="strong")
        yield Field(say("screens.hand_over.recipients_hint"), id="recipients")
        yield Line(say("screens.hand_over.passphrase"), classes="strong")
        yield Field(say("screens.hand_over.passphrase_hint"), id="passphrase", secret=True)
        yield Line(say("screens.hand_over.folder"), classes="strong")
        yield Field(id="folder", value=str(Path.home() / "handover"))
        yield Line(say("screens.hand_over.papers_apart", folder=str(self._papers_folder())), classes="paragraph quiet")
        if self.centre.settings.time_stamp:
            yield Line(say("screens.hand_over.time_stamp"), classes="strong")
            answers = [(answer, say(f"consents.{answer}")) for answer in ("no", "yes")]
            yield Choices(answers, name="time_stamp", chosen=("no",))
        yield from self._exhibits()
        yield from self._papers()
        yield Line(say("app.nothing"), id="wrong", classes="caution")

    def _papers_folder(self) -> Path:
        """Return where receipt and papers go: never onto the stick with the bundle."""
        return Path.home() / "handover-papers" / self.sitting.case.id

    def _exhibits(self) -> Iterator[Widget]:
        exhibits = [one for one in self.sitting.exhibits() if one.kept]
        if exhibits:
            yield Line(say("screens.hand_over.exhibits"), classes="strong")
            yield Line(say("screens.hand_over.personal"), classes="paragraph quiet")
            lines = [(one.number, _exhibit(one)) for one in exhibits]
            yield Choices(lines, name="exhibits", many=True, chosen=usual_choice(exhibits))

    def _papers(self) -> Iterator[Widget]:
        yield Line(say("screens.hand_over.paper"), classes="strong")
        forms = [(form.value, say(f"screens.hand_over.paper_{form.value}")) for form in self.sitting.papers().choices]
        yield Choices(forms, name="paper", chosen=(Form.NOTHING.value,))
        lines = list(self._card_lines())
        if lines:
            yield Line(say("screens.hand_over.card_lines"), classes="strong")
            yield Choices(lines, name="card", many=True)
        yield Line(say("screens.hand_over.receipt"), classes="strong")
        answers = [(answer, say(f"consents.{answer}")) for answer in ("no", "yes")]
        yield Choices(answers, name="receipt", chosen=("no",))

    def _card_lines(self) -> Iterator[tuple[str, Text]]:
        """Yield neutral lines; each prints only if she approves it."""
        for item in self.sitting.state.plan.active:
            action = self.sitting.catalogue.action(item.action)
            if action is not None and action.paper is Paper.CARD:
                yield item.action, verbatim(action.card[self.sitting.language].text)

    def buttons(self) -> Sequence[Press]:
        """Back, or seal."""
        return (
            Press(say("app.button.back"), id="back"),
            Press(say("screens.hand_over.seal"), id="next", main=True),
        )

    def on_choices_changed(self, event: Choices.Changed) -> None:
        """Record both consents that a way decides about."""
        event.stop()
        if event.choices.name != "way" or not event.choices.chosen:
            return
        way = Keeping(event.choices.chosen[0])
        wanted = {
            Scope.KEEP: way in {Keeping.KEEP_ONLY, Keeping.KEEP_AND_HAND_OVER},
            Scope.HAND_OVER: way in {Keeping.HAND_OVER_ONLY, Keeping.KEEP_AND_HAND_OVER},
        }
        for scope, given in wanted.items():
            if self.sitting.state.consents.given(scope) != given:
                self.sitting.decide(scope, given=given)

    def pressed(self, name: str) -> None:
        """Look whether everything is there, then seal."""
        if name != "next":
            self.go(name)
            return
        wrong = self._missing()
        if wrong:
            self.query_one("#wrong", Line).change(say(wrong))
            return
        self._approve()
        self.desk.wish = self._wish()
        self.go("next")

    def _missing(self) -> str:
        if not self.sitting.state.consents.given(Scope.HAND_OVER):
            return ""
        passphrase = self.query_one("#passphrase", Field).value
        if not self.query_one("#recipients", Field).value.strip() and not passphrase:
            return "screens.hand_over.nobody"
        return "screens.hand_over.short" if passphrase and len(passphrase) < SHORTEST else ""

    def _approve(self) -> None:
        """Put the lines that she approved on the card, and what she took on the sheet."""
        desk = self.sitting.plan_desk
        for name in self._chosen("card"):
            action = self.sitting.catalogue.action(name)
            if action is not None:
                desk = desk.card(name, action.card[self.sitting.language].text)
        self.sitting.set_plan(desk.plan)

    def _chosen(self, name: str) -> tuple[str, ...]:
        return next((one.chosen for one in self.query(Choices) if one.name == name), ())

    def _wish(self) -> Wish:
        paper = self._chosen("paper")
        return Wish(
            out=Path(self.query_one("#folder", Field).value).expanduser(),
            papers=self._papers_folder(),
            plan_file=False,
            time_stamp=self._chosen("time_stamp") == ("yes",),
            recipients=tuple(self.query_one("#recipients", Field).value.replace(",", " ").split()),
            passphrase=self.query_one("#passphrase", Field).value or None,
            include=self._chosen("exhibits"),
            paper=Form(paper[0]) if paper else Form.NOTHING,
            receipt_for_client=self._chosen("receipt") == ("yes",),
        )


def _exhibit(one: Exhibit) -> Text:
    body = one.body or {}
    details = body.get("details")
    recipe = details.get("recipe") if isinstance(details, dict) else None
    title = say(f"recipes.{recipe}.reading") if recipe else verbatim(untrusted(str(body.get("why", ""))))
    return say(
        "screens.hand_over.exhibit",
        number=one.number,
        title=title,
        kind=say(f"screens.hand_over.kind_{'personal' if one.kind == 'personal' else 'plain'}"),
    )
