"""Open a case under a pseudonym."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Input

from devicecheck.errors import DeviceCheckError
from devicecheck.screens.base import Frame
from devicecheck.sitting.pseudonym import gives_away
from devicecheck.widgets.spoken import Field, Line, say

LONGEST = 40


class OpenCase(Frame):
    """Initials or a number; a name is warned of, never refused."""

    AREA: ClassVar[str] = "screens.open"
    AUTO_FOCUS: ClassVar[str | None] = "#pseudonym"
    STEP: ClassVar[str | None] = "open"

    def body(self) -> Iterable[Widget]:
        """Two lines to type in."""
        yield Line(say("screens.open.text"), classes="paragraph")
        yield Line(say("screens.open.pseudonym"), classes="strong")
        yield Field(say("screens.open.pseudonym_hint"), id="pseudonym")
        yield Line(say("app.nothing"), id="warning", classes="caution")
        yield Line(say("screens.open.counsellor"), classes="strong")
        yield Field(say("screens.open.counsellor_hint"), id="counsellor")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Warn while it is typed."""
        what = gives_away(event.value)
        if event.input.id == "pseudonym":
            self.query_one("#warning", Line).change(say(f"screens.open.warn_{what}" if what else "app.nothing"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the next line, then on."""
        event.stop()
        if event.input.id == "pseudonym":
            self.query_one("#counsellor").focus()
        else:
            self.pressed("next")

    def pressed(self, name: str) -> None:
        """Open the case once both are there."""
        if name != "next":
            self.go(name)
            return
        for field in ("pseudonym", "counsellor"):
            if not self._typed(field):
                self.query_one("#warning", Line).change(say(f"screens.open.missing_{field}"))
                self.query_one(f"#{field}").focus()
                return
        self._begin()

    def _typed(self, field: str) -> str:
        return self.query_one(f"#{field}", Field).value.strip()[:LONGEST]

    def _begin(self) -> None:
        from devicecheck.sitting.sitting import Sitting  # noqa: PLC0415 - the first that needs all of it

        try:
            sitting = Sitting.begin(
                self.centre,
                pseudonym=self._typed("pseudonym"),
                counsellor=self._typed("counsellor"),
                language=self.desk.words.language,
            )
        except DeviceCheckError as error:
            self.desk.tell(error)
        else:
            self.go("sitting", sitting)
