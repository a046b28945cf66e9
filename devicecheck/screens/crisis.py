"""Somebody is in danger now: the centre's own steps, before all else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.widget import Widget

from devicecheck.screens.base import Frame
from devicecheck.untrusted import untrusted
from devicecheck.widgets.spoken import Line, Press, say, verbatim


class Crisis(Frame):
    """Shows the crisis steps that the centre wrote; the phone is not looked at."""

    AREA: ClassVar[str] = "screens.crisis"
    AUTO_FOCUS: ClassVar[str | None] = "#next"
    STEP: ClassVar[str | None] = "safety"

    def body(self) -> Iterable[Widget]:
        """Show the steps, or what to do where nobody wrote them down."""
        yield Line(say("screens.crisis.text"), classes="aside")
        steps = self.sitting.crisis
        if not steps:
            yield Line(say("screens.crisis.none"), classes="caution")
        for number, step in enumerate(steps, 1):
            yield Line(verbatim(f"{number}. {untrusted(step, limit=400)}"), classes="paragraph")
        yield Line(say("screens.crisis.after"), classes="paragraph")

    def buttons(self) -> Sequence[Press]:
        """Back to the questions, or on without the phone."""
        return (
            Press(say("app.button.back"), id="back"),
            Press(say("screens.crisis.on"), id="next", main=True),
        )
