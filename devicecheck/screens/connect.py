"""The phone is plugged in: what is seen of it, what is wrong, and the way out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import work
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from devicecheck.errors import DeviceCheckError
from devicecheck.screens.base import Frame
from devicecheck.sitting.phones import COMMAND, NoUsbError, PhoneState, Seen, Switch, guide, watch
from devicecheck.sitting.sitting import Switches
from devicecheck.widgets.dialogs import error_lines, message
from devicecheck.widgets.pick import Choices
from devicecheck.widgets.spoken import Line, Press, Text, say, verbatim

SWITCHES = ("developer", "adb")


class Connect(Frame):
    """Watches the cable, leads through the settings, asks the phone for permission."""

    AREA: ClassVar[str] = "screens.connect"
    STEP: ClassVar[str | None] = "connect"

    class Plugged(Message):
        """The phones on cables are these now."""

        def __init__(self, phones: tuple[Seen, ...]) -> None:
            """Keep them."""
            super().__init__()
            self.phones = phones

    class Asking(Message):
        """The phone shows its question."""

    class Reached(Message):
        """The phone agreed to talk, or this is why it did not."""

        def __init__(self, error: DeviceCheckError | None) -> None:
            """Keep the error, ``None`` for a yes."""
            super().__init__()
            self.error = error

    def __init__(self) -> None:
        """Nothing is plugged in yet."""
        super().__init__()
        self._phones: tuple[Seen, ...] = ()
        self._stopped = False

    def body(self) -> Iterable[Widget]:
        """Show how it was before, the phones, what is going on, and the guide."""
        yield Line(say("app.nothing"), id="state", classes="strong")
        yield Line(say("app.nothing"), id="do", classes="paragraph")
        yield Vertical(id="phones", classes="block")
        yield Line(say("connect.before.title"), classes="strong")
        for switch in SWITCHES:
            yield Line(say(f"connect.before.ask_{switch}"))
            yield Choices([(one.value, say(f"screens.connect.{one.value}")) for one in Switch], name=switch)
        yield Vertical(id="guide")

    def buttons(self) -> Sequence[Press]:
        """Offer to go on without the phone at any time."""
        return (
            Press(say("app.button.back"), id="back"),
            Press(say("screens.decide.no_phone"), id="no_phone"),
            Press(say("screens.connect.ask"), id="ask-phone", main=True),
        )

    def on_mount(self) -> None:
        """Begin to watch."""
        super().on_mount()
        if self.centre.practice is None:
            self._watch()
            self.call_later(self._show_guide, "")
        else:
            self._say("ready")
            self.query_one("#ask-phone").focus()

    def _say(self, state: str) -> None:
        self.query_one("#state", Line).change(say(f"connect.state.{state}.title"))
        self.query_one("#do", Line).change(say(f"connect.state.{state}.do"))

    @work(thread=True, exclusive=True, group="watch")
    def _watch(self) -> None:
        worker = get_current_worker()
        try:
            for phones in watch(lambda: worker.is_cancelled or self._stopped):
                self.post_message(self.Plugged(phones))
        except NoUsbError as error:
            self.post_message(self.Reached(error))

    async def on_connect_plugged(self, event: Plugged) -> None:
        """Show every phone with what is to be done about it."""
        self._phones = event.phones
        place = self.query_one("#phones", Vertical)
        await place.remove_children()
        if not event.phones:
            self._say("none")
            return
        self._say("several" if len(event.phones) > 1 else event.phones[0].state.value)
        lines = [(phone.address, _phone(phone)) for phone in event.phones]
        chosen = (event.phones[0].address,) if len(event.phones) == 1 else ()
        await place.mount(Choices(lines, name="phone", chosen=chosen))
        if any(phone.state is PhoneState.NO_PERMISSION for phone in event.phones):
            await place.mount(Line(verbatim(COMMAND), classes="aside"))
        await self._show_guide(event.phones[0].maker)

    async def _show_guide(self, maker: str) -> None:
        place = self.query_one("#guide", Vertical)
        await place.remove_children()
        lines = [
            Line(say("connect.guide.title"), classes="strong"),
            Line(say("connect.guide.intro"), classes="paragraph"),
        ]
        for step in guide(maker):
            lines.append(Line(say(step.title), classes="strong"))
            lines += [Line(say(text)) for text in step.texts]
            lines.append(Line(say(step.drawing), classes="paragraph drawing"))
        await place.mount(*lines)

    def pressed(self, name: str) -> None:
        """Ask the phone, or go on without it."""
        if name != "ask-phone":
            self.left()
            self.go(name)
            return
        address = self._address()
        if address is None:
            self.desk.ask(message(self.title_text(), say("screens.connect.choose")))
            return
        self._say("connecting")
        self.query_one("#ask-phone").disabled = True
        self._reach(address, self._switches())

    def _address(self) -> str | None:
        if self.centre.practice is not None:
            return f"practice:{self.centre.practice}"
        picked = [value for one in self.query(Choices) if one.name == "phone" for value in one.chosen]
        return picked[0] if picked else None

    def _switches(self) -> Switches:
        given = {one.name: one.chosen for one in self.query(Choices) if one.name in SWITCHES}
        values = {name: Switch(chosen[0]) if chosen else Switch.UNKNOWN for name, chosen in given.items()}
        return Switches(developer=values["developer"], adb=values["adb"])

    @work(thread=True, exclusive=True, group="reach")
    def _reach(self, address: str, seen: Switches) -> None:
        error: DeviceCheckError | None = None
        try:
            self.sitting.connect(
                address,
                seen=seen,
                asking=lambda: self.post_message(self.Asking()),
                stop=lambda: self._stopped,
            )
        except DeviceCheckError as found:
            error = found
        self.post_message(self.Reached(error))

    def on_connect_asking(self, _event: Asking) -> None:
        """Say what is to be done on the phone."""
        self._say("waiting")

    def on_connect_reached(self, event: Reached) -> None:
        """Go on, or say what went wrong and let her try again."""
        self.query_one("#ask-phone").disabled = False
        if event.error is None:
            self.left()
            self.desk.look_due = True
            self.go("next")
            return
        happened, means, do = error_lines(event.error)
        self.query_one("#state", Line).change(happened)
        self.query_one("#do", Line).change(lambda words: f"{means(words)}\n{do(words)}")

    def left(self) -> None:
        """Stop watching and asking."""
        self._stopped = True


def _phone(phone: Seen) -> Text:
    name = f"{phone.maker} {phone.model}".strip()
    return say("screens.connect.phone", name=verbatim(name), state=say(f"connect.state.{phone.state.value}.title"))
