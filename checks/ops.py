"""App operations that somebody allowed for an app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.facts import AppOp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def allowed(facts: Facts, op: str) -> Iterator[AppOp]:
    """Yield the apps for which one operation is allowed, each user once."""
    seen: set[tuple[str, int]] = set()
    for fact in facts.of(AppOp):
        if fact.op == op and fact.mode == "allow" and (fact.package, fact.user) not in seen:
            seen.add((fact.package, fact.user))
            yield fact
