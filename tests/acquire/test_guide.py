"""The way to USB debugging and back, in both languages."""

from __future__ import annotations

import pytest

from devicecheck.acquire.before import TRACES, Before, Switch, record
from devicecheck.acquire.connecting import connect
from devicecheck.acquire.guide import MAKERS, guide
from devicecheck.acquire.key import new_key
from devicecheck.words import LANGUAGES, Words
from tests.lab.fixtures import StartPhone, never, noon
from tests.lab.phone import Answer

WIDTH = 76
"""Columns that a drawing may take on a screen of 80."""


def before(developer: Switch, adb: Switch) -> Before:
    return Before(
        developer=developer,
        adb=adb,
        developer_now=Switch.ON,
        adb_now=Switch.ON,
        wireless_now=Switch.OFF,
        asked=noon(),
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("maker", ["", "Fairphone", *MAKERS])
@pytest.mark.parametrize("android", [None, 7, 8, 9, 11, 12, 16])
def test_every_step_has_words_and_a_straight_drawing(language: str, maker: str, android: int | None) -> None:
    words = Words(language)
    steps = guide(maker, android)
    assert len(steps) == 4
    for step in steps:
        assert words.say(step.title)
        assert any(words.say(text) for text in step.texts)
        lines = words.say(step.drawing).strip("\n").split("\n")
        assert len({len(line) for line in lines}) == 1
        assert len(lines[0]) <= WIDTH


def test_menus_follow_the_version() -> None:
    ways = {android: Words("en").say(guide("", android)[1].texts[0]) for android in (8, 9, 11, 12, 15)}
    assert ways[9] == ways[11]
    assert "Advanced" in ways[9]
    assert "Advanced" not in ways[8] + ways[12] + ways[15]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("trace", TRACES)
def test_every_trace_is_told(language: str, trace: str) -> None:
    for part in ("what", "seen"):
        assert Words(language).say(f"connect.trace.{trace}.{part}").endswith(".")


def test_only_what_was_off_is_turned_off_again() -> None:
    assert before(Switch.OFF, Switch.OFF).to_restore == ("revoke", "adb", "developer", "unplug", "check")
    assert before(Switch.ON, Switch.ON).to_restore == ("revoke", "was_on", "unplug", "check")
    assert before(Switch.ON, Switch.OFF).to_restore == ("revoke", "adb", "was_on", "unplug", "check")
    assert "developer" in before(Switch.UNKNOWN, Switch.UNKNOWN).to_restore


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_back_has_words(language: str) -> None:
    for developer in Switch:
        for adb in Switch:
            for step in before(developer, adb).to_restore:
                assert Words(language).say(f"connect.restore.{step}")


@pytest.mark.lab
def test_the_phone_is_asked_how_it_stands(lab_phone: StartPhone) -> None:
    said = {
        "settings get global development_settings_enabled": Answer(b"1\n"),
        "settings get global adb_enabled": Answer(b"1\n"),
        "settings get global adb_wifi_enabled": Answer(b"null\n"),
    }
    phone = connect(lab_phone(replies=said).address, key=new_key(), clock=noon)
    told = record(phone, never, developer=Switch.OFF, adb=Switch.UNKNOWN)
    assert (told.developer_now, told.adb_now, told.wireless_now) == (Switch.ON, Switch.ON, Switch.OFF)
    assert (told.developer, told.adb, told.asked) == (Switch.OFF, Switch.UNKNOWN, noon())


@pytest.mark.lab
def test_what_the_phone_refuses_is_unknown(lab_phone: StartPhone) -> None:
    phone = connect(lab_phone().address, key=new_key(), clock=noon)
    assert record(phone, never, developer=Switch.OFF, adb=Switch.OFF).adb_now is Switch.UNKNOWN
