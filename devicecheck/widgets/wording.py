"""The client's own words for a step."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from devicecheck.widgets.dialogs import Dialog
from devicecheck.widgets.spoken import Field, Line, Press, Text, say


class Wording(Dialog):
    """Asks for one line; closes with it, or with ``None`` where nothing is to change."""

    def __init__(self, about: Text, before: str, *, area: str = "screens.wording") -> None:
        """Take what it is about and what was written before."""
        super().__init__(say(f"{area}.title"), (), ())
        self._about = about
        self._before = before
        self._area = area

    def compose(self) -> ComposeResult:
        """Show what it is about and one line to type in."""
        with Vertical(id="window"):
            yield Line(say(f"{self._area}.title"), id="window-title")
            yield Line(self._about, classes="paragraph")
            yield Field(say(f"{self._area}.hint"), id="own", value=self._before)
            with Horizontal(id="window-bar"):
                yield Press(say("app.button.cancel"), id="cancel")
                yield Press(say("app.button.save"), id="save", main=True)

    def on_mount(self) -> None:
        """Let her type at once."""
        self.query_one("#own").focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter saves."""
        event.stop()
        self.dismiss(event.value.strip() or None)

    def on_button_pressed(self, event: Press.Pressed) -> None:
        """Close with or without the words; a window's own way of closing would name the button."""
        event.stop()
        event.prevent_default()
        text = self.query_one("#own", Field).value.strip()
        self.dismiss(text if event.button.id == "save" and text else None)
