"""What a check says."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checks.facts import Fact

PHONE = "phone"
"""Subject of a finding about the phone itself rather than one app."""


class Concern(Enum):
    """How much it would matter, if it is what it looks like."""

    NOTE = "note"
    ASK = "ask"
    ACT = "act"


class Confidence(Enum):
    """How sure the toolkit is that it is what it looks like."""

    POSSIBLE = "possible"
    LIKELY = "likely"
    CONFIRMED = "confirmed"


class Trait(Enum):
    """What a finding contributes to the story of its app. The story weighs traits, never counts findings."""

    IDENTIFIED = "identified"
    """Known by certificate or file hash."""
    LISTED = "listed"
    """Its package id is on a list of stalkerware."""
    WATCHWARE = "watchware"
    """Listed as an openly visible tool that can be misused."""
    CONCEALED = "concealed"
    """Hidden or disabled icon, imitated system name, a store claim that does not hold, only in another profile."""
    CAPABLE = "capable"
    """Accessibility, notification access, device admin or owner, or monitoring permissions used in the background."""
    MONITORING = "monitoring"
    """At least one granted permission that monitoring needs."""
    ACTIVE = "active"
    """Used such a power recently while nobody had the app open."""
    PERSISTENT = "persistent"
    """Arranged to keep running or to resist removal."""
    OUTSIDE_STORE = "outside_store"
    """Did not come from any known store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing worth talking about, and the facts it rests on."""

    subject: str
    """Package id, or ``PHONE``."""
    user: int | None = None
    """Android user the app belongs to; ``None`` where the phone does not say or it concerns all."""
    concern: Concern
    confidence: Confidence
    type: str
    """Finding type of the plan's catalogue: ``F.accessibility``."""
    because: tuple[Fact, ...]
    traits: frozenset[Trait] = frozenset()
    details: Mapping[str, str] = field(default_factory=dict)
    """Values for the placeholders of the check's words, beside ``{subject}`` and ``{name}``."""

    def __post_init__(self) -> None:
        """Refuse a finding that rests on nothing or names no finding type."""
        if not self.because:
            raise ValueError(f"a finding about {self.subject!r} names no fact")
        if not self.type.startswith("F."):
            raise ValueError(f"{self.type!r} is no finding type")
