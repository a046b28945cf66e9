"""The phone goes back to how it was, and goes away again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.widget import Widget

from devicecheck.screens.base import Frame
from devicecheck.widgets.pick import Choices, Pick
from devicecheck.widgets.spoken import Line, Press, say

ALWAYS = ("revoke", "adb", "unplug", "check")
"""The steps where nobody knows how it was before."""


class Restore(Frame):
    """One step after the other, to be ticked off together."""

    AREA: ClassVar[str] = "screens.restore"
    STEP: ClassVar[str | None] = "look"

    def body(self) -> Iterable[Widget]:
        """Show the steps for this phone."""
        before = self.sitting.before
        steps = before.to_restore if before else ALWAYS
        yield Line(say("connect.restore.intro"), classes="paragraph")
        yield Choices([(step, say(f"connect.restore.{step}")) for step in steps], name="restore", many=True)
        yield Line(say("connect.restore.keep_keys"), classes="paragraph quiet")
        yield Line(say("screens.restore.away"), classes="aside")

    def buttons(self) -> Sequence[Press]:
        """More can be captured while the phone is still here."""
        return (Press(say("screens.restore.done"), id="next", main=True),)

    def pressed(self, name: str) -> None:
        """Let the phone go and remember what was not ticked."""
        self.sitting.let_go()
        open_steps = tuple(pick.value for pick in self.query(Pick) if not pick.chosen)
        self.sitting.set_restored(left=open_steps)
        self.go(name)
