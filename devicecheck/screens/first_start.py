"""The very first start: what the vault is for, and its passphrase, twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Input

from devicecheck.screens.base import Frame
from devicecheck.widgets.spoken import Field, Line, Press, say

SHORTEST = 12
"""Characters of a passphrase: four words are easily that long."""


class FirstStart(Frame):
    """Explains the vault and asks for a passphrase twice."""

    AREA: ClassVar[str] = "screens_start.first"
    AUTO_FOCUS: ClassVar[str | None] = "#once"

    def body(self) -> Iterable[Widget]:
        """Explain, then ask."""
        yield Line(say("screens_start.first.welcome"), classes="paragraph")
        yield Line(say("screens_start.first.vault"), classes="paragraph")
        yield Line(say("screens_start.first.lost"), classes="aside")
        yield Line(say("screens_start.first.once"), classes="strong")
        yield Field(say("screens_start.first.hint"), id="once", secret=True)
        yield Line(say("screens_start.first.twice"), classes="strong")
        yield Field(id="twice", secret=True)
        yield Line(say("app.nothing"), id="wrong", classes="caution")

    def buttons(self) -> Sequence[Press]:
        """Practice first, if she likes; or make the vault."""
        return (
            Press(say("screens_start.first.practice"), id="practice"),
            Press(say("screens_start.first.make"), id="make", main=True),
        )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the first line goes to the second, there it is the button."""
        event.stop()
        if event.input.id == "once":
            self.query_one("#twice").focus()
        else:
            self.pressed("make")

    def pressed(self, name: str) -> None:
        """Compare both lines before anything is made."""
        if name != "make":
            self.go(name)
            return
        once, twice = (self.query_one(f"#{field}", Field).value for field in ("once", "twice"))
        if len(once) < SHORTEST:
            self._wrong("short", "once")
        elif once != twice:
            self._wrong("different", "twice")
        else:
            self.go("passphrase", once)

    def _wrong(self, why: str, field: str) -> None:
        self.query_one("#wrong", Line).change(say(f"screens_start.first.{why}", shortest=SHORTEST))
        self.query_one(f"#{field}").focus()
