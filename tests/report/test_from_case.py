"""Every event that the program logs has words for the report."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from devicecheck.report import from_case
from devicecheck.words import LANGUAGES, Words, area
from evidence.case import CustodyEvent

HOME = Path(__file__).resolve().parents[2]
LOGGED = re.compile(r'(?:\brecord|_append|\bop=)\(?\s*"([a-z-]+)"')


def logged() -> set[str]:
    sources = [*HOME.glob("devicecheck/**/*.py"), *HOME.glob("evidence/**/*.py")]
    return {op for path in sources for op in LOGGED.findall(path.read_text("utf-8"))}


def event(op: str, **body: object) -> CustodyEvent:
    time = "2026-11-22T09:30:00.000Z"
    return CustodyEvent(seq=3, session=1, time=time, op=op, exhibit=None, body=body, personal=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_event_that_is_logged_has_words(language: str) -> None:
    known = set(area(language, "report")["op"])
    assert {"session", "opened", "item", "seal", "device-attached"} <= logged() | {"refused", "failed"}
    assert not logged() - known


def test_an_unknown_event_is_shown_under_its_own_name() -> None:
    zone = datetime(2026, 1, 1, tzinfo=UTC)
    (shown,) = from_case.events([event("moon-landing", why="secret")], Words("en"), zone)
    assert shown.what == "moon-landing"


def test_the_other_side_does_not_read_that_there_is_a_plan() -> None:
    zone = datetime(2026, 1, 1, tzinfo=UTC)
    given = [event("consent-given", scope="plan"), event("consent-given", scope="look")]
    assert [one.what for one in from_case.events(given, Words("en"), zone)] == ["Consent given: look at the phone"]
