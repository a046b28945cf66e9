"""The look: one silent batch. What is being read and why, how long it takes, and a way to stop."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import ProgressBar

from devicecheck.errors import DeviceCheckError
from devicecheck.screens.base import Frame
from devicecheck.widgets.dialogs import error_lines
from devicecheck.widgets.spoken import Line, Press, Text, say, verbatim

if TYPE_CHECKING:
    from devicecheck.sitting.phones import Progress
    from devicecheck.sitting.state import Asked, Looked

KNOWN = {"refused", "time", "bytes", "stopped"}


class Looking(Frame):
    """Begins as soon as it is shown; can be stopped and completed."""

    AREA: ClassVar[str] = "screens.look"
    STEP: ClassVar[str | None] = "look"

    class Told(Message):
        """The batch has come this far."""

        def __init__(self, progress: Progress) -> None:
            """Keep how far."""
            super().__init__()
            self.progress = progress

    class Ended(Message):
        """The look is over, or broke off."""

        def __init__(self, looked: Looked | None, error: DeviceCheckError | None) -> None:
            """Keep what it brought."""
            super().__init__()
            self.looked, self.error = looked, error

    def __init__(self) -> None:
        """Nothing was asked yet."""
        super().__init__()
        self._stop = False
        self._busy = False

    def body(self) -> Iterable[Widget]:
        """Show the bar, what is being read and why, and what failed."""
        yield Line(say("screens.look.quiet"), classes="paragraph")
        yield ProgressBar(total=100, show_eta=False, id="progress")
        yield Line(say("app.nothing"), id="now", classes="strong")
        yield Line(say("app.nothing"), id="why")
        yield Line(say("app.nothing"), id="time", classes="quiet")
        yield Vertical(id="failed", classes="block")

    def buttons(self) -> Sequence[Press]:
        """Stop, try again, go on."""
        return (
            Press(say("screens.look.stop"), id="stop"),
            Press(say("app.button.retry"), id="retry"),
            Press(say("screens.look.capture"), id="capture"),
            Press(say("app.button.next"), id="next", main=True),
        )

    def on_mount(self) -> None:
        """Begin, or show what an earlier look brought."""
        super().on_mount()
        if self.sitting.connected and self.desk.look_due:
            self.desk.look_due = False
            self._begin(again=False)
        elif self.sitting.state.looked:
            self.post_message(self.Ended(self.sitting.state.looked, None))

    def _begin(self, *, again: bool) -> None:
        self._stop, self._busy = False, True
        self._enable()
        self._look(again=again)

    def _enable(self) -> None:
        self.query_one("#stop").display = self._busy
        failed = bool(self.sitting.state.looked and self.sitting.state.looked.failed)
        self.query_one("#retry").display = not self._busy and failed and self.sitting.connected
        self.query_one("#next").disabled = self._busy
        self.query_one("#capture").display = not self._busy and self.sitting.connected

    @work(thread=True, exclusive=True, group="look")
    def _look(self, *, again: bool) -> None:
        looked, error = None, None
        try:
            looked = self.sitting.look(
                lambda progress: self.post_message(self.Told(progress)), lambda: self._stop, again=again
            )
        except DeviceCheckError as found:
            error = found
        except Exception as found:  # noqa: BLE001 - a fault of ours ends in a sentence, not in a broken terminal
            error = DeviceCheckError(repr(found))
        self.post_message(self.Ended(looked, error))

    def on_looking_told(self, event: Told) -> None:
        """Show what is being read, why, and for how long still."""
        told = event.progress
        self.query_one("#progress", ProgressBar).update(total=told.total, progress=told.number - bool(told.recipe))
        if not told.recipe:
            return
        user: Text = say("sitting.user", number=told.user) if told.user else verbatim("")
        self.query_one("#now", Line).change(
            say(
                "screens.look.now",
                number=told.number,
                total=told.total,
                what=say(f"recipes.{told.recipe}.reading"),
                user=user,
            )
        )
        self.query_one("#why", Line).change(say(f"recipes.{told.recipe}.why"))
        left = told.remaining
        self.query_one("#time", Line).change(
            say("screens.look.time", seconds=round(left)) if left is not None else say("app.nothing")
        )

    async def on_looking_ended(self, event: Ended) -> None:
        """Say how it went; what failed can be asked again."""
        self._busy = False
        self._enable()
        self.query_one("#progress", ProgressBar).display = False
        for line in ("#why", "#time"):
            self.query_one(line, Line).change(say("app.nothing"))
        place = self.query_one("#failed", Vertical)
        await place.remove_children()
        if event.error is not None:
            self.query_one("#now", Line).change(error_lines(event.error)[0])
            await place.mount(*(Line(text, classes="paragraph") for text in error_lines(event.error)[1:]))
        if event.looked is not None:
            await self._show(event.looked, place)
        self.query_one("#next").focus()

    async def _show(self, looked: Looked, place: Vertical) -> None:
        asked, failed = len(looked.asked), len(looked.failed)
        key = "screens.look.some_failed" if failed else "screens.look.all_answered"
        self.query_one("#now", Line).change(say(key, asked=asked, failed=failed))
        if failed:
            await place.mount(
                Line(say("screens.look.not_nothing"), classes="aside"), *(Line(_failed(one)) for one in looked.failed)
            )

    def pressed(self, name: str) -> None:
        """Stop, or ask again what failed."""
        if name == "stop":
            self._stop = True
        elif name == "retry":
            self.query_one("#progress", ProgressBar).display = True
            self._begin(again=True)
        else:
            self.go(name)

    def left(self) -> None:
        """Stop, and let the phone go."""
        self._stop = True
        self.sitting.let_go()


def _failed(one: Asked) -> Text:
    problem = one.problem if one.problem in KNOWN else "other"
    return say("screens.look.failed", what=say(f"recipes.{one.recipe}.reading"), why=say(f"sitting.problem.{problem}"))
