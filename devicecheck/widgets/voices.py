"""What is said to the client and what only the counsellor reads: beside each other, never mixed."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container, Vertical

from devicecheck.widgets.spoken import Line, Text, say


class Voices(Container):
    """Two columns where there is room, otherwise one below the other; each with its heading."""

    def __init__(self, *, aloud: Text | None = None, inward: Text | None = None, classes: str = "") -> None:
        """Take the words for the client and the caution for the counsellor; either may be missing."""
        super().__init__(classes=f"voices {classes}")
        self._aloud = aloud
        self._inward = inward

    def compose(self) -> ComposeResult:
        """Show what there is."""
        if self._aloud:
            with Vertical(classes="aloud"):
                yield Line(say("app.voice.aloud"), classes="voice")
                yield Line(self._aloud, classes="words")
        if self._inward:
            with Vertical(classes="inward"):
                yield Line(say("app.voice.inward"), classes="voice")
                yield Line(self._inward)
