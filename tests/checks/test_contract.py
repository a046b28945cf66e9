"""What every check must keep: it speaks, stays silent, says when it cannot tell; in every language; purely."""

from __future__ import annotations

import string
import sys
from pathlib import Path
from typing import Any

import pytest

from checks.check import Check
from checks.finding import PHONE, Concern, Finding, Trait
from checks.registry import all_checks
from devicecheck.assess import Looked, NotAssessed, assess
from devicecheck.words import LANGUAGES
from tests.checks.casefile import HOME, facts_of, toml

KEYS = {"looks_at", "title", "seen", "means", "could_also_be", "ask", "before_change"}
TOP = {"name", "finds", "not_assessed", "gaps"}
ALWAYS = {"name", "subject"}
WORLD = {"open", "os", "socket", "subprocess", "sqlite3", "shutil", "ctypes", "urllib", "import"}
_watch = {"armed": False}


def _refuse(event: str, _: tuple[object, ...]) -> None:
    if _watch["armed"] and event.split(".", maxsplit=1)[0] in WORLD:
        raise PermissionError(event)


sys.addaudithook(_refuse)

every_check = pytest.mark.parametrize("check", all_checks(), ids=lambda check: check.id)


def cases_of(check: Check) -> list[dict[str, Any]]:
    return toml(HOME / check.id / "cases.toml")["case"]


every_case = pytest.mark.parametrize(
    ("check", "case"),
    [pytest.param(check, case, id=f"{check.id}: {case['name']}") for check in all_checks() for case in cases_of(check)],
)


def _shown(finding: Finding, wanted: dict[str, Any]) -> dict[str, Any]:
    all_of_it = {
        "subject": finding.subject,
        "user": finding.user,
        "concern": finding.concern.value,
        "confidence": finding.confidence.value,
        "type": finding.type,
        "traits": sorted(trait.value for trait in finding.traits),
        "details": dict(finding.details),
    }
    return {key: all_of_it[key] for key in wanted}


@every_case
def test_case(check: Check, case: dict[str, Any]) -> None:
    [outcome] = assess(facts_of(case), [check])
    if "not_assessed" in case:
        assert isinstance(outcome, NotAssessed), outcome
        assert outcome.missing == tuple(case["not_assessed"])
    else:
        assert isinstance(outcome, Looked), outcome
    wanted = case.get("finds", [])
    assert len(outcome.findings) == len(wanted), outcome.findings
    assert [_shown(*pair) for pair in zip(outcome.findings, wanted, strict=True)] == [
        {**row, **({"traits": sorted(row["traits"])} if "traits" in row else {})} for row in wanted
    ]


@every_case
def test_a_case_gives_only_what_the_check_reads(check: Check, case: dict[str, Any]) -> None:
    known = {kind.__name__ for kind in (*check.reads, *check.uses)}
    assert set(case) - TOP <= known


@every_check
def test_it_has_every_kind_of_case(check: Check) -> None:
    cases = cases_of(check)
    assert any(case.get("finds") for case in cases), "no case where it speaks"
    assert any(case.get("finds") == [] and "not_assessed" not in case for case in cases), "no case where it is silent"
    assert any("not_assessed" in case for case in cases), "no case where it cannot tell"
    assert all({"subject", "concern", "confidence"} <= set(row) for case in cases for row in case.get("finds", []))


@every_check
def test_it_names_itself(check: Check) -> None:
    module = sys.modules[check.look.__module__]
    assert Path(str(module.__file__)).parent == HOME / check.id
    assert (module.__doc__ or "").count("\n") > 1, "the docstring says why it matters"
    assert check.references
    assert all(reference.startswith("https://") for reference in check.references)
    assert not set(check.reads) & set(check.uses)


@every_check
@pytest.mark.parametrize("language", LANGUAGES)
def test_its_words(check: Check, language: str) -> None:
    words = toml(HOME / check.id / f"{language}.toml")
    assert set(words) == KEYS
    for key, text in words.items():
        assert text.strip() == text
        assert text.rstrip("”“")[-1] in ".?!}" or key in {"title", "looks_at"}, text
    assert words["ask"].endswith("?")


@every_check
def test_every_language_has_the_same_placeholders(check: Check) -> None:
    tables = [toml(HOME / check.id / f"{language}.toml") for language in LANGUAGES]
    for key in KEYS:
        assert len({frozenset(_placeholders(table[key])) for table in tables}) == 1, key


@every_case
def test_every_placeholder_is_filled(check: Check, case: dict[str, Any]) -> None:
    used = {name for text in toml(HOME / check.id / "en.toml").values() for name in _placeholders(text)}
    for outcome in assess(facts_of(case), [check]):
        for finding in outcome.findings if isinstance(outcome, Looked) else ():
            assert used <= ALWAYS | set(finding.details)
            if finding.subject == PHONE:
                assert not used & ALWAYS


@every_case
def test_only_an_identified_app_is_at_act_by_itself(check: Check, case: dict[str, Any]) -> None:
    for outcome in assess(facts_of(case), [check]):
        for finding in outcome.findings if isinstance(outcome, Looked) else ():
            assert (finding.concern is Concern.ACT) == (Trait.IDENTIFIED in finding.traits)


@every_case
def test_it_is_pure_and_says_the_same_twice(check: Check, case: dict[str, Any]) -> None:
    facts = facts_of(case)
    if not all(facts.has(kind) for kind in check.reads):
        return
    tuple(check.look(facts))
    _watch["armed"] = True
    try:
        first, second = tuple(check.look(facts)), tuple(check.look(facts))
    finally:
        _watch["armed"] = False
    assert first == second


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_a_check_that_opens_a_file_would_be_noticed() -> None:
    _watch["armed"] = True
    try:
        with pytest.raises(PermissionError):
            Path(__file__).read_bytes()
    finally:
        _watch["armed"] = False
