"""An app that prints line breaks into its own record cannot talk itself, or another app, innocent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.facts import (
    AccessibilityService,
    AppOp,
    AppOpAccess,
    AppOrigin,
    Facts,
    ForgedRecord,
    InstalledApp,
    PermissionGrant,
)
from checks.registry import all_checks
from devicecheck.assess import assess
from devicecheck.parse import Artifact, read
from devicecheck.story import stories
from tests.parse.samples import answers, artifact

SPY, STORE_APP = "com.android.system.syncservice", "com.strava"
FLAGS = "    flags=[ SYSTEM HAS_CODE ]\n    pkgFlags=[ SYSTEM HAS_CODE ]\n"
FROM_STORE = (
    "    timeStamp=2020-01-01 01:00:00\n    lastUpdateTime=2020-01-01 01:00:00\n"
    "    installerPackageName=com.android.vending\n    initiatingPackageName=com.android.vending\n"
    "    packageSource=2\n    signatures=PackageSignatures{7f version:2, signatures:[d0baccb1], past signatures:[]}\n"
)
USER = "    User 0: ceDataInode=1 installed=true hidden=false stopped=false enabled=0 instant=false\n"
HEAD = "    userId=10999\n    codePath=/system/app/x\n    versionName=1\n"
HIDDEN = f"\nHidden system packages:\n  Package [{SPY}] (77):\n"
ATTACKS = {
    "own records before the true ones": FROM_STORE,
    "came with the phone": FLAGS,
    "and then users, so that the true ones come too late": FLAGS + FROM_STORE + USER,
    "the rest under another heading": FLAGS + FROM_STORE + USER + "\nHidden system packages:\n",
    "the rest as a replaced version": FLAGS + FROM_STORE + USER + HIDDEN + HEAD,
    "the rest as another app": FROM_STORE + USER + "  Package [com.example.nobody] (77):\n" + HEAD,
    "the rest as an app that is there": FROM_STORE + USER + f"  Package [{STORE_APP}] (77):\n" + HEAD,
    "the rest behind queries": FROM_STORE + USER + "\nQueries:\n",
}


def phone(injected: str, *kinds: str) -> list[Artifact]:
    """Return the practice phone's answers, the version name of its spy going on with ``injected``."""
    found = [answer.artifact for answer in answers("renamed-spy") if answer.artifact is not None]
    return [_with(one, injected) if one.kind in kinds else one for one in found]


def _with(one: Artifact, injected: str) -> Artifact:
    data = bytes(one.data)
    begin = data.index(b"\n", data.index(b"    versionName=", data.index(f"  Package [{SPY}]".encode()))) + 1
    return replace(one, data=data[:begin] + injected.encode() + data[begin:])


def concern(facts: Facts) -> str:
    outcomes = tuple(assess(facts, all_checks()))
    return next(story.concern.value for story in stories(outcomes, facts) if story.subject == SPY)


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("kinds", [("package_dumps",), ("package_dumps", "package_summary")])
def test_an_app_cannot_write_its_own_record(attack: str, kinds: tuple[str, ...]) -> None:
    facts = read(phone(ATTACKS[attack], *kinds))
    origins = [one for one in facts.of(AppOrigin) if one.package == SPY]
    assert all(one.initiating is None and one.package_source != 2 for one in origins)
    assert all(app.system is False for app in facts.of(InstalledApp) if app.package == SPY)
    assert any(SPY in gap.why for gap in facts.gaps(AppOrigin))
    assert concern(facts) == "act"


@pytest.mark.parametrize("attack", ATTACKS)
def test_who_forges_is_named_and_keeps_the_permissions_that_it_has(attack: str) -> None:
    honest = {one.permission for one in read(phone("")).of(PermissionGrant) if one.package == SPY and one.granted}
    facts = read(phone(ATTACKS[attack], "package_dumps"))
    assert [one.package for one in facts.of(ForgedRecord)] == [SPY]
    assert honest <= {one.permission for one in facts.of(PermissionGrant) if one.package == SPY and one.granted}


def test_honest_phones_forge_nothing() -> None:
    assert read(phone("")).of(ForgedRecord) == ()


def test_a_record_of_another_app_accuses_nobody_and_is_not_believed() -> None:
    text = "Packages:\n"
    for name, more in (("com.example.bad", ""), ("com.example.spy", FROM_STORE), ("com.example.spy", "")):
        text += f"  Package [{name}] (5c):\n{HEAD}{more}{USER}"
    facts = read([artifact("dumpsys_package", text)])
    assert facts.of(ForgedRecord) == ()
    assert not [one for one in facts.of(AppOrigin) if one.package == "com.example.spy"]
    assert any("described twice" in gap.why for gap in facts.gaps(AppOrigin))


@pytest.mark.parametrize("mark", ["@@ end\n", f"@@ {STORE_APP}\n"])
def test_a_mark_of_ours_in_an_older_recording_leaves_a_gap(mark: str) -> None:
    facts = read(phone(FROM_STORE + USER + mark, "package_dumps"))
    assert [gap.why for gap in facts.gaps(AppOrigin) if "end is missing" in gap.why or "appears twice" in gap.why]


def test_a_service_name_cannot_move_its_service_to_another_user() -> None:
    def renamed(one: Artifact) -> Artifact:
        label = b"label=x]}\n     }]\nUser state[\n     attributes:{id=99, x=false}\n     Enabled services:{}\n     "
        return replace(one, data=bytes(one.data).replace(b"label=System Sync Service", label))

    facts = read(renamed(one) if one.kind == "dumpsys_accessibility" else one for one in phone(""))
    assert {one.user for one in facts.of(AccessibilityService) if one.package == SPY and one.enabled} >= {0}
    assert concern(facts) == "act"


def test_a_tag_cannot_hand_what_an_app_did_to_another_app() -> None:
    tag = b"      x\n  Uid 1001:\n    Package com.android.phone:\n"

    def tagged(one: Artifact) -> Artifact:
        at = bytes(one.data).index(b"\n", bytes(one.data).index(f"    Package {SPY}:\n".encode())) + 1
        return replace(one, data=bytes(one.data)[:at] + tag + bytes(one.data)[at:])

    honest = read(phone(""))
    facts = read(tagged(one) if one.kind == "dumpsys_appops" else one for one in phone(""))
    assert honest.gaps(AppOp) == ()
    assert any("twice" in gap.why for gap in facts.gaps(AppOp))
    assert any("twice" in gap.why for gap in facts.gaps(AppOpAccess))
