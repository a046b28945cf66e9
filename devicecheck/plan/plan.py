"""The plan: what the client decided about each action. Frozen; every decision gives a new plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum

from devicecheck.plan.errors import LockedActionError, UnknownActionError
from devicecheck.plan.model import Catalogue, Phase, Status, Texts
from devicecheck.plan.rules import Suggestions


def released(texts: Texts, language: str) -> str:
    """Return the text as it may be written down: in ``language`` if that is released, else in English."""
    found = texts.get(language)
    return (found if found and found.status is Status.RELEASED else texts["en"]).text


class Decision(Enum):
    """What the client said to an action that was offered."""

    TAKEN = "taken"
    CHANGED = "changed"
    """Taken, in her own words."""
    POSTPONED = "postponed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One action and what was decided about it."""

    action: str
    """Action id."""
    decision: Decision
    phase: Phase
    text: str
    """What was agreed, as it was said: an old plan keeps its words when the catalogue changes."""
    own_words: str = ""
    who: str = ""
    """``client``, ``together``, ``counsellor``, ``expert``, or who else, in her words."""
    until: date | None = None
    card: str = ""
    """Card line that she worded or approved; empty: none."""
    on_paper: bool = True
    """She wants it on the sheet, if its kind of action may be there."""
    save: bool = False
    """She wants it stored although only a memory-only answer led to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The plan as it was agreed at one time."""

    at: datetime
    by: str
    """Short name of the counsellor."""
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is agreed now, in the client's order, and what was agreed before."""

    language: str
    items: tuple[Item, ...] = ()
    versions: tuple[Version, ...] = ()
    review: date | None = None
    """When plan and phone are looked at again."""
    loaded: int = 0
    """How many of ``versions`` came from an earlier sitting and are stored already."""

    def item(self, action: str) -> Item | None:
        """Return what was decided about ``action``."""
        return next((one for one in self.items if one.action == action), None)

    @property
    def active(self) -> tuple[Item, ...]:
        """What she wants to do: taken or changed, in her order."""
        return tuple(one for one in self.items if one.decision in {Decision.TAKEN, Decision.CHANGED})

    @property
    def refused(self) -> frozenset[str]:
        """Actions that are off the plan, for ``Situation.refused``."""
        return frozenset(one.action for one in self.items if one.decision is Decision.REFUSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where decisions are made: the plan so far and what may be offered now."""

    catalogue: Catalogue
    suggestions: Suggestions
    plan: Plan

    def take(self, action: str, *, who: str = "", until: date | None = None) -> Desk:
        """Take an action as it was offered."""
        return self._decide(action, Decision.TAKEN, who=who, until=until)

    def change(self, action: str, own_words: str, *, who: str = "", until: date | None = None) -> Desk:
        """Take an action in the client's own words."""
        return self._decide(action, Decision.CHANGED, own_words=own_words.strip(), who=who, until=until)

    def postpone(self, action: str, *, until: date | None = None) -> Desk:
        """Leave an action for later."""
        return self._decide(action, Decision.POSTPONED, until=until)

    def refuse(self, action: str) -> Desk:
        """Take an action off; it stays off, and nobody asks why."""
        return self._decide(action, Decision.REFUSED)

    def card(self, action: str, line: str) -> Desk:
        """Set the card line that the client worded or approved; empty takes it off the card."""
        return self._edit(action, card=line.strip())

    def approve_cards(self) -> Desk:
        """Take the catalogue's neutral lines for the card; the client has read and approved every one."""
        desk = self
        for item in self.plan.active:
            action = self.catalogue.actions.get(item.action)
            if action and action.card and not item.card:
                desk = desk.card(item.action, released(action.card, self.plan.language))
        return desk

    def paper(self, action: str, *, wanted: bool) -> Desk:
        """Say whether the client wants an action on her sheet."""
        return self._edit(action, on_paper=wanted)

    def save(self, action: str, *, wanted: bool) -> Desk:
        """Say whether the client wants an action stored that only a memory-only answer led to."""
        return self._edit(action, save=wanted)

    def reorder(self, order: tuple[str, ...]) -> Desk:
        """Put the named actions first, in this order; the others keep theirs."""
        for name in order:
            self._item(name)
        first = [self._item(name) for name in dict.fromkeys(order)]
        rest = [one for one in self.plan.items if one not in first]
        return self._with(tuple(first + rest))

    def agree(self, wanted: str | tuple[str, ...]) -> Desk:
        """Take ``"suggested"``, or the actions named; a locked or unknown one is an error that names it."""
        desk = self
        for action in self.suggestions.suggested if wanted == "suggested" else tuple(wanted):
            desk = desk.take(action)
        return desk

    def keep_version(self, *, at: datetime, by: str) -> Desk:
        """Add what is agreed now to the history, unless it is what was agreed last; take the day of the next visit."""
        plan = replace(self.plan, review=self.suggestions.review or self.plan.review)
        last = plan.versions[-1].items if plan.versions else None
        if last != plan.items:
            plan = replace(plan, versions=(*plan.versions, Version(at=at, by=by, items=plan.items)))
        return replace(self, plan=plan)

    def _decide(
        self, action: str, decision: Decision, *, own_words: str = "", who: str = "", until: date | None = None
    ) -> Desk:
        offer = self.suggestions.offer(action)
        if offer is None:
            raise self._why_not(action)
        before = self.plan.item(action)
        item = Item(
            action=action,
            decision=decision,
            phase=offer.phase,
            text=released(offer.action.text, self.plan.language),
            own_words=own_words,
            who=who or offer.action.who,
            until=until,
            card=before.card if before else "",
            on_paper=before.on_paper if before else True,
            save=before.save if before else False,
        )
        if before is None:
            return self._with((*self.plan.items, item))
        return self._with(tuple(item if one is before else one for one in self.plan.items))

    def _why_not(self, action: str) -> LockedActionError | UnknownActionError:
        """Return the error that says why an action cannot be decided about."""
        if self.catalogue.action(action) is None:
            return UnknownActionError(action, name=action)
        for locked in self.suggestions.locked:
            if locked.action.id == action:
                gates = ", ".join(gate.value for gate in locked.missing)
                return LockedActionError(f"{action}: missing {gates}", name=action, why=gates)
        for held in self.suggestions.held:
            if held.action.id == action:
                return LockedActionError(f"{action}: held back by {held.because}", name=action, why=held.because)
        return LockedActionError(f"{action}: nothing suggests it", name=action, why="-")

    def _item(self, action: str) -> Item:
        found = self.plan.item(action)
        if found is None:
            raise UnknownActionError(action, name=action)
        return found

    def _edit(self, action: str, **changes: str | bool) -> Desk:
        before = self._item(action)
        after = replace(before, **changes)  # type: ignore[arg-type]
        return self._with(tuple(after if one is before else one for one in self.plan.items))

    def _with(self, items: tuple[Item, ...]) -> Desk:
        review = self.suggestions.review or self.plan.review
        return replace(self, plan=replace(self.plan, items=items, review=review))
