"""What of a plan and its answers may be written down. Memory-only answers leave no trace (R9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from devicecheck.plan.model import Catalogue, Question, Store
from devicecheck.plan.plan import Item, Plan, Version
from devicecheck.plan.rules import suggest
from devicecheck.plan.situation import Given, Situation, without_memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Storable:
    """All that may be written down."""

    plan: Plan
    answers: dict[str, Given]


def storable(catalogue: Catalogue, plan: Plan, situation: Situation) -> Storable:
    """Return plan and answers as they may be stored.

    An action that the stored answers and findings would not suggest stays in memory, unless the client wants it
    saved: its mere presence would tell of the answer. The same holds for every version that this sitting kept.
    """
    bare = replace(without_memory(catalogue, situation), refused=frozenset())
    public = suggest(catalogue, bare)
    known = public.ids
    old = plan.versions[: plan.loaded]
    known |= {item.action for version in old for item in version.items}
    items = tuple(_kept(plan.items, known))
    versions = (*old, *_versions(plan.versions[plan.loaded :], known, old[-1].items if old else None))
    return Storable(
        plan=replace(plan, items=items, versions=versions),
        answers={
            name: kept
            for name, one in situation.answers.items()
            if (kept := _answer(catalogue.questions[name], one)) is not None
        },
    )


def _kept(items: tuple[Item, ...], known: frozenset[str]) -> Iterator[Item]:
    for item in items:
        if item.action in known or item.save:
            yield item


def _versions(versions: tuple[Version, ...], known: frozenset[str], last: tuple[Item, ...] | None) -> Iterator[Version]:
    """Yield the versions without what stays in memory; one that then says nothing new is no version."""
    for version in versions:
        items = tuple(_kept(version.items, known))
        if items != last:
            yield replace(version, items=items)
        last = items


def _answer(question: Question, one: Given) -> Given | None:
    if question.store is Store.MEMORY_ONLY:
        return None
    return one if question.store is Store.FULL else Given(codes=one.codes)
