"""A generated phone in the forms of other programs still says what was described."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checks.facts import AccessibilityService, DeviceAdmin, Facts, InstalledApp, NotificationListener, Property, Setting
from devicecheck.practice.android.phone import AndroidPhone
from devicecheck.source import open_source
from tests.phones import forms, generated

PHONES = ("a08-listed-truthspy", "a10-device-health", "a12-profile-only", "a13-store-name-only", "a16-power-user")
FORMS: dict[str, Callable[[AndroidPhone, Path], Path]] = {
    "androidqf": forms.androidqf,
    "bugreport": lambda phone, folder: forms.bugreport(phone, folder / "bugreport.zip"),
}


@pytest.fixture(params=[(name, form) for name in PHONES for form in FORMS], ids="-".join)
def seen(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[AndroidPhone, Facts, str]:
    name, form = request.param
    phone = generated.generated(name).phone
    source = open_source(FORMS[form](phone, tmp_path))
    assert source.kind == form
    return phone, source.facts(), form


def test_it_holds_what_was_described(seen: tuple[AndroidPhone, Facts, str]) -> None:
    phone, facts, form = seen
    assert {fact.package for fact in facts.of(InstalledApp)} >= {one.package for one in phone.of(0)}
    powers = {
        "notifications": {fact.package for fact in facts.of(NotificationListener)},
        "admin": {fact.package for fact in facts.of(DeviceAdmin)},
    }
    if phone.sdk >= 29:
        powers["accessibility"] = {fact.package for fact in facts.of(AccessibilityService) if fact.enabled}
    assert powers == {power: {one.package for one in phone.having(power)} for power in powers}
    values = {fact.key: fact.value for fact in facts.of(Property)}
    assert values["ro.build.version.release"] == str(phone.described.android)
    settings = {(fact.namespace, fact.key): fact.value for fact in facts.of(Setting) if fact.user == 0}
    assert settings["global", "adb_enabled"] == "1", form


def test_a_bug_report_has_whole_settings(tmp_path: Path) -> None:
    phone = generated.generated("a13-store-name-only").phone
    facts = open_source(forms.bugreport(phone, tmp_path / "bugreport.zip")).facts()
    assert not facts.gaps(Setting)
