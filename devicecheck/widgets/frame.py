"""What stands around every screen: where we are in the sitting, and which keys there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from devicecheck.widgets.spoken import Line, Spoken, Text, say
from devicecheck.words import Words

STEPS = ("open", "safety", "consent", "connect", "look", "findings", "questions", "plan", "hand_over")
"""The steps of a sitting as the bar on top counts them; their names are in ``app.toml``, table ``step``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key that works on a screen, and what the bottom line calls it."""

    key: str
    """Textual's name: ``f1``."""
    action: str
    text: Text
    shown: Text
    """What is printed on the key: ``F1``, ``Esc``, ``Strg+Q``."""


def key(name: str, action: str) -> Key:
    """Return the key whose words are under ``app.key.NAME``."""
    return Key(
        key=name, action=action, text=say(f"app.key.{action}"), shown=say(f"app.key_name.{name.replace('+', '_')}")
    )


class Hint(Static, Spoken):
    """One key in the bottom line; a click does the same."""

    def __init__(self, what: Key) -> None:
        """Keep the key."""
        super().__init__("", markup=False, classes="hint")
        self.key = what

    def speak(self, words: Words) -> None:
        """Show key and meaning."""
        self.update(Content.assemble((self.key.shown(words), "bold"), " ", self.key.text(words)))

    async def on_click(self) -> None:
        """Do what the key does."""
        await self.run_action(f"app.{self.key.action}")


class Keys(Horizontal):
    """The bottom line: every key that works everywhere."""

    def __init__(self, keys: Iterable[Key]) -> None:
        """Keep the keys in the order in which they are shown."""
        super().__init__(id="keys")
        self._keys = tuple(keys)

    def compose(self) -> ComposeResult:
        """Show them all."""
        yield from (Hint(one) for one in self._keys)


class Where(Horizontal):
    """The top line: how far the sitting has come, and whose it is."""

    def __init__(self, step: str | None, pseudonym: str) -> None:
        """Take a step of ``STEPS`` or ``None`` before and after a sitting."""
        super().__init__(id="where")
        self._step = step
        self._pseudonym = pseudonym

    def compose(self) -> ComposeResult:
        """Show dots, number and name of the step; the pseudonym on the right."""
        yield Line(self._place(), id="place")
        if self._pseudonym:
            yield Line(say("app.case", pseudonym=self._pseudonym), id="whose")

    def _place(self) -> Text:
        if self._step is None:
            return say("app.name")
        done = STEPS.index(self._step)
        dots = " ".join("●" if at < done else "◉" if at == done else "○" for at in range(len(STEPS)))
        name = say(f"app.step.{self._step}")
        return say("app.place", dots=dots, number=done + 1, total=len(STEPS), name=name)
