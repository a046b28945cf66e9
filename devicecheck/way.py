"""Which place comes after which. Pure: the app asks, this answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Place(Enum):
    """A screen of the app."""

    FIRST = "first"
    UNLOCK = "unlock"
    HOME = "home"
    SETTINGS = "settings"
    OPEN = "open"
    SAFETY = "safety"
    CRISIS = "crisis"
    CONSENT = "consent"
    DECIDE = "decide"
    CONNECT = "connect"
    LOOK = "look"
    CAPTURE = "capture"
    RESTORE = "restore"
    FINDINGS = "findings"
    QUESTIONS = "questions"
    PLAN = "plan"
    TOGETHER = "together"
    HAND_OVER = "hand_over"
    SEALING = "sealing"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What decides which place comes next."""

    danger: bool = False
    may_look: bool = False
    """Consent is given and nothing bars the look."""


_ORDER = {
    Place.FIRST: Place.HOME,
    Place.UNLOCK: Place.HOME,
    Place.SETTINGS: Place.HOME,
    Place.HOME: Place.OPEN,
    Place.OPEN: Place.SAFETY,
    Place.SAFETY: Place.CONSENT,
    Place.CRISIS: Place.CONSENT,
    Place.CONSENT: Place.DECIDE,
    Place.DECIDE: Place.CONNECT,
    Place.CONNECT: Place.LOOK,
    Place.LOOK: Place.RESTORE,
    Place.CAPTURE: Place.RESTORE,
    Place.RESTORE: Place.FINDINGS,
    Place.FINDINGS: Place.QUESTIONS,
    Place.QUESTIONS: Place.PLAN,
    Place.PLAN: Place.HAND_OVER,
    Place.TOGETHER: Place.PLAN,
    Place.HAND_OVER: Place.SEALING,
    Place.SEALING: Place.END,
    Place.END: Place.HOME,
}
_WITHOUT_BACK = {Place.FIRST, Place.UNLOCK, Place.HOME, Place.SEALING, Place.END}


def following(place: Place, where: str, now: Standing) -> Place:
    """Return the place to go to from ``place`` by the way ``where``: ``next`` or what a button is called."""
    if where in {"settings", "together", "capture"}:
        return Place(where)
    if where in {"no_phone", "iphone"}:
        return Place.QUESTIONS
    if place is Place.SAFETY and now.danger:
        return Place.CRISIS
    if place is Place.CONSENT and not now.may_look:
        return Place.QUESTIONS
    return _ORDER[place]


def can_go_back(place: Place) -> bool:
    """Tell whether Escape leads to the place before."""
    return place not in _WITHOUT_BACK
