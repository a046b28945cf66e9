"""From the blocks of ``dumpsys package`` to facts."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from checks.facts import AppOrigin, ForgedRecord, InstalledApp, PermissionGrant, SignerHash
from devicecheck.parse.component import moment, number
from devicecheck.parse.package_block import blocks
from devicecheck.untrusted import untrusted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checks.facts import Fact, Source
    from devicecheck.parse.draft import Draft
    from devicecheck.parse.package_block import Block, UserState

_SIGNATURES = re.compile(r"(?:signatures:|PackageSignatures\{[0-9a-f]+ )\[([0-9a-f]{1,8})[],]")
"""Android 8 leaves the word out: ``PackageSignatures{3ab2f10 [2f3a1b4c]}``."""
_USER = re.compile(r"    User (\d{1,9}):")
_USERS = 64
"""Users that a forged dump is read for; Android has fewer."""
_GRANTED = re.compile(r" {6,8}[\w.]+: granted=true")
_SHARED = re.compile(r"SharedUserSetting\{\S+ (\S+)/\d+\}")
_MODERN = frozenset({"installer", "initiating", "originating", "package_source"})
_OFF = {"2", "3", "4"}
"""``enabled=``: disabled, disabled by the user, disabled until used; 0 and 1 are on."""


def trustworthy(draft: Draft) -> list[Block]:
    """Return the blocks of packages that Android itself can have printed; the others become gaps.

    A package that is described twice may have been described by another app, and is not accused of it.
    """
    named = [block for block in blocks(draft.lines) if not (block.shared or block.hidden)]
    times = Counter(block.name for block in named)
    for block in named:
        if times[block.name] > 1:
            draft.gap(f"{block.name}: it is described twice")
        elif block.forged:
            accuse(draft, block, draft, block.forged)
    return [block for block in named if times[block.name] == 1 and not block.forged]


def accuse(draft: Draft, block: Block, part: Draft, why: str) -> None:
    """Say that a block is forged, and that what it says is not known."""
    draft.gap(f"{block.name}: its record was forged: {why}")
    draft.add(ForgedRecord(source=part.at(block.line), package=untrusted(block.name), why=untrusted(why)))


def held(name: str, part: Draft) -> Iterator[PermissionGrant]:
    """Yield what a forged dump still says is granted, wherever it stands: no app lies about that to its own harm."""
    users = sorted({int(found[1]) for found in map(_USER.match, part.lines) if found})[:_USERS] or [0]
    now = users
    for place, line in enumerate(part.lines):
        opened, granted = _USER.match(line), _GRANTED.match(line)
        if opened:
            now = [int(opened[1])]
        for user in now if granted else ():
            yield PermissionGrant(
                source=part.at(place),
                package=untrusted(name),
                user=user,
                permission=untrusted(line.split(":")[0].strip()),
                granted=True,
            )


def apps(block: Block, draft: Draft) -> Iterator[Fact]:
    """Yield the app as each user has it."""
    flags = block.values.get("pkgFlags", block.values.get("flags"))
    for state in block.users:
        yield _app(block, state, flags, draft.at(state.line))


def _app(block: Block, state: UserState, flags: str | None, source: Source) -> InstalledApp:
    values = state.values
    code_path = block.values.get("codePath", block.values.get("path"))
    told = values.get("firstInstallTime") or block.values.get("firstInstallTime", "")
    verified = block.values.get("developerVerificationStatus")
    uid = number(block.values.get("appId", block.values.get("userId")))
    return InstalledApp(
        source=source,
        package=untrusted(block.name),
        user=state.user,
        system=None if flags is None else " SYSTEM " in f"{flags} ",
        enabled=values["enabled"] not in _OFF if "enabled" in values else None,
        installed=values.get("installed") != "false",
        hidden=values.get("hidden") == "true",
        uid=None if uid is None else uid + state.user * 100_000,
        path=_base(code_path),
        version=untrusted(block.values["versionName"]) if block.values.get("versionName") else None,
        first_installed=moment(told),
        last_updated=moment(block.values.get("lastUpdateTime", "")),
        disabled_by=untrusted(state.disabled_by) if state.disabled_by and values.get("enabled") in _OFF else None,
        harmful_warning=untrusted(state.warning) if state.warning else None,
        developer_verification=untrusted(verified) if verified else None,
        test_only=" TEST_ONLY " in f"{flags} ",
        debuggable=" DEBUGGABLE " in f"{flags} ",
    )


def _base(code_path: str | None) -> str | None:
    """Return the base APK's path: installed apps have a folder of their own."""
    if not code_path:
        return None
    folder = code_path.startswith("/data/app/") and not code_path.endswith(".apk")
    return untrusted(code_path + ("/base.apk" if folder else ""))


def origin(block: Block, source: Source) -> AppOrigin:
    """Return who put the app there, as far as this Android version says."""
    values = block.values

    def named(key: str) -> str | None:
        value = values.get(key)
        return None if value in {None, "", "null", "?"} else untrusted(value or "")

    told = {"installer"}
    if "packageSource" in values or "initiatingPackageName" in values or "installerPackageUid" in values:
        told |= _MODERN if "packageSource" in values else _MODERN - {"package_source"}
    if "updateOwnerPackageName" in values:
        told.add("update_owner")
    return AppOrigin(
        source=source,
        package=untrusted(block.name),
        installer=named("installerPackageName"),
        initiating=named("initiatingPackageName"),
        originating=named("originatingPackageName"),
        update_owner=named("updateOwnerPackageName"),
        package_source=number(values.get("packageSource")),
        told=frozenset(told),
    )


def signers(block: Block, source: Source) -> Iterator[SignerHash]:
    """Yield the 32-bit hash of the certificate, if it is printed."""
    found = _SIGNATURES.search(block.values.get("signatures", ""))
    if found:
        yield SignerHash(source=source, package=untrusted(block.name), hash32=found[1].rjust(8, "0"))


def grants(block: Block, draft: Draft, shared: Mapping[str, Block]) -> Iterator[PermissionGrant]:
    """Yield what each user granted or refused; what was only requested counts as refused."""
    owner = _SHARED.search(block.values.get("sharedUser", ""))
    common = shared.get(owner[1]) if owner else None
    package = untrusted(block.name)
    for state in block.users:
        if state.values.get("installed") == "false":
            continue
        told: dict[str, tuple[int, bool]] = {name: (line, False) for line, name in block.requested}
        told.update((name, (line, granted)) for line, name, granted in block.install)
        told.update((name, (line, granted)) for line, name, granted in state.runtime)
        if common is not None:
            told.update(_of_shared(common, state.user, told))
        for name, (line, granted) in told.items():
            yield PermissionGrant(
                source=draft.at(line), package=package, user=state.user, permission=untrusted(name), granted=granted
            )


def _of_shared(
    common: Block, user: int, told: Mapping[str, tuple[int, bool]]
) -> Iterator[tuple[str, tuple[int, bool]]]:
    """Yield what the shared user id adds; a grant of the app's own block stays."""
    for line, name, granted in common.install:
        if name not in told or granted:
            yield name, (line, granted)
    for state in common.users:
        for line, name, granted in state.runtime if state.user == user else ():
            if granted or name not in told:
                yield name, (line, granted)
