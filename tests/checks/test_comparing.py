"""A comparison can be read aloud, and names no account."""

from __future__ import annotations

import pytest

from checks.facts import AccessibilityService
from devicecheck.compare import KEYS, compare
from devicecheck.comparing import lines
from devicecheck.words import LANGUAGES, area
from tests.checks.test_compare import APP, look

ACCOUNT = {"user": 0, "type": "com.google", "name": "somebody@example.org"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_changed_is_said_and_no_account_is_named(language: str) -> None:
    before = look(InstalledApp=[APP])
    after = look(InstalledApp=[{**APP, "version": "2"}, {**APP, "user": 10}], Account=[ACCOUNT])
    said = "\n".join(lines(compare(before, after), language))
    words = area(language, "compare")
    assert words["new"] in said
    assert f"com.example.a, {words['user'].format(user=10)}" in said
    assert words["field"]["version"] in said
    assert "com.google" in said
    assert "somebody" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_change_is_no_all_clear(language: str) -> None:
    [said] = lines(compare(look(), look()), language)
    assert said == area(language, "compare")["nothing"]


def test_what_cannot_be_compared_is_said() -> None:
    partly = look(gaps=[{"kind": "AccessibilityService", "why": "locked", "user": 10}])
    said = list(lines(compare(look(), partly), "en"))
    assert said[-1] == "  - services that read the screen, user 10: later: locked"
    assert AccessibilityService in KEYS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_compared_kind_has_words(language: str) -> None:
    assert {kind.__name__ for kind in KEYS} <= set(area(language, "kinds"))
