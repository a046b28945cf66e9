"""One thing or several to choose from a list, by key or by mouse; long texts wrap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from devicecheck.widgets.spoken import Spoken, Text
from devicecheck.words import Words


class Pick(Static, Spoken, can_focus=True):
    """One line of a list: ``(•) yes`` or ``[x] yes``."""

    BINDINGS = [  # noqa: RUF012
        Binding("enter", "settle", show=False),
        Binding("space", "press", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    class Pressed(Message):
        """Somebody chose this line or took the choice back."""

        def __init__(self, pick: Pick) -> None:
            """Name the line."""
            super().__init__()
            self.pick = pick

    class Settled(Message):
        """Somebody pressed Enter on the one line that is chosen already: it stays, and what comes next may follow."""

    def __init__(self, text: Text, *, value: str, many: bool = False, chosen: bool = False, classes: str = "") -> None:
        """Keep what the line says and the value it stands for."""
        super().__init__("", markup=False, classes=classes)
        self.text = text
        self.value = value
        self.many = many
        self.chosen = chosen
        self._shown = ""

    def speak(self, words: Words) -> None:
        """Show mark and text."""
        self._shown = self.text(words)
        self.mark(chosen=self.chosen)

    def mark(self, *, chosen: bool) -> None:
        """Show the line as chosen or not."""
        self.chosen = chosen
        box = ("[x]" if chosen else "[ ]") if self.many else ("(•)" if chosen else "( )")
        self.update(Content(f"{box} {self._shown}"))
        self.set_class(chosen, "-chosen")

    def action_press(self) -> None:
        """Choose it."""
        self.post_message(self.Pressed(self))

    def action_settle(self) -> None:
        """Choose it; where it is the one that is chosen already, leave it so."""
        self.post_message(self.Settled() if self.chosen and not self.many else self.Pressed(self))

    def on_click(self) -> None:
        """Choose it with the mouse."""
        self.focus()
        self.action_press()


class Choices(Vertical):
    """A list of which one line or several can be chosen; Space or a click on the only one takes it back."""

    class Changed(Message):
        """The choice is another one now."""

        def __init__(self, choices: Choices) -> None:
            """Name the list; its ``name`` says what it is about."""
            super().__init__()
            self.choices = choices

    def __init__(
        self,
        lines: Iterable[tuple[str, Text]],
        *,
        name: str,
        many: bool = False,
        chosen: Sequence[str] = (),
        alone: frozenset[str] = frozenset(),
        id: str | None = None,  # noqa: A002
        classes: str = "",
    ) -> None:
        """Take value and text of each line; a value in ``alone`` excludes all others."""
        super().__init__(name=name, id=id, classes=classes)
        self._picks = [Pick(text, value=value, many=many, chosen=value in chosen) for value, text in lines]
        self._many = many
        self._alone = alone

    def compose(self) -> ComposeResult:
        """Show every line."""
        yield from self._picks

    @property
    def chosen(self) -> tuple[str, ...]:
        """Values that are chosen, in the order of the list."""
        return tuple(pick.value for pick in self._picks if pick.chosen)

    def choose(self, *values: str) -> None:
        """Mark exactly these; nobody is told."""
        for pick in self._picks:
            pick.mark(chosen=pick.value in values)

    def on_pick_pressed(self, event: Pick.Pressed) -> None:
        """Mark the line, unmark what it excludes, tell the screen."""
        event.stop()
        picked = event.pick
        now = not picked.chosen
        for other in self._picks:
            excluded = not self._many or picked.value in self._alone or other.value in self._alone
            if other is not picked and now and excluded:
                other.mark(chosen=False)
        picked.mark(chosen=now)
        self.post_message(self.Changed(self))
