"""What a check is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checks.facts import Fact, Facts
    from checks.finding import Finding


class Platform(Enum):
    """Which phones a check is for."""

    ANDROID = "android"
    IOS = "ios"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A pure function from facts to findings, and what must be said of it."""

    id: str
    """Folder below ``checks``: ``android/accessibility_service``."""
    platform: Platform
    reads: tuple[type[Fact], ...]
    """Kinds that it needs: one never read, or read in part, makes the outcome *not assessed*."""
    uses: tuple[type[Fact], ...] = ()
    """Kinds that sharpen it but whose absence does not stop it; asked for with ``facts.known``."""
    min_sdk: int = 26
    """First Android version (API level) where the question makes sense; below it the check does not apply."""
    references: tuple[str, ...]
    look: Callable[[Facts], Iterator[Finding]]
