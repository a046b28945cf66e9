"""What must hold across the whole catalogue before anything of it is shown."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from devicecheck.plan.errors import CatalogueError
from devicecheck.plan.model import Action, Answer, Catalogue, Gate, Noticed, Phase, Question, Store, Texts

FIELDS = frozenset({"helpline", "number", "date"})
"""Placeholders a text may have; filled from the centre's settings and the plan."""


def check(catalogue: Catalogue, ledger: Iterable[str]) -> None:
    """Raise a ``CatalogueError`` for the first thing that contradicts another."""
    for action in catalogue.actions.values():
        _first(action, _action(catalogue, action))
    for question in catalogue.questions.values():
        _first(question, _question(catalogue, question))
    _all(catalogue)
    _cycles(catalogue)
    _renamed(catalogue, ledger)


def _first(entry: Action | Question, problems: Iterator[str]) -> None:
    for problem in problems:
        raise CatalogueError(f"{entry.place}: {entry.id}: {problem}")


def _action(catalogue: Catalogue, action: Action) -> Iterator[str]:
    if not action.triggers:
        yield "has no trigger"
    for trigger in action.triggers:
        if not known_trigger(catalogue, trigger):
            yield f"unknown trigger {trigger!r}"
    yield from _gates(action)
    yield from _texts(action.text, action.sheet, action.card, action.care)
    if "date" in fields(action.text["en"].text):
        yield "its spoken text must not need a date"
    yield from _sources(catalogue, action.sources)


def _gates(action: Action) -> Iterator[str]:
    """Yield the gates that an action lacks for what it does."""
    if action.destroys_proof and Gate.PROOF_SAVED not in action.needs:
        yield "destroys proof without the gate 'proof_saved'"
    visible = action.noticed is Noticed.LIKELY or action.destroys_proof
    if visible and Gate.PLAN_AGREED not in action.needs:
        yield "can be noticed without the gate 'plan_agreed'"
    if visible and action.phase not in {Phase.SAFE, Phase.LATER}:
        yield f"can be noticed or destroys proof, but its phase is {action.phase.value!r}"


def _question(catalogue: Catalogue, question: Question) -> Iterator[str]:
    if not question.answers:
        yield "has no answers"
    for trigger in question.only_if:
        if not known_trigger(catalogue, trigger):
            yield f"unknown answer {trigger!r} in 'only_if'"
    for answer in question.answers.values():
        for problem in _answer(catalogue, answer):
            yield f"answer {answer.id!r}: {problem}"
        if answer.holds and question.store is Store.MEMORY_ONLY:
            yield f"answer {answer.id!r} is memory only; what it holds back would be missing from a stored plan"
    yield from _texts(question.text, question.care)
    yield from _sources(catalogue, question.sources)


def _answer(catalogue: Catalogue, answer: Answer) -> Iterator[str]:
    for flag in sorted(answer.flags | answer.clears):
        if flag not in catalogue.flags:
            yield f"unknown flag {flag!r}"
    for held in sorted(answer.holds):
        if held not in catalogue.actions:
            yield f"holds the unknown action {held!r}"
    if answer.says is not None and answer.says not in catalogue.messages:
        yield f"unknown message {answer.says!r}"


def _sources(catalogue: Catalogue, sources: tuple[str, ...]) -> Iterator[str]:
    if not sources:
        yield "names no source"
    for source in sources:
        if source not in catalogue.sources:
            yield f"unknown source {source!r}"


def _texts(*texts: Texts) -> Iterator[str]:
    """Yield placeholders that are unknown, or not the same in every language."""
    for text in texts:
        wanted = fields(text["en"].text) if text else set()
        for language, one in text.items():
            if fields(one.text) != wanted or not wanted <= FIELDS:
                yield f"placeholders {sorted(fields(one.text))} in {language!r}: expected {sorted(wanted & FIELDS)}"


def fields(text: str) -> set[str]:
    """Return the placeholders in ``text``: ``{"helpline"}``."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def known_trigger(catalogue: Catalogue, trigger: str) -> bool:
    """Say whether ``trigger`` can ever hold."""
    if trigger == "always" or trigger in catalogue.findings:
        return True
    kind, _, name = trigger.partition(":")
    if name:
        return name in {"flag": catalogue.flags, "action": catalogue.actions}.get(kind, {})
    question, _, answer = trigger.partition(".")
    return question in catalogue.questions and answer in catalogue.questions[question].answers


def _all(catalogue: Catalogue) -> None:
    used = {trigger for action in catalogue.actions.values() for trigger in action.triggers}
    for finding in catalogue.findings:
        if finding not in used:
            raise CatalogueError(f"findings.toml: {finding}: no action waits for it")
    for gate in Gate:
        if gate not in catalogue.gates:
            raise CatalogueError(f"gates.toml: {gate.value}: has no words")


def _cycles(catalogue: Catalogue) -> None:
    graph = {
        action.id: [name.removeprefix("action:") for name in action.triggers if name.startswith("action:")]
        for action in catalogue.actions.values()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        ring = error.args[1]
        place = catalogue.actions[ring[0]].place
        raise CatalogueError(f"{place}: {ring[0]}: triggers run in a circle: {' → '.join(ring)}") from error


def _renamed(catalogue: Catalogue, ledger: Iterable[str]) -> None:
    """Every id that an old plan may name is still there, or says what it is called today."""
    known = list(ledger)
    for line, name in enumerate(known, 1):
        if name and catalogue.action(name) is None:
            raise CatalogueError(f"ids.txt:{line}: {name}: old plans name it; renamed.toml must say its new id")
    for action in catalogue.actions.values():
        if action.id not in known:
            raise CatalogueError(f"{action.place}: {action.id}: is not in ids.txt; add it at the end")
