"""What is known when a plan is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from types import MappingProxyType

from devicecheck.plan.errors import UnknownAnswerError
from devicecheck.plan.model import Answer, Catalogue, Gate, Store

SKIP = "skip"


class Look(Enum):
    """How far the phone was looked at."""

    NONE = "none"
    """Not at all; a plan does not need it."""
    COMPLETE = "complete"
    """Every check that applies ran over everything that it needs."""
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was answered to one question."""

    codes: tuple[str, ...]
    """Ids of the answers, in the order given; never ``skip``."""
    note: str = ""
    """Free words beside it: a date, an hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Findings, answers and gates; everything that the rules look at."""

    look: Look = Look.NONE
    findings: frozenset[str] = frozenset()
    """Finding types named by checks: ``F.accessibility``. ``F.none`` and ``F.incomplete`` come from ``look``."""
    answers: Mapping[str, Given] = field(default_factory=lambda: MappingProxyType({}))
    flags: frozenset[str] = frozenset()
    """Set by the counsellor, beside those that answers set."""
    gates: frozenset[Gate] = frozenset()
    agreed_steps: frozenset[str] = frozenset()
    """Actions that the client said yes to: opens ``client_ok`` for these alone."""
    platform: str | None = None
    """``android``, ``ios`` or ``None`` while unknown."""
    fields: frozenset[str] = frozenset()
    """Placeholders that the centre's settings can fill: ``helpline``, ``number``."""
    refused: frozenset[str] = frozenset()
    """Actions that the client took off the plan; they stay off, and nobody asks why."""


def given(catalogue: Catalogue, raw: Mapping[str, str | Iterable[str]]) -> dict[str, Given]:
    """Return answers from a script or form; ``UnknownAnswerError`` names what the catalogue does not have.

    A question of kind *time* takes the answer ``date`` with a note: ``"date: 2026-12-01"``; so does every other answer.
    """
    found: dict[str, Given] = {}
    for question, value in raw.items():
        if question not in catalogue.questions:
            raise UnknownAnswerError(question, name=question)
        known = catalogue.questions[question]
        parts = [one.partition(":") for one in ([value] if isinstance(value, str) else list(value))]
        codes = tuple(code.strip() for code, _, _ in parts if code.strip() != SKIP)
        for code in codes:
            if code not in known.answers:
                raise UnknownAnswerError(f"{question}.{code}", name=f"{question}.{code}")
        if len(codes) > 1 and not known.many:
            raise UnknownAnswerError(f"{question} takes one answer", name=question)
        if codes:
            found[question] = Given(codes=codes, note=" ".join(note.strip() for _, _, note in parts).strip())
    return found


def chosen(catalogue: Catalogue, situation: Situation) -> dict[str, Answer]:
    """Return ``question.answer`` → answer for everything that was answered."""
    return {
        f"{question}.{code}": catalogue.questions[question].answers[code]
        for question, one in situation.answers.items()
        for code in one.codes
    }


def flags(catalogue: Catalogue, situation: Situation) -> frozenset[str]:
    """Return every flag that stands; what an answer clears is gone whichever answer set it."""
    answers = chosen(catalogue, situation).values()
    raised = situation.flags.union(*(answer.flags for answer in answers))
    return raised.difference(*(answer.clears for answer in answers))


def holding(catalogue: Catalogue, situation: Situation) -> frozenset[str]:
    """Return everything that a trigger can name and that is so."""
    found = {"always", *situation.findings, *chosen(catalogue, situation)}
    found |= {f"flag:{flag}" for flag in flags(catalogue, situation)}
    if situation.look is Look.INCOMPLETE:
        found.add("F.incomplete")
    if situation.look is Look.COMPLETE and not situation.findings:
        found.add("F.none")
    return frozenset(found)


def without_memory(catalogue: Catalogue, situation: Situation) -> Situation:
    """Return the situation as if no memory-only question had been answered."""
    kept = {
        question: one
        for question, one in situation.answers.items()
        if catalogue.questions[question].store is not Store.MEMORY_ONLY
    }
    return replace(situation, answers=kept)
