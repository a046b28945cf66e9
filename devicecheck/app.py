"""The app: which screen comes next, and what works on every screen. Nothing else."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import App
from textual.binding import Binding
from textual.screen import ModalScreen, Screen

from devicecheck.errors import DeviceCheckError
from devicecheck.screens import make
from devicecheck.screens.base import Frame
from devicecheck.screens.hidden import Hidden
from devicecheck.screens.lock import Lock
from devicecheck.way import Place, Standing, can_go_back, following
from devicecheck.widgets.dialogs import Dialog, confirm, message, trouble
from devicecheck.widgets.spoken import say, speak_all
from devicecheck.widgets.theme import CALM
from devicecheck.words import LANGUAGES, Words

if TYPE_CHECKING:
    from textual.worker import Worker

    from devicecheck.sitting.desk import Desk
    from devicecheck.sitting.handover import HandedOver, Wish
    from devicecheck.sitting.sitting import Sitting

WORK, HIDDEN = "work", "hidden"
OpenDesk = Callable[[str], "Desk"]
"""Passphrase → the counsellor's desk; ``DeviceCheckError``."""


class DeviceCheck(App[None]):
    """The screens of a sitting."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    DEFAULT_MODE = WORK
    BINDINGS: ClassVar = [
        Binding("f1", "help", show=False, priority=True),
        Binding("f2", "language", show=False, priority=True),
        Binding("f8", "consents", show=False, priority=True),
        Binding("f9,ctrl+@,ctrl+space", "hide", show=False, priority=True),
        Binding("ctrl+q", "leave", show=False, priority=True),
        Binding("ctrl+c", "leave", show=False, priority=True),
        Binding("escape", "back", show=False),
    ]

    def __init__(
        self, first: Place, *, open_desk: OpenDesk | None = None, desk: Desk | None = None, language: str = "de"
    ) -> None:
        """Begin at ``first``; ``desk`` is open already in practice, otherwise a passphrase opens it."""
        super().__init__()
        self.words = Words(language)
        self.place = first
        self.centre = desk
        self.sitting: Sitting | None = None
        self.wish: Wish = None  # type: ignore[assignment]  # set before anything is sealed
        self.handed_over: HandedOver | None = None
        self.look_due = False
        """A phone was connected and not looked at yet; coming back to the look does not ask it again."""
        self.wants_practice: str | None = None
        self._open_desk = open_desk
        self.lock: Lock | None = None
        self._before: list[Place] = []
        self._waiting: list[Callable[[], object]] = []
        self.add_mode(WORK, Screen)
        self.add_mode(HIDDEN, lambda: Hidden(self._secret))

    def on_mount(self) -> None:
        """Put on the colours."""
        self.register_theme(CALM)
        self.theme = CALM.name
        self.push_screen(make(self.place))

    @property
    def pseudonym(self) -> str:
        """Of the sitting that goes on; empty without one."""
        return self.sitting.state.pseudonym if self.sitting else ""

    # ---- what works everywhere

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While hidden nothing works but coming back."""
        known = {"help", "language", "consents", "leave", "back"}
        return not (self.is_hidden and action in known) and super().check_action(action, parameters) is not False

    @property
    def is_hidden(self) -> bool:
        """Whether the harmless screen is shown."""
        return self.current_mode == HIDDEN

    def action_hide(self) -> None:
        """Show the harmless screen at once, or ask for the password to come back."""
        if isinstance(self.screen, Hidden):
            self.screen.again()
        else:
            self.switch_mode(HIDDEN)

    @on(Hidden.Opened)
    def _come_back(self) -> None:
        self.switch_mode(WORK)
        waiting, self._waiting = self._waiting, []
        for show in waiting:
            show()

    def _secret(self) -> Callable[[str], bool] | None:
        return self.lock.fits if self.lock else None

    def action_language(self) -> None:
        """Speak the other language; place and typed text stay."""
        other = LANGUAGES[(LANGUAGES.index(self.words.language) + 1) % len(LANGUAGES)]
        self.words = Words(other)
        if self.sitting:
            self.sitting.language = other
        for screen in self.screen_stack:
            speak_all(screen, self.words)

    def action_help(self) -> None:
        """Explain the screen and the keys."""
        if isinstance(self.screen, Frame):
            title = say("app.help.title", screen=self.screen.title_text())
            self.ask(message(title, self.screen.help_text(), say("app.help.keys")))

    def action_leave(self) -> None:
        """Ask before quitting."""
        if isinstance(self.screen, Frame):
            self.ask(confirm("app.leave"), lambda answer: self._quit() if answer == "yes" else None)

    def _quit(self) -> None:
        self._put_aside()
        self.exit()

    def _put_aside(self) -> None:
        """Leave the sitting so that the next start offers it; what was stored is stored, whatever happens here."""
        if self.sitting:
            with suppress(DeviceCheckError):
                self.sitting.leave()

    def action_consents(self) -> None:
        """Show the consents; each can be taken back at once."""
        if self.sitting and isinstance(self.screen, Frame):
            from devicecheck.screens.consents import consents  # noqa: PLC0415 - a sitting goes on

            self.ask(consents(self.sitting), self._taken_back)

    def _taken_back(self, answer: str | None) -> None:
        if self.sitting and answer and answer != "close":
            from devicecheck.sitting.consent import Scope  # noqa: PLC0415 - a sitting goes on

            try:
                self.sitting.withdraw(Scope(answer))
            except DeviceCheckError as error:
                self.tell(error)
            else:
                self.ask(message(say("consents.withdrawn.title"), say(f"consents.withdrawn.{answer}")))

    async def action_back(self) -> None:
        """Go one step back."""
        if isinstance(self.screen, Frame) and can_go_back(self.place) and self._before:
            self.screen.left()
            self._show_place(self._before.pop())

    def ask(self, dialog: Dialog, answered: Callable[[str | None], None] | None = None) -> None:
        """Show a window; while hidden it waits."""
        self._show(lambda: self.push_screen(dialog, answered))

    def tell(self, error: DeviceCheckError) -> None:
        """Show what went wrong, what it means and what to do."""
        self.ask(trouble(error))

    def _show(self, show: Callable[[], object]) -> None:
        if self.is_hidden:
            self._waiting.append(show)
        else:
            show()

    # ---- which screen comes next

    @property
    def standing(self) -> Standing:
        """What decides which place comes next."""
        if self.sitting is None:
            return Standing()
        return Standing(danger=self.sitting.danger, may_look=self.sitting.bar_to_look() is None)

    @on(Frame.Go)
    def _go(self, event: Frame.Go) -> None:
        event.stop()
        match event.where:
            case "passphrase":
                self._unlock(str(event.value))
            case "practice":
                self._practise(str(event.value or ""))
            case "sitting":
                self.sitting = event.value  # type: ignore[assignment]  # the screens that open one
                self._before.append(self.place)
                self._show_place(Place.SAFETY)
            case "again":
                self._seal_again()
            case "done":
                self._finish()
            case "back":
                self.call_later(self.action_back)
            case where:
                self._forward(where)

    def _forward(self, where: str) -> None:
        self._before.append(self.place)
        self._show_place(following(self.place, where, self.standing))

    def _seal_again(self) -> None:
        """Go on with the case after a seal that led to no bundle."""
        if self.sitting and self.centre:
            from devicecheck.sitting.sitting import Sitting  # noqa: PLC0415 - a sitting goes on

            old = self.sitting
            self.sitting = Sitting.go_on(
                self.centre, old.case, counsellor=old.state.counsellor, language=self.words.language
            ).like(old)
            self._show_place(Place.HAND_OVER)

    def _finish(self) -> None:
        """End the sitting; an exercise ends the program."""
        self.sitting = None
        self._before.clear()
        if self.centre is not None and self.centre.practice is not None:
            self.exit()
        else:
            self._show_place(Place.HOME)

    def _show_place(self, place: Place) -> None:
        self.place = place
        self._show(lambda: self._put(make(place)))

    def _put(self, screen: Screen[None]) -> None:
        """Put a screen in place of the one that is shown; windows above that one close unanswered."""
        while isinstance(self.screen, ModalScreen):
            self.pop_screen()
        self.switch_screen(screen)

    @work(thread=True, exclusive=True)
    def _unlock(self, passphrase: str) -> None:
        """Open the vault; the key derivation takes a moment."""
        if self._open_desk is None:
            return
        try:
            desk = self._open_desk(passphrase)
        except DeviceCheckError as error:
            self.call_from_thread(self._refused, error)
        else:
            self.call_from_thread(self._unlocked, desk, Lock(passphrase))

    def _refused(self, error: DeviceCheckError) -> None:
        if isinstance(self.screen, Frame):
            self.screen.refuse(error)

    def _unlocked(self, desk: Desk, lock: Lock) -> None:
        self.centre, self.lock = desk, lock
        self._show_place(Place.HOME)

    def _practise(self, name: str) -> None:
        """Leave; the command starts the exercise in a fresh app."""
        self.wants_practice = name
        self.exit()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Do not let a worker's failure end a sitting: it is shown by the screen that began it."""
        event.stop()

    def on_unmount(self) -> None:
        """Let the vault go."""
        if self.centre is not None and self.centre.practice is None:
            self.centre.close()


def start(folder: Path, language: str) -> DeviceCheck:
    """Return the app for the vault at ``folder``: the first start makes it, later ones ask for its passphrase."""
    from devicecheck.sitting.place import open_later, there_is_a_vault  # noqa: PLC0415 - nothing heavy is loaded yet

    first = Place.UNLOCK if there_is_a_vault(folder) else Place.FIRST
    return DeviceCheck(first, open_desk=open_later(folder), language=language)
