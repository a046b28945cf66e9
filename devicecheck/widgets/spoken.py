"""Text that knows how to say itself in every language, so that the language can change under a screen.

A widget keeps a ``Text`` instead of a string. When the language changes, ``speak_all`` asks every widget of a screen
to say itself again; what was typed, chosen and scrolled stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

from textual.content import Content
from textual.dom import DOMNode
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from devicecheck.words import Words

Text = Callable[[Words], str]


def say(key: str, /, **fields: object) -> Text:
    """Return the text under ``area.table.key``; fields that are ``Text`` themselves are said in the same language."""

    def spoken(words: Words) -> str:
        known = {name: value(words) if callable(value) else value for name, value in fields.items()}
        return words.say(key, **known)

    return spoken


def verbatim(text: str) -> Text:
    """Return text that is the same in every language: a pseudonym, the name of an app (already ``untrusted``)."""
    return lambda _words: text


class _HasWords(Protocol):
    words: Words


def words_of(node: DOMNode) -> Words:
    """Return the texts of the language that the app speaks now."""
    return cast("_HasWords", node.app).words


class Spoken(Widget):
    """A widget that shows text and can say it again in another language."""

    def speak(self, words: Words) -> None:
        """Show the text in the language of ``words``."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Speak as soon as there is somebody to ask for the language."""
        self.speak(words_of(self))


class Line(Static, Spoken):
    """A paragraph. Never markup: part of what it says may come from a phone."""

    def __init__(self, text: Text, *, classes: str | None = None, id: str | None = None) -> None:  # noqa: A002
        """Keep the text; ``id`` is Textual's name for it."""
        super().__init__("", markup=False, classes=classes, id=id)
        self.text = text

    def speak(self, words: Words) -> None:
        """Show the paragraph."""
        self.update(Content(self.text(words)))

    def change(self, text: Text) -> None:
        """Say something else from now on."""
        self.text = text
        if self.is_mounted:
            self.speak(words_of(self))


class Press(Button, Spoken):
    """A button."""

    BINDINGS = [("down,right", "app.focus_next", ""), ("up,left", "app.focus_previous", "")]  # noqa: RUF012

    def __init__(self, text: Text, *, id: str, main: bool = False, classes: str = "") -> None:  # noqa: A002
        """Keep the text; ``main`` marks the way that most people go."""
        super().__init__("", id=id, compact=True, classes=f"{classes} -main" if main else classes)
        self.text = text

    def speak(self, words: Words) -> None:
        """Show the label; another language needs another width."""
        self.label = Content(self.text(words))
        self.refresh(layout=True)


class Field(Input, Spoken):
    """A line to type in, named by the line above it; up and down leave it."""

    BINDINGS = [("down", "app.focus_next", ""), ("up", "app.focus_previous", "")]  # noqa: RUF012

    def __init__(self, hint: Text | None = None, *, id: str, value: str = "", secret: bool = False) -> None:  # noqa: A002
        """Keep the hint that an empty field shows; a ``secret`` one shows dots."""
        super().__init__(value, id=id, password=secret, compact=True, select_on_focus=False)
        self.hint = hint

    def speak(self, words: Words) -> None:
        """Show the hint."""
        self.placeholder = self.hint(words) if self.hint else ""


def speak_all(screen: DOMNode, words: Words) -> None:
    """Let every widget below ``screen`` say itself again."""
    for widget in screen.walk_children(Spoken):
        widget.speak(words)
