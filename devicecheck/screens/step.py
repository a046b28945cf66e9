"""One action of the plan: the client's words, the counsellor's caution beside them, and what she decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen

from devicecheck.errors import DeviceCheckError
from devicecheck.widgets.dialogs import error_lines
from devicecheck.widgets.spoken import Field, Line, Press, say
from devicecheck.widgets.texts import catalogued
from devicecheck.widgets.voices import Voices

if TYPE_CHECKING:
    from devicecheck.plan import Desk, Offer
    from devicecheck.sitting.sitting import Sitting


class StepDialog(ModalScreen[str | None]):
    """Take it, change it, later, not at all; sooner or later in her order."""

    BINDINGS = [Binding("escape", "dismiss", show=False)]  # noqa: RUF012 - as Textual declares it

    def __init__(self, sitting: Sitting, offer: Offer) -> None:
        """Show one offer."""
        super().__init__()
        self._sitting, self._offer = sitting, offer
        self._item = sitting.state.plan.item(offer.action.id)

    def compose(self) -> ComposeResult:
        """Show words, caution, own words, decisions."""
        action = self._offer.action
        values = self._sitting.desk.settings.values()
        with Vertical(id="window"):
            with VerticalScroll(id="window-body", can_focus=False):
                yield Voices(aloud=catalogued(action.text, values), inward=catalogued(action.care, values))
                yield Line(say(f"screens.step.noticed_{action.noticed.value}"), classes="paragraph")
                yield Line(say("screens.step.own_words"), classes="strong")
                yield Field(id="own", value=self._item.own_words if self._item else "")
                yield Line(say("screens.step.who"), classes="strong")
                yield Field(id="who", value=self._item.who if self._item else "")
                yield Line(say("app.nothing"), id="wrong", classes="caution")
            with Horizontal(id="window-bar"):
                for name in ("refuse", "later", "earlier_place"):
                    yield Press(say(f"screens.step.{name}"), id=name)
                yield Press(say("screens.step.take"), id="take", main=True)

    def on_button_pressed(self, event: Press.Pressed) -> None:
        """Decide."""
        event.stop()
        name = self._offer.action.id
        own, who = (self.query_one(f"#{field}", Field).value.strip() for field in ("own", "who"))
        decide: dict[str, Callable[[Desk], Desk]] = {
            "take": lambda desk: desk.change(name, own, who=who) if own else desk.take(name, who=who),
            "later": lambda desk: desk.postpone(name),
            "refuse": lambda desk: desk.refuse(name),
            "earlier_place": lambda desk: (
                desk.reorder((name,)) if desk.plan.item(name) else desk.take(name).reorder((name,))
            ),
        }
        try:
            self._sitting.set_plan(decide[event.button.id or "take"](self._sitting.plan_desk).plan)
        except DeviceCheckError as error:
            happened, means, do = error_lines(error)
            self.query_one("#wrong", Line).change(lambda words: f"{happened(words)} {means(words)} {do(words)}")
            return
        self.dismiss(event.button.id)
