"""Which question comes next. Danger first; every question can be skipped."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from devicecheck.plan.model import Catalogue, Question
from devicecheck.plan.situation import Given


def path(catalogue: Catalogue, answers: Mapping[str, Given], *, short: bool) -> tuple[Question, ...]:
    """Return the questions of the short or the full path, as far as the answers show, in order."""
    so = {f"{name}.{code}" for name, one in answers.items() for code in one.codes}
    inside = (catalogue.questions[name] for section in catalogue.sections for name in section.questions)
    return tuple(
        one for one in inside if (one.short or not short) and (not one.only_if or so.intersection(one.only_if))
    )


def following(
    catalogue: Catalogue, answers: Mapping[str, Given], skipped: Collection[str] = (), *, short: bool
) -> Question | None:
    """Return the next question that was neither answered nor skipped; ``None`` at the end."""
    for question in path(catalogue, answers, short=short):
        if question.id not in answers and question.id not in skipped:
            return question
    return None


def checklist(catalogue: Catalogue) -> tuple[Question, ...]:
    """Return the counsellor's own questions; they are never read aloud."""
    return tuple(one for one in catalogue.questions.values() if not one.aloud)
