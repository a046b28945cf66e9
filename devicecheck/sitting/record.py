"""Where a yes or a no is written down: in the custody log, but for the plan, of which the log must not know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from devicecheck.sitting.consent import Decision, Scope
from evidence.case import Case
from evidence.clock import read_stamp, stamp
from evidence.custody import Custody

PLAN_CONSENT = "plan-consent.txt"
"""Name in the case's drawer: when she said that the plan may be kept."""
_OPS = frozenset(("consent-given", "consent-withdrawn", "consent-refused"))


def in_log(custody: Custody, decision: Decision, *, before: bool) -> None:
    """Log a decision about the evidence; ``before``: whether it takes back a yes."""
    if decision.given:
        custody.consent(decision.scope.value)
    elif before:
        custody.withdraw(decision.scope.value)
    else:
        custody.record("consent-refused", {"scope": decision.scope.value}, personal=False)


def in_drawer(case: Case, decision: Decision) -> None:
    """Keep a yes to keeping the plan beside the plan; a no leaves nothing."""
    if decision.given:
        case.drawer.put(PLAN_CONSENT, stamp(decision.when).encode())
    else:
        case.drawer.delete(PLAN_CONSENT)


def decisions(case: Case) -> Iterator[Decision]:
    """Yield what was decided in earlier sessions of a case."""
    for event in case.events():
        if event.op in _OPS and event.body:
            yield Decision(
                scope=Scope(str(event.body["scope"])), given=event.op == "consent-given", when=read_stamp(event.time)
            )
    kept = case.drawer.get(PLAN_CONSENT)
    if kept is not None:
        yield Decision(scope=Scope.PLAN, given=True, when=_moment(kept))


def _moment(kept: bytes) -> datetime:
    return read_stamp(kept.decode())
