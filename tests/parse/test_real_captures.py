"""Parsers on parts of real phones' output, where they lie beside the project."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from checks.facts import (
    AccessibilityService,
    AppOp,
    AppOpAccess,
    AppOrigin,
    ComputerKey,
    DeclaredComponent,
    InstalledApp,
    Launcher,
    PermissionGrant,
    Property,
    RootSign,
    RunningProcess,
    SignerHash,
    SigningCertificate,
)
from devicecheck.parse import Artifact, read
from devicecheck.source import open_source


@pytest.fixture
def captures(shared: Path) -> Path:
    folder = shared / "data" / "captures"
    if not folder.is_dir():
        pytest.skip("no real captures beside the project")
    return folder


def artifact(kind: str, *pieces: bytes) -> Artifact:
    data = b"".join(pieces)
    return Artifact(kind=kind, sha256=hashlib.sha256(data).hexdigest(), data=data)


def test_two_apps_of_android_11(captures: Path) -> None:
    folder = captures / "spytrap-adb" / "dumpsys" / "package"
    fdroid, contacts = (folder / "fdroid.txt").read_bytes(), (folder / "contacts.txt").read_bytes()
    dumps = artifact(
        "package_dumps", b"@@ org.fdroid.fdroid\n", fdroid, b"\n@@ com.android.contacts\n", contacts, b"\n@@ end\n"
    )
    facts = read([dumps])
    assert not [gap for gap in facts.all_gaps if gap.kind is not InstalledApp]
    origin = {fact.package: fact for fact in facts.of(AppOrigin)}
    assert origin["org.fdroid.fdroid"].installer == "com.android.packageinstaller"
    assert origin["org.fdroid.fdroid"].told == {"installer"}
    assert {fact.package: fact.hash32 for fact in facts.of(SignerHash)} == {
        "org.fdroid.fdroid": "8b8a3ff5",
        "com.android.contacts": "ed46f865",
    }
    launcher = {fact.package: fact for fact in facts.of(Launcher)}
    assert launcher["org.fdroid.fdroid"].declared == (
        "org.fdroid.fdroid/org.fdroid.fdroid.panic.CalculatorActivity",
        "org.fdroid.fdroid/org.fdroid.fdroid.views.main.MainActivity",
    )
    assert launcher["com.android.contacts"].disabled == ()
    grants = {(fact.package, fact.permission): fact.granted for fact in facts.of(PermissionGrant)}
    assert grants["org.fdroid.fdroid", "android.permission.INTERNET"]
    assert not grants["org.fdroid.fdroid", "android.permission.ACCESS_BACKGROUND_LOCATION"]
    assert not grants["org.fdroid.fdroid", "android.permission.WRITE_SETTINGS"]
    lines = (dumps.data if isinstance(dumps.data, bytes) else b"").decode().splitlines()
    for fact in facts.of(PermissionGrant):
        assert fact.permission in lines[int(fact.source.place.removeprefix("line ")) - 1]
    assert {fact.power for fact in facts.of(DeclaredComponent)} == {"boot"}


def test_accessibility_of_samsung_and_aosp(captures: Path) -> None:
    samsung = artifact("dumpsys_accessibility", (captures / "mvt/dumpsys/dumpsys_accessibility.txt").read_bytes())
    services = read([samsung]).of(AccessibilityService)
    assert len(services) == 4
    assert not any(service.enabled for service in services)
    aosp = artifact("dumpsys_accessibility", (captures / "spytrap-adb/dumpsys/accessibility/plain.txt").read_bytes())
    assert read([aosp]).of(AccessibilityService) == ()


def test_appops_of_android_11(captures: Path) -> None:
    facts = read([artifact("dumpsys_appops", (captures / "mvt/dumpsys/dumpsys_appops.txt").read_bytes())])
    assert not facts.all_gaps
    modes = {(fact.package, fact.op): fact.mode for fact in facts.of(AppOp)}
    assert modes["org.mozilla.firefox", "REQUEST_INSTALL_PACKAGES"] == "allow"
    assert modes["com.facebook.katana", "COARSE_LOCATION"] == "ignore"
    contacts = [use for use in facts.of(AppOpAccess) if use.op == "READ_CONTACTS"]
    assert [(use.state, use.rejected, use.seconds_ago) for use in contacts] == [("bg", False, 1916539.762)]


def test_computer_keys(captures: Path) -> None:
    dump = artifact("dumpsys_adb", (captures / "mvt/dumpsys/dumpsys_adb.txt").read_bytes() + b"\n")
    (key,) = read([dump]).of(ComputerKey)
    assert key.comment == "user@linux"
    (ours,) = read([dump], ours=[key.fingerprint]).of(ComputerKey)
    assert ours.ours
    assert not key.ours


def test_an_androidqf_folder(captures: Path) -> None:
    found = open_source(captures / "mvt" / "androidqf")
    assert found.kind == "androidqf"
    facts = found.facts()
    assert len(facts.of(Property)) == 10
    assert len(facts.of(RunningProcess)) == 14  # two of the fifteen say the same
    assert {sign.what for sign in facts.of(RootSign)} == {"su", "busybox", "magisk", "magiskhide"}
    assert {app.package for app in facts.of(InstalledApp)} >= {"com.whatsapp", "org.fdroid.fdroid"}
    certificates = {fact.package: fact.sha1 for fact in facts.of(SigningCertificate)}
    assert certificates["org.fdroid.fdroid"] == "05f2e65928088981b317fc9a6dbfe04b0fa13b4e"
    assert {gap.kind for gap in facts.all_gaps} >= {AppOp, PermissionGrant}


def test_packages_of_a_samsung(captures: Path) -> None:
    facts = read([artifact("dumpsys_package", (captures / "mvt/dumpsys/dumpsys_packages.txt").read_bytes())])
    assert not facts.all_gaps
    grants = [fact for fact in facts.of(PermissionGrant) if fact.package == "com.sec.android.app.DataCreate"]
    assert {fact.permission for fact in grants if fact.permission == "android.permission.READ_SMS"}
    assert not any(fact.granted for fact in grants if fact.permission == "android.permission.CAMERA")
    assert any(fact.granted for fact in grants if fact.permission == "android.permission.READ_PRIVILEGED_PHONE_STATE")
