"""What the client allowed, each thing alone, and when she said so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Scope(Enum):
    """One thing to say yes or no to."""

    LOOK = "look"
    """Connect the phone and look at it."""
    KEEP = "keep"
    """Keep the evidence in the centre's vault."""
    HAND_OVER = "hand_over"
    """Give a sealed copy to somebody she names. A copy that was handed over cannot be called back."""
    PLAN = "plan"
    """Keep the plan and the answers it rests on. They never go where the evidence goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One yes or no."""

    scope: Scope
    given: bool
    when: datetime
    """Laptop's clock, UTC."""


@dataclass(frozen=True, slots=True)
class Consents:
    """Every decision of a sitting, in order; the last one about a scope counts."""

    decisions: tuple[Decision, ...] = ()

    def decided(self, scope: Scope) -> Decision | None:
        """Return the decision that counts, ``None`` where she was not asked yet."""
        return next((one for one in reversed(self.decisions) if one.scope is scope), None)

    def given(self, scope: Scope) -> bool:
        """Tell whether she said yes and did not take it back. Not asked is no."""
        decision = self.decided(scope)
        return decision is not None and decision.given

    def withdrawn(self, scope: Scope) -> bool:
        """Tell whether she said yes first and took it back."""
        return not self.given(scope) and any(one.scope is scope and one.given for one in self.decisions)

    def plus(self, decision: Decision) -> Consents:
        """Return the consents with one more decision."""
        return Consents((*self.decisions, decision))
