"""What ``docs/practice-phones.md`` says a sitting finds is what a look finds."""

from __future__ import annotations

import pytest

from checks.finding import PHONE, Concern
from devicecheck import practice
from tests.lab.fixtures import noon
from tests.phones.look import look

FIRST = {
    "known-app": {("core.update.framework", 0)},
    "renamed-spy": {("com.android.system.syncservice", 0)},
    "work-profile": {("com.home.device.manager", 10)},
}
"""Apps to talk about first; on the others there is none."""


@pytest.mark.parametrize("name", practice.names())
def test_what_is_to_be_talked_about_first(name: str) -> None:
    found = look(practice.open_practice(name, clock=noon, pause=lambda _seconds: None))
    first = {(one.subject, one.user) for one in found.stories if one.concern is Concern.ACT}
    assert first == FIRST.get(name, set())
    assert found.complete == (name != "locked-out")


def test_the_renamed_app_needs_no_list() -> None:
    found = look(practice.open_practice("renamed-spy", clock=noon), "behaviour")
    [first] = [one for one in found.stories if one.concern is Concern.ACT and one.subject != PHONE]
    assert first.subject == "com.android.system.syncservice"


def test_a_phone_with_nothing_of_note_asks_nothing_about_apps() -> None:
    found = look(practice.open_practice("nothing-of-note", clock=noon))
    assert [one.subject for one in found.stories if one.concern is not Concern.NOTE and one.subject != PHONE] == []
