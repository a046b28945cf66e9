"""The passphrase, at every start."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Input

from devicecheck.errors import DeviceCheckError
from devicecheck.screens.base import Frame
from devicecheck.widgets.dialogs import error_lines
from devicecheck.widgets.spoken import Field, Line, Press, say


class Unlock(Frame):
    """Asks for the passphrase; ``refuse`` says why the vault stays shut."""

    AREA: ClassVar[str] = "screens_start.unlock"
    AUTO_FOCUS: ClassVar[str | None] = "#passphrase"

    def body(self) -> Iterable[Widget]:
        """One line to type in."""
        yield Line(say("screens_start.unlock.text"), classes="paragraph")
        yield Field(id="passphrase", secret=True)
        yield Line(say("app.nothing"), id="wrong", classes="caution")

    def buttons(self) -> Sequence[Press]:
        """Practise without a vault, or open it."""
        return (
            Press(say("screens_start.first.practice"), id="practice"),
            Press(say("screens_start.unlock.open"), id="open", main=True),
        )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter is the button."""
        event.stop()
        self.pressed("open")

    def pressed(self, name: str) -> None:
        """Hand the passphrase on; say that it takes a moment."""
        if name != "open":
            self.go(name)
            return
        self.query_one("#wrong", Line).change(say("screens_start.unlock.wait"))
        self.go("passphrase", self.query_one("#passphrase", Field).value)

    def refuse(self, error: DeviceCheckError) -> None:
        """Say why it did not open, and let her type again."""
        happened, means, do = error_lines(error)
        self.query_one("#wrong", Line).change(lambda words: "\n".join(part(words) for part in (happened, means, do)))
        field = self.query_one("#passphrase", Field)
        field.value = ""
        field.focus()
