"""Whether to connect at all: what shows on the phone, and who might see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.widget import Widget

from devicecheck.screens.base import Frame
from devicecheck.sitting.phones import TRACES
from devicecheck.widgets.spoken import Line, Press, say
from devicecheck.widgets.voices import Voices


class Decide(Frame):
    """Together, before any cable is plugged in."""

    AREA: ClassVar[str] = "screens.decide"
    STEP: ClassVar[str | None] = "connect"

    def body(self) -> Iterable[Widget]:
        """Ask, then show every trace that nobody can avoid."""
        yield Voices(aloud=say("screens.decide.aloud"), inward=say("screens.decide.inward"))
        yield Line(say("connect.trace.title"), classes="strong")
        yield Line(say("connect.trace.intro"), classes="paragraph")
        for trace in TRACES:
            yield Line(say(f"connect.trace.{trace}.what"))
            yield Line(say(f"connect.trace.{trace}.seen"), classes="paragraph quiet")

    def buttons(self) -> Sequence[Press]:
        """Not connecting is as good an answer."""
        return (
            Press(say("app.button.back"), id="back"),
            Press(say("screens.decide.iphone"), id="iphone"),
            Press(say("screens.decide.no_phone"), id="no_phone"),
            Press(say("screens.decide.connect"), id="next", main=True),
        )

    def pressed(self, name: str) -> None:
        """Remember an iPhone: the questions and the plan speak of it."""
        if name == "iphone":
            self.sitting.set_iphone(iphone=True)
        self.go(name)
