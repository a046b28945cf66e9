"""Run checks over facts: one outcome for every check that applies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.settings import sdk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checks.check import Check
    from checks.facts import Fact, Facts
    from checks.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A check that ran to its end over everything it needs. No findings means none, here, today."""

    check: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAssessed:
    """A check that could not look, or not everywhere, and what it lacked."""

    check: str
    missing: tuple[str, ...]
    """``AccessibilityService`` or, in part, ``InstalledApp of user 10 (Work profile): locked``."""
    findings: tuple[Finding, ...] = ()
    """What it saw in the part that could be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broke:
    """A check that raised: our fault, never an all-clear."""

    check: str
    error: str


Outcome = Looked | NotAssessed | Broke


def assess(facts: Facts, checks: Iterable[Check]) -> Iterator[Outcome]:
    """Yield one outcome for every check that applies to this phone."""
    for check in checks:
        if not applies(check, facts):
            continue
        absent = tuple(_absent(kind, facts) for kind in check.reads if not facts.has(kind))
        if absent:
            yield NotAssessed(check=check.id, missing=absent)
            continue
        yield _look(check, facts)


def applies(check: Check, facts: Facts) -> bool:
    """Tell whether the check's question makes sense on this phone; a phone of unknown version is asked everything."""
    level = sdk(facts)
    return level is None or level >= check.min_sdk


def _look(check: Check, facts: Facts) -> Outcome:
    try:
        findings = tuple(check.look(facts))
    except Exception as error:  # noqa: BLE001 - one bad check must not end a sitting
        return Broke(check=check.id, error=repr(error))
    missing = tuple(dict.fromkeys(_gap_words(check, facts)))
    if missing:
        return NotAssessed(check=check.id, missing=missing, findings=findings)
    return Looked(check=check.id, findings=findings)


def _absent(kind: type[Fact], facts: Facts) -> str:
    """Name a kind that was never read, and why where that is known."""
    why = "; ".join(dict.fromkeys(gap.why for gap in facts.gaps(kind)))
    return f"{kind.__name__}: {why}" if why else kind.__name__


def _gap_words(check: Check, facts: Facts) -> Iterator[str]:
    for kind in check.reads:
        for gap in facts.gaps(kind):
            part = "" if gap.user is None else f" of user {gap.user}"
            name = f" ({gap.where})" if gap.where else ""
            yield f"{kind.__name__}{part}{name}: {gap.why}"
