"""The end: what was written and verified, the receipt, what is left to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.widget import Widget

from devicecheck.screens.base import Frame
from devicecheck.untrusted import untrusted
from devicecheck.widgets.pick import Choices
from devicecheck.widgets.qr import qr
from devicecheck.widgets.spoken import Line, Press, say, verbatim


class End(Frame):
    """The list of what people still have to do comes first."""

    AREA: ClassVar[str] = "screens.end"
    STEP: ClassVar[str | None] = "hand_over"

    def body(self) -> Iterable[Widget]:
        """Show the list, the files, the receipt."""
        done = self.desk.handed_over
        if done is None:
            return
        yield Line(say("screens.end.todo"), classes="strong")
        yield Choices([(key, say(f"sitting.todo.{key}")) for key in done.todo], name="todo", many=True)
        if done.bundle is not None:
            name = verbatim(untrusted(done.bundle.name))
            yield Line(say("screens.end.verified", file=name), classes="good")
        yield Line(say(f"sitting.kept.{done.kept.value}"), classes="paragraph")
        for folder in dict.fromkeys(path.parent for path in done.files):
            yield Line(say("screens.end.files", folder=verbatim(untrusted(str(folder)))), classes="strong")
            yield from (Line(verbatim(untrusted(path.name))) for path in done.files if path.parent == folder)
        if done.receipt is not None:
            yield Line(say("screens.end.receipt"), classes="strong")
            yield Line(verbatim(str(done.receipt)), classes="paragraph")
            yield Line(verbatim(qr(str(done.receipt))), classes="qr")
        if self.centre.practice is not None:
            yield from self._afterwards(self.centre.practice)

    def _afterwards(self, name: str) -> Iterable[Widget]:
        from devicecheck import practice  # noqa: PLC0415 - only in an exercise

        yield Line(say("screens.end.practice"), classes="strong")
        yield Line(lambda words: practice.story(name, words.language).afterwards, classes="paragraph")

    def buttons(self) -> Sequence[Press]:
        """Close the sitting."""
        return (Press(say("screens.end.close"), id="done", main=True),)
