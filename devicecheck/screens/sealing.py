"""Sealing, encrypting, reading back: nothing is said to be done before it was verified."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.message import Message
from textual.widget import Widget
from textual.widgets import ProgressBar

from devicecheck.errors import DeviceCheckError
from devicecheck.screens.base import Frame
from devicecheck.widgets.dialogs import error_lines
from devicecheck.widgets.spoken import Line, Press, say

if TYPE_CHECKING:
    from devicecheck.sitting.handover import HandedOver


class Sealing(Frame):
    """Begins as soon as it is shown."""

    AREA: ClassVar[str] = "screens.sealing"
    STEP: ClassVar[str | None] = "hand_over"

    class Told(Message):
        """How far it has come."""

        def __init__(self, step: str, done: int, total: int) -> None:
            """Keep how far."""
            super().__init__()
            self.step, self.done, self.total = step, done, total

    class Ended(Message):
        """Done, or why not."""

        def __init__(self, done: HandedOver | None, error: DeviceCheckError | None) -> None:
            """Keep it."""
            super().__init__()
            self.done, self.error = done, error

    def body(self) -> Iterable[Widget]:
        """Show what is going on."""
        yield Line(say("screens.sealing.text"), classes="paragraph")
        yield ProgressBar(total=100, id="progress")
        yield Line(say("screens.sealing.report"), id="now", classes="strong")
        yield Line(say("app.nothing"), id="wrong", classes="caution")

    def buttons(self) -> Sequence[Press]:
        """Only where it did not work: back to the choices."""
        return (Press(say("screens.sealing.change"), id="change"),)

    def on_mount(self) -> None:
        """Begin."""
        super().on_mount()
        self.query_one("#change").display = False
        self._seal()

    @work(thread=True, exclusive=True, group="seal")
    def _seal(self) -> None:
        done, error = None, None
        try:
            done = self.sitting.hand_over(
                self.desk.wish, lambda step, at, total: self.post_message(self.Told(step, at, total))
            )
        except DeviceCheckError as found:
            error = found
        self.post_message(self.Ended(done, error))

    def on_sealing_told(self, event: Told) -> None:
        """Show it."""
        self.query_one("#now", Line).change(say(f"screens.sealing.{event.step}"))
        self.query_one("#progress", ProgressBar).update(total=max(1, event.total), progress=event.done)

    def on_sealing_ended(self, event: Ended) -> None:
        """Go on, or say what went wrong; nothing was destroyed then."""
        if event.error is None:
            self.desk.handed_over = event.done
            self.go("next")
            return
        happened, means, do = error_lines(event.error)
        self.query_one("#wrong", Line).change(lambda words: "\n".join(part(words) for part in (happened, means, do)))
        self.query_one("#change").display = True
        self.query_one("#change").focus()

    def pressed(self, name: str) -> None:
        """Back to the choices: the case goes on in a new session."""
        del name
        self.go("again")
