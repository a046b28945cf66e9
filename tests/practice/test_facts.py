"""What was described is what is read: each phone through the writer, the batch and the parsers, and back.

The writer knows nothing of the parsers. Where the two disagree, one of them misreads Android.
"""

from __future__ import annotations

import functools

import pytest

from checks.facts import (
    AccessibilityService,
    AppOp,
    AppOpAccess,
    AppOrigin,
    BatteryExemption,
    Biometric,
    ComputerKey,
    DeviceAdmin,
    DeviceOwner,
    Facts,
    InputMethod,
    InstalledApp,
    Launcher,
    LocationUse,
    NotificationListener,
    PermissionGrant,
    Property,
    ScreenLock,
    SignerHash,
    SigningCertificate,
    UserProfile,
    Vpn,
)
from devicecheck import practice
from devicecheck.acquire import batch
from devicecheck.acquire.recipes import RECIPES
from devicecheck.acquire.recorded import RecordedPhone
from devicecheck.parse.read import read
from devicecheck.practice.android import signer, text
from devicecheck.practice.android.phone import AndroidPhone, Installed
from tests.lab.fixtures import never, noon
from tests.phones import generated

WHOLE = tuple(name for name in practice.names() if name != "locked-out")
NAMES = (*WHOLE, *generated.names())
every_phone = pytest.mark.parametrize("name", NAMES)
_OWN_OPS = {"FINE_LOCATION", "COARSE_LOCATION", "RECORD_AUDIO", "CAMERA", "READ_SMS", "READ_CALL_LOG", "READ_CONTACTS"}
_SINCE = {"ACCESS_BACKGROUND_LOCATION": 29, "POST_NOTIFICATIONS": 33, "READ_MEDIA_IMAGES": 33}


def _open(name: str) -> RecordedPhone:
    if name in WHOLE:
        return practice.open_practice(name, clock=noon, pause=lambda _seconds: None)
    return generated.generated(name).open()


@functools.cache
def looked_at(name: str) -> tuple[AndroidPhone, Facts]:
    phone = _open(name)
    asked = batch.run(phone, RECIPES, lambda _question, _reply: None, lambda _progress: None, never)
    refused = {answer.question.recipe.id for answer in asked.missing}
    assert refused <= ({"dumpsys_adb"} if phone.described.sdk < 29 else set())
    return phone.described, read(asked.artifacts)


def third_party(phone: AndroidPhone) -> list[Installed]:
    return [one for one in phone.apps if not one.app.system]


def switched_on(phone: AndroidPhone, power: str, field: str) -> set[tuple[str, int, str]]:
    return {
        (one.package, user, text.full_class(one.package, getattr(one.app, field)))
        for one in phone.having(power)
        for user in one.app.users
    }


def full(package: str, component: str) -> str:
    return text.full_class(package, component.rpartition("/")[2])


@every_phone
def test_apps(name: str) -> None:
    phone, facts = looked_at(name)
    read_back = {
        (fact.package, fact.user, fact.system, fact.uid, fact.path) for fact in facts.of(InstalledApp) if fact.installed
    }
    assert read_back == {
        (one.package, user, one.app.system, text.uid(one.app_id, user), one.apk_path)
        for one in phone.apps
        for user in one.app.users
    }


@every_phone
def test_accessibility(name: str) -> None:
    phone, facts = looked_at(name)
    read_back = {
        (fact.package, fact.user, full(fact.package, fact.component))
        for fact in facts.of(AccessibilityService)
        if fact.enabled
    }
    assert read_back == switched_on(phone, "accessibility", "accessibility")


@every_phone
def test_notification_access(name: str) -> None:
    phone, facts = looked_at(name)
    read_back = {
        (fact.package, fact.user, full(fact.package, fact.component)) for fact in facts.of(NotificationListener)
    }
    assert read_back == switched_on(phone, "notifications", "notifications")


@every_phone
def test_administrators_and_owners(name: str) -> None:
    phone, facts = looked_at(name)
    read_back = {(fact.package, fact.user, full(fact.package, fact.component)) for fact in facts.of(DeviceAdmin)}
    assert read_back == switched_on(phone, "admin", "admin")
    owners = {(fact.package, fact.user, fact.profile) for fact in facts.of(DeviceOwner)}
    owned = [user for user in phone.users if user.owner_app]
    assert owners == {(user.owner_app.split("/")[0], user.id, user.kind != "owner") for user in owned}


@every_phone
def test_permissions(name: str) -> None:
    phone, facts = looked_at(name)
    mine = {one.package for one in third_party(phone)}
    runtime = {text.permission(name) for one in third_party(phone) for name in (*one.app.granted, *one.app.denied)}
    read_back = {
        (fact.package, fact.user, fact.permission)
        for fact in facts.of(PermissionGrant)
        if fact.granted and fact.package in mine and fact.permission in runtime
    }
    assert read_back == {
        (one.package, user, text.permission(permission))
        for one in third_party(phone)
        for user in one.app.users
        for permission in one.app.granted
        if phone.sdk >= _SINCE.get(permission, 0)
    }


@every_phone
def test_icons(name: str) -> None:
    phone, facts = looked_at(name)
    hidden = {
        (fact.package, fact.user)
        for fact in facts.of(Launcher)
        if fact.declared and set(fact.disabled) == set(fact.declared)
    }
    off = [one for one in third_party(phone) if one.app.launcher_off]
    assert hidden == {(one.package, user) for one in off for user in one.app.users}


@every_phone
def test_origins(name: str) -> None:
    phone, facts = looked_at(name)
    read_back = {fact.package: fact for fact in facts.of(AppOrigin)}
    for one in third_party(phone):
        fact = read_back[one.package]
        assert fact.installer == one.origin.installer
        if phone.sdk >= 33:
            assert fact.package_source == one.origin.source
        if phone.sdk >= 34:
            expected = (one.origin.initiating, one.origin.originating, one.origin.owner)
            assert (fact.initiating, fact.originating, fact.update_owner) == expected


@every_phone
def test_signers(name: str) -> None:
    phone, facts = looked_at(name)
    certificates = {fact.package: fact.sha1 for fact in facts.of(SigningCertificate)}
    hashes = {fact.package: fact.hash32 for fact in facts.of(SignerHash)}
    for one in third_party(phone):
        assert certificates[one.package] == signer.sha1(one.signer)
        assert int(hashes[one.package], 16) == int(signer.hash32(one.signer), 16)


@every_phone
def test_users_and_locks(name: str) -> None:
    phone, facts = looked_at(name)
    read_back = {fact.user: (fact.name, fact.kind) for fact in facts.of(UserProfile)}
    assert read_back == {user.id: (user.name, user.kind) for user in phone.users}
    fingers = {fact.user: fact.count for fact in facts.of(Biometric) if fact.kind == "fingerprint"}
    assert fingers == {user.id: user.fingers for user in phone.users}
    if phone.sdk >= 30:
        locks = {fact.user: (fact.credential, fact.last_changed) for fact in facts.of(ScreenLock)}
        assert locks == {user.id: (user.lock, user.lock_changed) for user in phone.users}


@every_phone
def test_network_keyboard_battery(name: str) -> None:
    phone, facts = looked_at(name)
    vpn = {(fact.package, fact.user) for fact in facts.known(Vpn)}
    assert vpn == {(one.package, user) for one in phone.having("vpn") for user in one.app.users}
    exempt = {fact.package for fact in facts.of(BatteryExemption) if fact.kind == "user"}
    assert exempt == {one.package for one in phone.having("battery") if not one.app.system}
    keyboards = {(fact.package, fact.user) for fact in facts.of(InputMethod)}
    assert keyboards == {(one.package, user) for one in phone.having("keyboard") for user in one.app.users}


@every_phone
def test_use(name: str) -> None:
    phone, facts = looked_at(name)
    uses = [(one, user, use) for one in phone.apps for user in one.app.users for use in one.app.uses]
    told = {(one.package, user, use.op, use.rejected) for one, user, use in uses if use.op in _OWN_OPS}
    read_back = {(fact.package, fact.user, fact.op, fact.rejected) for fact in facts.of(AppOpAccess)}
    assert {entry for entry in read_back if entry[2] in _OWN_OPS} == told
    if phone.sdk >= 28:
        states = {(one.package, use.op, use.state) for one, _, use in uses if use.op in _OWN_OPS}
        assert {(fact.package, fact.op, fact.state) for fact in facts.of(AppOpAccess) if fact.op in _OWN_OPS} == states


@every_phone
def test_modes(name: str) -> None:
    phone, facts = looked_at(name)
    since = {"ACCESS_RESTRICTED_SETTINGS": 33, "MANAGE_EXTERNAL_STORAGE": 30}
    read_back = {(fact.package, fact.user, fact.op, fact.mode) for fact in facts.of(AppOp)}
    assert read_back >= {
        (one.package, user, op, mode)
        for one in phone.apps
        for user in one.app.users
        for op, mode in one.app.modes.items()
        if phone.sdk >= since.get(op, 0)
    }


@every_phone
def test_places(name: str) -> None:
    phone, facts = looked_at(name)
    if phone.sdk < 29:
        assert facts.gaps(LocationUse)
        return
    read_back = {
        (fact.package, fact.provider): (round(fact.active_seconds / 60), round(fact.foreground_seconds / 60))
        for fact in facts.of(LocationUse)
        if fact.package != "android"
    }
    assert read_back == {
        (one.package, place.provider): (round(place.minutes), round(place.foreground_minutes))
        for one in phone.apps
        for place in one.app.places
    }


@every_phone
def test_computers_and_properties(name: str) -> None:
    phone, facts = looked_at(name)
    if phone.sdk >= 29:
        keys = {fact.comment: fact.last_connected for fact in facts.of(ComputerKey)}
        assert keys.keys() == {one.name for one in phone.described.computers}
    values = {fact.key: fact.value for fact in facts.of(Property)}
    assert values["ro.product.model"] == phone.described.model
    assert values["ro.build.version.security_patch"] == phone.described.patch.isoformat()
