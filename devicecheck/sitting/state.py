"""Where a sitting stands, and what may happen next. Pure: no phone, no vault, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from devicecheck.assessment import Assessment
from devicecheck.plan import Gate, Given, Plan
from devicecheck.sitting.consent import Consents, Scope


class Keeping(Enum):
    """What becomes of the evidence."""

    HAND_OVER_ONLY = "hand_over_only"
    """Seal, hand over, keep nothing here but the receipt. The default."""
    KEEP_AND_HAND_OVER = "keep_and_hand_over"
    KEEP_ONLY = "keep_only"
    NOTHING = "nothing"
    """She wants neither: what was read is destroyed at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What became of one recipe."""

    recipe: str
    user: int | None = None
    problem: str = ""
    """Empty, or why it did not answer whole: ``refused``, ``time``, ``bytes``, ``stopped`` or an error's key."""
    detail: str = ""
    """For an expert."""
    exhibit: str = ""
    """Number under which the answer is kept; empty where there was none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a look at the phone brought."""

    asked: tuple[Asked, ...]
    assessment: Assessment

    @property
    def failed(self) -> tuple[Asked, ...]:
        """What did not answer whole and can be asked again."""
        return tuple(one for one in self.asked if one.problem)

    @property
    def whole(self) -> bool:
        """Every recipe answered, and every check that applies could look everywhere."""
        return not self.failed and self.assessment.complete


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Everything that a sitting knows. Replaced as a whole, never changed."""

    pseudonym: str
    counsellor: str
    consents: Consents = field(default_factory=Consents)
    answers: Mapping[str, Given] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()
    gates: frozenset[Gate] = frozenset()
    """Gates that are open."""
    looked: Looked | None = None
    legal_advice: bool = False
    """Asked whether a lawyer should say first if copies may be made of a phone that is not hers."""
    not_restored: tuple[str, ...] = ("adb", "revoke")
    """Steps of bringing the phone back to how it was that nobody has ticked off."""
    iphone: bool = False
    """The phone on the table is an iPhone: recognised, not readable yet."""
    plan: Plan


def bar_to_look(state: State, *, danger: bool, stopped: bool) -> str | None:
    """Return why the phone must not be looked at now, ``None`` where it may.

    Danger comes first: nobody looks at a phone while somebody is at the door.
    """
    if danger:
        return "danger_now"
    if stopped:
        return "stop"
    if not state.consents.given(Scope.LOOK):
        return "withdrawn" if state.consents.withdrawn(Scope.LOOK) else "no_consent"
    return None


def keeping(consents: Consents) -> Keeping:
    """Return what the consents leave open for the evidence."""
    keep, give = consents.given(Scope.KEEP), consents.given(Scope.HAND_OVER)
    if keep:
        return Keeping.KEEP_AND_HAND_OVER if give else Keeping.KEEP_ONLY
    return Keeping.HAND_OVER_ONLY if give else Keeping.NOTHING
