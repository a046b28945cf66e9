"""Small windows above a screen: help, a question with yes and no, an error with a way out."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen

from devicecheck.errors import DeviceCheckError
from devicecheck.widgets.spoken import Line, Press, Text, say


class Dialog(ModalScreen[str | None]):
    """A window with a title, paragraphs and buttons; closes with the id of the button, ``None`` for Escape."""

    BINDINGS = [  # noqa: RUF012
        Binding("escape", "dismiss", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]

    def __init__(self, title: Text, lines: tuple[Text, ...], buttons: tuple[Press, ...], *, kind: str = "") -> None:
        """Take the words and the buttons; ``kind`` is a style: ``-caution`` or empty."""
        super().__init__(classes=kind)
        self._title = title
        self._lines = lines
        self._buttons = buttons

    def compose(self) -> ComposeResult:
        """Show the window."""
        with Vertical(id="window"):
            yield Line(self._title, id="window-title")
            with VerticalScroll(id="window-body", can_focus=False):
                yield from (Line(text, classes="paragraph") for text in self._lines)
            with Horizontal(id="window-bar"):
                yield from self._buttons

    def on_button_pressed(self, event: Press.Pressed) -> None:
        """Close with the answer."""
        event.stop()
        self.dismiss(event.button.id)

    def action_page(self, direction: int) -> None:
        """Turn a page."""
        body = self.query_one("#window-body", VerticalScroll)
        body.scroll_relative(y=direction * max(1, body.size.height - 2), animate=False)


def message(title: Text, *lines: Text, kind: str = "") -> Dialog:
    """Return a window that only has to be read."""
    return Dialog(title, lines, (Press(say("app.button.close"), id="close", main=True),), kind=kind)


def confirm(area: str, *, kind: str = "-caution", **fields: object) -> Dialog:
    """Return a question with ``title``, ``text``, ``yes`` and ``no`` under ``area``; the careful answer is first."""
    buttons = (
        Press(say(f"{area}.no", **fields), id="no", main=True),
        Press(say(f"{area}.yes", **fields), id="yes"),
    )
    return Dialog(say(f"{area}.title", **fields), (say(f"{area}.text", **fields),), buttons, kind=kind)


def error_lines(error: DeviceCheckError) -> tuple[Text, Text, Text]:
    """Return what happened, what it means and what to do."""
    happened, means, do = (say(f"errors.{error.key}.{part}", **error.fields) for part in ("happened", "means", "do"))
    return happened, say("app.error.means", text=means), say("app.error.do", text=do)


def trouble(error: DeviceCheckError, *, retry: bool = False) -> Dialog:
    """Return the window for an error; with ``retry`` it offers to try again."""
    buttons = [Press(say("app.button.close"), id="close", main=not retry)]
    if retry:
        buttons.append(Press(say("app.button.retry"), id="retry", main=True))
    detail = (say("app.error.detail", text=error.detail),) if error.detail else ()
    return Dialog(say("app.error.title"), (*error_lines(error), *detail), tuple(buttons), kind="-caution")
