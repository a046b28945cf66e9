"""What a look at the phone means for the plan."""

from __future__ import annotations

from collections.abc import Iterable

from checks.finding import Concern
from devicecheck.assess import Broke, Looked, Outcome
from devicecheck.plan.situation import Look


def outcome_types(outcomes: Iterable[Outcome] | None) -> tuple[Look, frozenset[str]]:
    """Return how far the look went and the finding types worth acting on; ``None`` means that nobody looked.

    One check that could not look, or broke, makes the look incomplete; so does a look without any outcome.
    Findings that are only worth a note do not count as something found.
    """
    if outcomes is None:
        return Look.NONE, frozenset()
    seen = tuple(outcomes)
    complete = bool(seen) and all(isinstance(one, Looked) for one in seen)
    types = frozenset[str]().union(*(_types(one) for one in seen))
    return (Look.COMPLETE if complete else Look.INCOMPLETE), types


def _types(outcome: Outcome) -> set[str]:
    found = () if isinstance(outcome, Broke) else outcome.findings
    return {one.type for one in found if one.concern is not Concern.NOTE}
