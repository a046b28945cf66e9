"""From a situation to what may be offered: rules R1 to R10 over the catalogue. Pure.

R1 danger bars the look and leaves five actions · R2 a watched phone goes out of hearing first · R3 a missing gate locks
· R4 what could be noticed is never now (``contract.py``) · R5 minors · R6 no paper · R7 nothing found proves nothing
· R8 few at a time · R9 memory only (``store.py``) · R10 what the client took off stays off.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from devicecheck.plan.contract import fields
from devicecheck.plan.model import Action, Catalogue, Gate, Phase
from devicecheck.plan.situation import Look, Situation, chosen, flags, holding, without_memory

PLACES = {Phase.NOW: 3, Phase.BEFORE: 5, Phase.SAFE: 5, Phase.LATER: 5}
"""How many steps are suggested at a time (R8)."""
ALWAYS_SAID = "belief"
NEXT_VISIT = "H5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An action that may be offered, and why."""

    action: Action
    phase: Phase
    why: tuple[str, ...]
    """Triggers that hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """An action that fits but waits for a gate; only the counsellor sees it (R3)."""

    action: Action
    phase: Phase
    missing: tuple[Gate, ...]
    why: tuple[str, ...]


Fit = TypeVar("Fit", Offer, Locked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An action that fits but is held back, and by what: ``E2.yes``, ``setting:helpline``, ``flag:minor``."""

    action: Action
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """What findings and answers suggest. The client decides."""

    danger: bool
    may_look: bool
    """False while there is danger: nothing is connected."""
    offered: tuple[Offer, ...]
    """By phase and rank; talk first."""
    locked: tuple[Locked, ...]
    held: tuple[Held, ...]
    messages: tuple[str, ...]
    """Keys into ``Catalogue.messages``, in the order they are shown."""
    flags: frozenset[str]
    suggested: tuple[str, ...]
    """The few steps that fit at first: now three of hers and three together, five in each other phase, and no talk."""
    paper: bool
    """False: nothing but a card in her own words (R6)."""
    review: date | None
    """The day that was agreed for looking at plan and phone again (H5)."""

    @property
    def ids(self) -> frozenset[str]:
        """Every action that fits, offered or not."""
        fit = [one.action.id for one in self.offered], [one.action.id for one in self.locked]
        return frozenset().union(*fit, [one.action.id for one in self.held])

    def offer(self, name: str) -> Offer | None:
        """Return the offer of the action ``name``."""
        return next((one for one in self.offered if one.action.id == name), None)


def suggest(catalogue: Catalogue, situation: Situation) -> Suggestions:
    """Return what may be offered in this situation."""
    offered, locked, held = _sort(catalogue, situation)
    public, _, _ = _sort(catalogue, without_memory(catalogue, situation))
    raised = flags(catalogue, situation)
    danger = "danger_now" in raised
    return Suggestions(
        danger=danger,
        may_look=not danger and "stop" not in raised,
        offered=offered,
        locked=locked,
        held=held,
        messages=tuple(dict.fromkeys(_messages(catalogue, situation, raised))),
        flags=raised,
        suggested=_few(offered, public),
        paper="no_paper" not in raised,
        review=_review(situation),
    )


def _review(situation: Situation) -> date | None:
    """Return the day noted with the answer ``date`` to H5: ``date: 2026-12-01``; ``None`` if there is none."""
    given = situation.answers.get(NEXT_VISIT)
    try:
        return date.fromisoformat(given.note) if given and "date" in given.codes else None
    except ValueError:
        return None


def _sort(catalogue: Catalogue, situation: Situation) -> tuple[tuple[Offer, ...], tuple[Locked, ...], tuple[Held, ...]]:
    """Put every action that fits where it belongs; actions that wait for another come after it."""
    so, raised = holding(catalogue, situation), flags(catalogue, situation)
    holds = _holds(catalogue, situation)
    offered: dict[str, Offer] = {}
    locked: dict[str, Locked] = {}
    held: dict[str, Held] = {}
    waiting = [one for one in catalogue.actions.values() if _allowed(one, situation, raised)]
    while True:
        before = len(offered) + len(locked) + len(held)
        now_so = so | {f"action:{name}" for name in offered}
        for action in [one for one in waiting if now_so.intersection(one.triggers)]:
            waiting.remove(action)
            why = tuple(trigger for trigger in action.triggers if trigger in now_so)
            because = holds.get(action.id) or _lacks(action, situation, raised)
            missing = _missing(action, situation)
            if because:
                held[action.id] = Held(action=action, because=because)
            elif missing:
                locked[action.id] = Locked(action=action, phase=action.phase, missing=missing, why=why)
            else:
                offered[action.id] = Offer(action=action, phase=action.phase, why=why)
        if len(offered) + len(locked) + len(held) == before:
            return _ordered(offered.values()), _ordered(locked.values()), tuple(held.values())


def _ordered(found: Iterable[Fit]) -> tuple[Fit, ...]:
    phases = list(Phase)
    return tuple(sorted(found, key=lambda one: (phases.index(one.phase), not one.action.talk, one.action.rank)))


def _allowed(action: Action, situation: Situation, raised: frozenset[str]) -> bool:
    """Leave out what danger, the kind of phone or the client herself rules out (R1, R10)."""
    if "danger_now" in raised:
        return action.in_danger
    fits = action.platform == "any" or situation.platform in {None, action.platform}
    return fits and action.id not in situation.refused


def _holds(catalogue: Catalogue, situation: Situation) -> dict[str, str]:
    answers = chosen(catalogue, situation)
    return {held: key for key, answer in answers.items() for held in answer.holds}


def _lacks(action: Action, situation: Situation, raised: frozenset[str]) -> str:
    """Return what else holds an action back: an empty setting, or images of somebody who may be a child (R5)."""
    if "minor" in raised and action.images:
        return "flag:minor"
    for field in sorted(fields(action.text["en"].text) - situation.fields):
        return f"setting:{field}"
    return ""


def _missing(action: Action, situation: Situation) -> tuple[Gate, ...]:
    return tuple(
        gate
        for gate in Gate
        if gate in action.needs - situation.gates
        and not (gate is Gate.CLIENT_OK and action.id in situation.agreed_steps)
    )


def _messages(catalogue: Catalogue, situation: Situation, raised: frozenset[str]) -> Iterator[str]:
    """Yield what the counsellor must see first; an incomplete look never says that nothing was found (R7)."""
    if "danger_now" in raised:
        yield "crisis"
    yield ALWAYS_SAID
    for flag in ("minor", "do_not_record", "no_paper"):
        if flag in raised:
            yield flag
    if "watched" in raised:
        yield "phone_hears"
    for answer in chosen(catalogue, situation).values():
        if answer.says:
            yield answer.says
    yield from _about_look(situation)


def _about_look(situation: Situation) -> Iterator[str]:
    if situation.findings:
        yield "found"
    if situation.look is Look.NONE:
        yield "no_look"
    elif situation.look is Look.INCOMPLETE:
        yield "incomplete"
    elif not situation.findings:
        yield "none"


def _few(offered: tuple[Offer, ...], public: tuple[Offer, ...]) -> tuple[str, ...]:
    """Return the first few steps of each phase (R8).

    Of what is for now, three are hers and three are done together here. What only a memory-only answer brought takes
    no place from the others: a step that is missing would tell of it.
    """
    plain = {one.action.id for one in public}
    taken: Counter[tuple[bool, Phase, bool]] = Counter()
    few: list[str] = []
    for one in offered:
        here = one.phase is Phase.NOW and one.action.who != "client"
        room = (one.action.id in plain, one.phase, here)
        if not one.action.talk and taken[room] < PLACES[one.phase]:
            taken[room] += 1
            few.append(one.action.id)
    return tuple(few)
