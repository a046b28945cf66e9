"""What is seen when somebody comes in: a shopping list. Nothing on it names this program, the centre or the client.

F9 again asks for a password, without saying whose; only the right one brings the sitting back. What runs keeps running.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input

from devicecheck.widgets.spoken import Field, Line, say


class Hidden(Screen[None]):
    """The harmless screen."""

    BINDINGS: ClassVar = [Binding("escape", "forget", show=False)]

    class Opened(Message):
        """The right password was typed."""

    class Judged(Message):
        """The worker has compared the password."""

        def __init__(self, *, right: bool) -> None:
            """Keep the result."""
            super().__init__()
            self.right = right

    def __init__(self, secret: Callable[[], Callable[[str], bool] | None]) -> None:
        """Take who knows what compares a password; ``None`` where there is none yet: then F9 alone opens."""
        super().__init__()
        self._secret = secret

    def compose(self) -> ComposeResult:
        """Show the list; the line for the password is there but not seen."""
        with Vertical(id="list"):
            yield Line(say("app.hidden.title"), id="list-title")
            yield Line(say("app.hidden.list"))
        with Horizontal(id="ask"):
            yield Line(say("app.hidden.password"), id="ask-label")
            yield Field(id="ask-field", secret=True)

    def on_mount(self) -> None:
        """Keep the line for the password away until it is asked for."""
        self.query_one("#ask").visible = False

    def again(self) -> None:
        """F9 was pressed once more: ask, or open where there is nothing to ask for."""
        if self._secret() is None:
            self.post_message(self.Opened())
            return
        self.query_one("#ask").visible = True
        self.query_one("#ask-field", Field).focus()

    def action_forget(self) -> None:
        """Be a list again."""
        self.query_one("#ask-field", Field).value = ""
        self.query_one("#ask").visible = False
        self.set_focus(None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Compare away from the screen: a good key derivation takes a moment."""
        event.stop()
        self._compare(event.value)

    @work(thread=True, exclusive=True)
    def _compare(self, typed: str) -> None:
        is_right = self._secret()
        self.post_message(self.Judged(right=is_right is None or is_right(typed)))

    def on_hidden_judged(self, event: Judged) -> None:
        """Open, or be a list again without a word."""
        self.action_forget()
        if event.right:
            self.post_message(self.Opened())
