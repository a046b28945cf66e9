"""The frame of every screen: the bar on top, a title, what the screen is about, its buttons, the keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from devicecheck.errors import DeviceCheckError
from devicecheck.widgets.frame import Key, Keys, Where, key
from devicecheck.widgets.spoken import Line, Press, Text, say

if TYPE_CHECKING:
    from devicecheck.app import DeviceCheck
    from devicecheck.sitting.desk import Desk
    from devicecheck.sitting.sitting import Sitting

EVERYWHERE = (key("f1", "help"), key("f2", "language"), key("f8", "consents"), key("f9", "hide"))
LEAVING = (key("escape", "back"), key("ctrl+q", "leave"))


class Frame(Screen[None]):
    """A screen of the app.

    A child gives its ``AREA`` of the words (with ``title`` and ``help``), what stands in the ``body`` and its
    ``buttons``. It posts ``Go`` when the counsellor has decided; which screen comes then is the app's business.
    """

    AREA: ClassVar[str] = ""
    """Area of words and table: ``screens_start.unlock``."""
    AUTO_FOCUS: ClassVar[str | None] = ""
    """Nothing: a screen is read from its top. Where the first thing to choose can be seen there, it has the focus."""
    STEP: ClassVar[str | None] = None
    """Step of the bar on top, ``None`` outside a sitting."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (116, "-wide")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar = [
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("question_mark", "app.help", show=False),
    ]

    class Go(Message):
        """The counsellor wants to go somewhere."""

        def __init__(self, where: str, value: object = None) -> None:
            """Name the way (``next``, or what the screen's own buttons are called) and what was chosen or typed."""
            super().__init__()
            self.where = where
            self.value = value

    @property
    def desk(self) -> DeviceCheck:
        """The app, by the name of what it gives a screen: the sitting, the vault, the language."""
        return cast("DeviceCheck", self.app)

    def body(self) -> Iterable[Widget]:
        """Return what stands between title and buttons."""
        raise NotImplementedError

    def buttons(self) -> Sequence[Press]:
        """Return the buttons, the one that most people press last."""
        return (Press(say("app.button.back"), id="back"), Press(say("app.button.next"), id="next", main=True))

    def title_text(self) -> Text:
        """Return the title."""
        return say(f"{self.AREA}.title")

    def help_text(self) -> Text:
        """Return what F1 shows."""
        return say(f"{self.AREA}.help")

    def keys(self) -> tuple[Key, ...]:
        """Return the keys of the bottom line; without a sitting there is no consent to take back."""
        first = EVERYWHERE if self.STEP else tuple(one for one in EVERYWHERE if one.action != "consents")
        return first + LEAVING

    def compose(self) -> ComposeResult:
        """Put the frame together."""
        yield Where(self.STEP, self.desk.pseudonym if self.STEP else "")
        yield Line(self.title_text(), id="title")
        with VerticalScroll(id="body", can_focus=False):
            yield from self.body()
        with Horizontal(id="buttons"):
            yield Line(say("app.more_below"), id="more")
            yield from self.buttons()
        yield Keys(self.keys())

    def on_mount(self) -> None:
        """Say it where more stands below than fits; begin on top, whatever is to be chosen below."""
        self.call_after_refresh(self._begin_on_top)
        body = self.query_one("#body", VerticalScroll)
        self.watch(body, "scroll_y", self._show_more, init=False)
        self.watch(body, "virtual_size", self._show_more, init=False)

    def _begin_on_top(self) -> None:
        """Focus the first thing to choose if it can be seen without turning the page."""
        body = self.query_one("#body", VerticalScroll)
        chain = self.focus_chain
        first = next((one for one in chain if body in one.ancestors), None)
        here = first or next((one for one in chain if one.id == "next"), None)
        if self.focused is None and here is not None and (first is None or body.region.contains_region(here.region)):
            self.set_focus(here, scroll_visible=False)

    def on_resize(self) -> None:
        """Look again whether everything fits."""
        self.call_after_refresh(self._show_more)

    def _show_more(self, *_changed: object) -> None:
        body = self.query_one("#body", VerticalScroll)
        self.query_one("#more").visible = body.max_scroll_y - body.scroll_offset.y > 0

    def action_page(self, direction: int) -> None:
        """Turn a page of the body, wherever the focus is."""
        body = self.query_one("#body", VerticalScroll)
        body.scroll_relative(y=direction * max(1, body.size.height - 2), animate=False)

    def on_button_pressed(self, event: Press.Pressed) -> None:
        """Hand a button of the bar on as the way to go; a screen handles its other buttons itself."""
        event.stop()
        self.pressed(event.button.id or "")

    def pressed(self, name: str) -> None:
        """Act on a button; by default the app is told to go that way."""
        self.go(name)

    def go(self, where: str, value: object = None) -> None:
        """Tell the app where to go."""
        self.post_message(self.Go(where, value))

    async def _dispatch_message(self, message: Message) -> None:
        """Say it where something that was asked of the sitting went wrong: a full disk must not end the app."""
        try:
            await super()._dispatch_message(message)
        except DeviceCheckError as error:
            self.desk.tell(error)

    def left(self) -> None:
        """Clean up before the counsellor goes back: stop what runs, let the phone go."""

    def refuse(self, error: DeviceCheckError) -> None:
        """Say what went wrong with what the app was asked to do."""
        self.desk.tell(error)

    @property
    def sitting(self) -> Sitting:
        """The sitting that goes on."""
        found = self.desk.sitting
        if found is None:
            raise RuntimeError("this screen belongs to a sitting")
        return found

    @property
    def centre(self) -> Desk:
        """The open vault and all around it."""
        found = self.desk.centre
        if found is None:
            raise RuntimeError("this screen needs an open vault")
        return found
