"""What could not be read is named in words, for every kind that a check reads."""

from __future__ import annotations

import pytest

from checks.facts import InstalledApp, Source
from checks.finding import Concern, Confidence, Finding
from checks.registry import all_checks
from devicecheck.check_words import missing, say
from devicecheck.words import LANGUAGES, area

READ = sorted({kind.__name__ for check in all_checks() for kind in check.reads})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_that_a_check_reads_has_words(language: str) -> None:
    assert set(READ) <= set(area(language, "kinds"))


def test_what_is_missing_is_said_in_words_and_keeps_the_reason() -> None:
    assert missing("ScreenLock", "de") == "Bildschirmsperre"
    told = missing("InstalledApp of user 10 (Work profile): packages: locked", "de")
    assert told == "Liste der Apps, Benutzer 10, Work profile: packages: locked"
    assert missing("Vpn: cut off (its end is missing)", "en") == "VPN connections: cut off (its end is missing)"
    assert missing("something else", "en") == "something else"


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_values_are_said_in_every_language(language: str) -> None:
    words = area(language, "values")
    finding = Finding(
        subject="com.example.a",
        concern=Concern.NOTE,
        confidence=Confidence.LIKELY,
        type="F.spy_suspect",
        because=(InstalledApp(source=Source(artifact="a", place="b"), package="com.example.a", user=0),),
        details={"powers": "location, microphone"},
    )
    told = say("android/monitoring_permissions", "seen", language, finding, label="App")
    assert f"{words['location']}, {words['microphone']}" in told


def test_a_label_from_the_phone_is_no_format() -> None:
    finding = Finding(
        subject="com.example.a",
        concern=Concern.NOTE,
        confidence=Confidence.LIKELY,
        type="F.spy_suspect",
        because=(InstalledApp(source=Source(artifact="a", place="b"), package="com.example.a", user=0),),
    )
    assert "{subject} {0}" in say("android/no_icon", "seen", "en", finding, label="{subject} {0}")
