"""The plan: what findings and answers suggest; the client chooses, orders and changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.widget import Widget

from devicecheck.plan import Decision, Gate, Offer, Phase
from devicecheck.screens.base import Frame
from devicecheck.screens.step import StepDialog
from devicecheck.widgets.pick import Choices, Pick
from devicecheck.widgets.spoken import Line, Press, Text, say, verbatim
from devicecheck.widgets.texts import catalogued

if TYPE_CHECKING:
    from devicecheck.plan import Locked

MARKS = {Decision.TAKEN: "✓", Decision.CHANGED: "✎", Decision.POSTPONED: "…", Decision.REFUSED: "✗"}


class StepLine(Pick):
    """One action; choosing it opens it."""

    def speak(self, words: object) -> None:
        """Show mark and text; the mark says what was decided."""
        self._shown = self.text(words)  # type: ignore[arg-type]  # Words, as every Spoken gets
        self.update(self._shown)


class Planning(Frame):
    """Actions by phase; what is locked is named with the gate that is missing."""

    AREA: ClassVar[str] = "screens.plan"
    STEP: ClassVar[str | None] = "plan"

    def body(self) -> Iterable[Widget]:
        """Show gates, messages, actions."""
        yield Line(say("screens.plan.text"), classes="paragraph")
        yield Line(say("screens.plan.gates"), classes="strong")
        gates = [(gate.value, catalogued(self.sitting.catalogue.gates[gate])) for gate in Gate]
        chosen = tuple(gate.value for gate in self.sitting.state.gates)
        yield Choices(gates, name="gates", many=True, chosen=chosen)
        yield Vertical(id="actions")

    def buttons(self) -> Sequence[Press]:
        """Take what is suggested, or go on."""
        return (
            Press(say("app.button.back"), id="back"),
            Press(say("screens.plan.together"), id="together"),
            Press(say("screens.plan.take_suggested"), id="suggested"),
            Press(say("app.button.next"), id="next", main=True),
        )

    def on_mount(self) -> None:
        """Show the actions."""
        super().on_mount()
        self.call_later(self._show)

    async def _show(self) -> None:
        place = self.query_one("#actions", Vertical)
        await place.remove_children()
        await place.mount(*self._actions())

    def _actions(self) -> Iterator[Widget]:
        found = self.sitting.suggestions
        for phase in Phase:
            offers = [offer for offer in found.offered if offer.phase is phase]
            if offers:
                yield Line(say(f"screens.plan.phase_{phase.value}"), classes="head")
                yield from (StepLine(self._offer(offer), value=offer.action.id) for offer in offers)
        if found.locked:
            yield Line(say("screens.plan.locked"), classes="head")
            yield from (Line(self._locked(one), classes="quiet") for one in found.locked)

    def _offer(self, offer: Offer) -> Text:
        item = self.sitting.state.plan.item(offer.action.id)
        star = "★" if offer.action.id in self.sitting.suggestions.suggested else " "
        mark = MARKS[item.decision] if item else star
        words = verbatim(item.own_words) if item and item.own_words else self._words(offer)
        return lambda spoken: f"[{mark}] {words(spoken)}"

    def _words(self, offer: Offer) -> Text:
        return catalogued(offer.action.text, self.centre.settings.values())

    def _locked(self, locked: Locked) -> Text:
        gates = [catalogued(self.sitting.catalogue.gates[gate]) for gate in locked.missing]
        return lambda words: words.say(
            "screens.plan.locked_line",
            what=catalogued(locked.action.text, self.centre.settings.values())(words),
            gates=" ".join(gate(words) for gate in gates),
        )

    def on_choices_changed(self, event: Choices.Changed) -> None:
        """Open and close gates; the actions follow."""
        event.stop()
        for gate in Gate:
            self.sitting.set_gate(gate, is_open=gate.value in event.choices.chosen)
        self.call_later(self._show)

    def on_pick_pressed(self, event: Pick.Pressed) -> None:
        """Open one action."""
        if isinstance(event.pick, StepLine):
            event.stop()
            offer = self.sitting.suggestions.offer(event.pick.value)
            if offer is not None:
                self.desk.push_screen(StepDialog(self.sitting, offer), self._decided)

    def _decided(self, _answer: str | None) -> None:
        self.call_later(self._show)

    def pressed(self, name: str) -> None:
        """Take the suggested ones that nobody decided about yet."""
        if name != "suggested":
            self.go(name)
            return
        desk = self.sitting.plan_desk
        for action in desk.suggestions.suggested:
            if desk.plan.item(action) is None:
                desk = desk.take(action)
        self.sitting.set_plan(desk.plan)
        self.call_later(self._show)
