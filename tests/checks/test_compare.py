"""Two looks at one phone: what is new, gone or changed, and what cannot be said."""

from __future__ import annotations

from typing import Any

import pytest

from checks import facts as kinds
from checks.facts import AccessibilityService, InstalledApp, PermissionGrant, Setting
from devicecheck.compare import KEYS, What, compare
from tests.checks.casefile import facts_of
from tests.quality.phones import phone

APP = {"package": "com.example.a", "user": 0, "system": False, "version": "1"}


def look(**rows: list[dict[str, Any]]) -> kinds.Facts:
    """A look that read every compared kind; those not named were empty."""
    return facts_of({**{kind.__name__: [] for kind in KEYS}, **rows})


def test_the_same_look_twice_has_no_difference() -> None:
    facts = phone("renamed-spy").facts
    assert compare(facts, facts).differences == ()


def test_new_gone_and_changed() -> None:
    before = look(InstalledApp=[APP, {**APP, "package": "com.example.b"}])
    after = look(InstalledApp=[{**APP, "version": "2"}, {**APP, "package": "com.example.c"}])
    told = compare(before, after)
    assert [(one.what, one.key, one.fields) for one in told.differences] == [
        (What.CHANGED, ("com.example.a", 0), ("version",)),
        (What.GONE, ("com.example.b", 0), ()),
        (What.NEW, ("com.example.c", 0), ()),
    ]
    assert told.unsure == ()


def test_a_right_that_was_given_since_is_a_change() -> None:
    grant = {"package": "com.example.a", "user": 0, "permission": "android.permission.CAMERA"}
    before = look(PermissionGrant=[{**grant, "granted": False}])
    after = look(PermissionGrant=[{**grant, "granted": True}])
    [one] = compare(before, after).differences
    assert (one.kind, one.fields) == (PermissionGrant, ("granted",))


def test_what_was_not_read_is_never_gone() -> None:
    service = {"package": "com.example.a", "user": 0, "component": "a/b", "enabled": True}
    before = look(AccessibilityService=[service])
    after = facts_of({kind.__name__: [] for kind in KEYS if kind is not AccessibilityService})
    told = compare(before, after)
    assert told.differences == ()
    assert [(one.kind, one.why) for one in told.unsure] == [(AccessibilityService, "later: not read")]


def test_a_locked_profile_is_not_compared_and_the_rest_is() -> None:
    before = look(InstalledApp=[APP, {**APP, "user": 10}])
    after = look(InstalledApp=[], gaps=[{"kind": "InstalledApp", "why": "locked", "user": 10}])
    told = compare(before, after)
    assert [one.key for one in told.of(What.GONE)] == [("com.example.a", 0)]
    assert [(one.kind, one.user) for one in told.unsure] == [(InstalledApp, 10)]


def test_settings_that_change_by_themselves_are_left_out() -> None:
    row = {"namespace": "global", "user": 0, "key": "boot_count", "value": "1"}
    proxy = {"namespace": "global", "user": 0, "key": "http_proxy", "value": "192.0.2.1:1"}
    told = compare(look(Setting=[row]), look(Setting=[{**row, "value": "2"}, proxy]))
    assert [(one.kind, one.what, one.key) for one in told.differences] == [
        (Setting, What.NEW, ("global", 0, "http_proxy"))
    ]


@pytest.mark.parametrize("kind", KEYS, ids=lambda kind: kind.__name__)
def test_what_names_a_thing_is_a_field_of_its_kind(kind: type[kinds.Fact]) -> None:
    assert set(KEYS[kind]) <= set(kind.__dataclass_fields__)


def test_a_phone_on_which_somebody_began_to_watch() -> None:
    """Two phones of ours stand for one phone at two times: only that all of it is told, and both ways."""
    clean, spied = phone("nothing-of-note").facts, phone("renamed-spy").facts
    there, back = compare(clean, spied), compare(spied, clean)
    new = {one.key for one in there.of(What.NEW) if one.kind is InstalledApp}
    assert ("com.android.system.syncservice", 0) in new
    assert new == {one.key for one in back.of(What.GONE) if one.kind is InstalledApp}
