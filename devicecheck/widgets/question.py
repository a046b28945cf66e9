"""One question: what is asked aloud, what the counsellor should mind, the answers, and the right to say nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from devicecheck.widgets.pick import Choices
from devicecheck.widgets.spoken import Line, Text
from devicecheck.widgets.voices import Voices


class QuestionCard(Vertical):
    """A question with its answers. ``name`` is the question's id; ``Choices.Changed`` of that name tells the answer."""

    def __init__(
        self,
        *,
        name: str,
        aloud: Text | None,
        inward: Text | None,
        answers: Iterable[tuple[str, Text]],
        many: bool = False,
        chosen: Sequence[str] = (),
        alone: frozenset[str] = frozenset(),
        kept: Text | None = None,
    ) -> None:
        """Take the words; ``kept`` says what becomes of the answer."""
        super().__init__(classes="question")
        self._voices = Voices(aloud=aloud, inward=inward)
        self._choices = Choices(answers, name=name, many=many, chosen=chosen, alone=alone)
        self._kept = kept

    def compose(self) -> ComposeResult:
        """Show question, answers and what is kept of them."""
        yield self._voices
        yield self._choices
        if self._kept:
            yield Line(self._kept, classes="quiet")

    @property
    def chosen(self) -> tuple[str, ...]:
        """The answer; empty is skipped."""
        return self._choices.chosen
