"""The start: a new sitting, one that was interrupted, cases that are kept, the centre's settings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget

from devicecheck.errors import DeviceCheckError
from devicecheck.screens.base import Frame
from devicecheck.untrusted import untrusted
from devicecheck.widgets.dialogs import confirm, message
from devicecheck.widgets.pick import Choices
from devicecheck.widgets.spoken import Line, Press, Text, say, verbatim
from devicecheck.widgets.wording import Wording

if TYPE_CHECKING:
    from evidence.case import Case


class Home(Frame):
    """Everything that can be begun or gone on with."""

    AREA: ClassVar[str] = "screens.home"

    def body(self) -> Iterable[Widget]:
        """Interrupted sittings first, then what is due, then the kept cases."""
        if self.centre.practice is not None:
            yield from self._exercise()
            return
        vault = self.centre.vault
        unfinished = [one.case for one in vault.unfinished()]
        due = vault.due(self.centre.now().date())
        if unfinished:
            yield Line(say("screens.home.unfinished"), classes="strong")
            yield self._list(unfinished, "unfinished")
        if due:
            yield Line(say("screens.home.due"), classes="caution")
            yield self._list(due, "due")
        known = {case.id for case in (*unfinished, *due)}
        rest = [case for case in vault.cases() if case.released is None and case.id not in known]
        if rest:
            yield Line(say("screens.home.kept"), classes="strong")
            yield self._list(rest, "kept")
        if not (unfinished or due or rest):
            yield Line(say("screens.home.empty"), classes="paragraph")
        missing = self.centre.settings.open_points()
        if missing:
            yield Line(say("screens.home.settings_missing"), classes="aside")

    def _exercise(self) -> Iterable[Widget]:
        from devicecheck import practice  # noqa: PLC0415 - only in an exercise

        name = self.centre.practice or ""
        yield Line(say("screens.home.practice"), classes="aside")
        yield Line(lambda words: practice.story(name, words.language).title, classes="strong")
        yield Line(lambda words: practice.story(name, words.language).who, classes="paragraph")
        yield Line(lambda words: practice.story(name, words.language).worry, classes="paragraph")

    def _list(self, cases: Iterable[Case], name: str) -> Choices:
        return Choices([(case.id, _line(case)) for case in cases], name=name)

    def buttons(self) -> Sequence[Press]:
        """Return what can be done with a case, and a new one."""
        if self.centre.practice is not None:
            return (Press(say("screens.home.new"), id="next", main=True),)
        return (
            Press(say("screens.home.settings"), id="settings"),
            Press(say("screens.home.delete"), id="delete"),
            Press(say("screens.home.go_on"), id="go_on"),
            Press(say("screens.home.new"), id="next", main=True),
        )

    def _chosen(self) -> str | None:
        picked = [value for choices in self.query(Choices) for value in choices.chosen]
        return picked[0] if picked else None

    def on_choices_changed(self, event: Choices.Changed) -> None:
        """Let only one case be chosen, whichever list it is in."""
        for choices in self.query(Choices):
            if choices is not event.choices:
                choices.choose()

    def pressed(self, name: str) -> None:
        """Go on with a case, or delete it after a question."""
        if name in {"next", "settings"}:
            self.go(name)
            return
        number = self._chosen()
        if number is None:
            self.desk.ask(message(self.title_text(), say("screens.home.choose")))
        elif name == "go_on":
            about = say("screens.again.about", number=number)
            self.desk.ask(Wording(about, "", area="screens.again"), lambda who: self._go_on(number, who))
        elif name == "delete":
            self.desk.ask(confirm("screens.home.deletion"), lambda answer: self._delete(number, answer))

    def _go_on(self, number: str, counsellor: str | None) -> None:
        """Go on as the counsellor who is here today; the log names her."""
        if not counsellor:
            return
        from devicecheck.sitting.again import find  # noqa: PLC0415 - only when a case is opened
        from devicecheck.sitting.sitting import Sitting  # noqa: PLC0415

        try:
            case = find(self.centre, number)
            sitting = Sitting.go_on(self.centre, case, counsellor=counsellor, language=self.desk.words.language)
        except DeviceCheckError as error:
            self.desk.tell(error)
        else:
            self.go("sitting", sitting)

    def _delete(self, number: str, answer: str | None) -> None:
        if answer != "yes":
            return
        from devicecheck.sitting.trouble import told  # noqa: PLC0415 - only when a case is deleted

        try:
            with told():
                self.centre.vault.case(number).remove()
        except DeviceCheckError as error:
            self.desk.tell(error)
        else:
            self.desk.switch_screen(Home())


def _line(case: Case) -> Text:
    day = case.delete_after.isoformat() if case.delete_after else "-"
    name = verbatim(untrusted(case.pseudonym))
    return say("screens.home.case", pseudonym=name, number=case.id, opened=case.created[:10], day=day)
