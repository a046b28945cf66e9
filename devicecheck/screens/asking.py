"""Questions, one at a time: the check-list and the danger questions first, the others after the look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.widget import Widget

from devicecheck.errors import DeviceCheckError
from devicecheck.screens.base import Frame
from devicecheck.widgets.pick import Choices, Pick
from devicecheck.widgets.question import QuestionCard
from devicecheck.widgets.spoken import Line, Press, say
from devicecheck.widgets.texts import catalogued

if TYPE_CHECKING:
    from devicecheck.plan.model import Question

FIRST = ("P", "D")
"""Sections that come before anything technical."""
CONSENT = "P4"
"""Asked on a screen of its own, each consent alone."""


class Asking(Frame):
    """One question after another; an answer counts when it is chosen, and can be changed or skipped."""

    def __init__(self) -> None:
        """Begin with the first question."""
        super().__init__()
        self.at = 0

    def asked(self) -> tuple[Question, ...]:
        """Return the questions of this screen, as far as the answers show."""
        raise NotImplementedError

    def body(self) -> Iterable[Widget]:
        """Show where we are and the question."""
        yield Line(say("app.nothing"), id="count", classes="quiet")
        yield Vertical(id="question", classes="question")

    def buttons(self) -> Sequence[Press]:
        """Back, leave it out, or go on."""
        return (
            Press(say("app.button.back"), id="back"),
            Press(say("app.button.skip"), id="skip"),
            Press(say("app.button.next"), id="next", main=True),
        )

    def on_mount(self) -> None:
        """Show the first question."""
        super().on_mount()
        self.call_later(self._show)

    async def _show(self) -> None:
        questions = self.asked()
        self.at = min(self.at, len(questions) - 1)
        place = self.query_one("#question", Vertical)
        await place.remove_children()
        if questions:
            self.query_one("#count", Line).change(say("screens.asking.count", number=self.at + 1, total=len(questions)))
            await place.mount(self._card(questions[self.at]))
            self.query_one(Choices).query("Pick").first().focus()

    def _card(self, question: Question) -> QuestionCard:
        given = self.sitting.answer_given(question.id)
        words = catalogued(question.text, self.centre.settings.values())
        return QuestionCard(
            name=question.id,
            aloud=words if question.aloud else None,
            inward=None if question.aloud and not question.care else catalogued(question.care or question.text),
            answers=[(answer.id, catalogued(answer.text)) for answer in question.answers.values()],
            many=question.many,
            chosen=given.codes if given else (),
            alone=frozenset({"no", "nothing", "none", "unsure"}) & frozenset(question.answers),
            kept=say(f"screens.asking.kept_{question.store.value}"),
        )

    def on_choices_changed(self, event: Choices.Changed) -> None:
        """Take the answer as soon as it is chosen."""
        event.stop()
        try:
            self.sitting.answer(event.choices.name or "", event.choices.chosen or None)
        except DeviceCheckError as error:
            self.desk.tell(error)

    def on_pick_settled(self, event: Pick.Settled) -> None:
        """Bring Enter from the chosen answer to the button that goes on."""
        event.stop()
        self.query_one("#next").focus()

    def pressed(self, name: str) -> None:
        """Turn to the next question or the one before; leave the screen at either end."""
        questions = self.asked()
        if name == "skip" and questions:
            self.sitting.answer(questions[self.at].id, None)
        forward = 1 if name in {"next", "skip"} else -1
        if self.STEP == "safety" and forward > 0 and self.sitting.danger:
            self.go("next")
            return
        if 0 <= self.at + forward < len(self.asked()):
            self.at += forward
            self.call_later(self._show)
        else:
            self.go("next" if forward > 0 else "back")


class Safety(Asking):
    """The counsellor's own check-list and the danger questions; the phone is out of hearing."""

    AREA: ClassVar[str] = "screens.safety"
    STEP: ClassVar[str | None] = "safety"

    def asked(self) -> tuple[Question, ...]:
        """Return the questions of the first two sections."""
        found = self.sitting.questions(short=False)
        return tuple(one for one in found if one.section in FIRST and one.id != CONSENT)


class Questions(Asking):
    """What a look cannot see; ten minutes, or everything."""

    AREA: ClassVar[str] = "screens.questions"
    STEP: ClassVar[str | None] = "questions"

    def __init__(self) -> None:
        """Begin with the short path."""
        super().__init__()
        self._short = True

    def asked(self) -> tuple[Question, ...]:
        """Return the questions that were not asked first."""
        return tuple(one for one in self.sitting.questions(short=self._short) if one.section not in FIRST)

    def body(self) -> Iterable[Widget]:
        """Offer both paths above the question."""
        lines = [(name, say(f"screens.questions.{name}")) for name in ("short", "full")]
        yield Choices(lines, name="path", chosen=("short",), id="path")
        yield from super().body()

    def on_choices_changed(self, event: Choices.Changed) -> None:
        """Change the path, or take an answer."""
        if event.choices.name != "path":
            super().on_choices_changed(event)
            return
        event.stop()
        self._short = "full" not in event.choices.chosen
        event.choices.choose("short" if self._short else "full")
        self.at = 0
        self.call_later(self._show)
