"""What is new, gone or changed between two looks at one phone. Pure.

Two looks are only compared where both could look: a kind that one of them did not read, or not for every user, is
named as not comparable and never as gone.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import Enum
from typing import TYPE_CHECKING

from checks.facts import (
    AccessibilityService,
    Account,
    AppOrigin,
    BatteryExemption,
    Biometric,
    CallForwarding,
    ComputerKey,
    DeviceAdmin,
    DeviceOwner,
    Fact,
    InputMethod,
    InstalledApp,
    Launcher,
    NotificationListener,
    PermissionGrant,
    RoleHolder,
    ScreenLock,
    Setting,
    SignerHash,
    SigningCertificate,
    Source,
    UserProfile,
    Vpn,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checks.facts import Facts


class What(Enum):
    """How a thing differs."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is not as it was."""

    what: What
    kind: type[Fact]
    key: tuple[object, ...]
    """What names the thing: package and user, or the like."""
    before: Fact | None
    after: Fact | None
    fields: tuple[str, ...] = ()
    """Names of the fields that changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsure:
    """A kind that cannot be compared, because one look did not read it or not for this user."""

    kind: type[Fact]
    user: int | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two looks at one phone, side by side."""

    differences: tuple[Difference, ...]
    unsure: tuple[Unsure, ...]

    def of(self, what: What) -> tuple[Difference, ...]:
        """Return the differences of one sort."""
        return tuple(one for one in self.differences if one.what is what)


KEYS: dict[type[Fact], tuple[str, ...]] = {
    InstalledApp: ("package", "user"),
    AppOrigin: ("package",),
    SignerHash: ("package",),
    SigningCertificate: ("package", "sha256"),
    Launcher: ("package", "user"),
    PermissionGrant: ("package", "user", "permission"),
    AccessibilityService: ("package", "user", "component"),
    NotificationListener: ("package", "user", "component"),
    DeviceAdmin: ("package", "user", "component"),
    DeviceOwner: ("package", "user"),
    InputMethod: ("package", "user", "component"),
    BatteryExemption: ("package", "kind"),
    Vpn: ("package", "user"),
    RoleHolder: ("role", "user"),
    UserProfile: ("user",),
    ScreenLock: ("user",),
    Biometric: ("kind", "user"),
    ComputerKey: ("fingerprint",),
    CallForwarding: ("slot",),
    Account: ("user", "type", "name"),
    Setting: ("namespace", "user", "key"),
}
"""Kinds that are compared, and which fields name a thing of that kind."""
WATCHED_SETTINGS = frozenset(
    {
        "adb_enabled",
        "adb_wifi_enabled",
        "always_on_vpn_app",
        "development_settings_enabled",
        "global_http_proxy_host",
        "global_proxy_pac_url",
        "http_proxy",
        "package_verifier_enable",
        "package_verifier_user_consent",
        "private_dns_mode",
        "private_dns_specifier",
        "verifier_verify_adb_installs",
    }
)
"""The store of settings changes by itself all day; these do not."""
RESTLESS = frozenset({"source", "path", "last_connected", "running", "active", "name", "told"})
"""Fields that differ from look to look although nobody changed anything."""
_NOWHERE = Source(artifact="", place="")


def compare(before: Facts, after: Facts) -> Comparison:
    """Return what changed from one look to the next, in the order of the kinds above."""
    differences: list[Difference] = []
    unsure: list[Unsure] = []
    for kind, key in KEYS.items():
        blind = tuple(dict.fromkeys((*_blind(kind, before, "earlier"), *_blind(kind, after, "later"))))
        unsure.extend(blind)
        if any(one.user is None for one in blind):
            continue
        skipped = {one.user for one in blind}
        differences.extend(
            one for one in _differences(kind, key, before, after) if _user(one.before or one.after) not in skipped
        )
    return Comparison(differences=tuple(differences), unsure=tuple(unsure))


def _blind(kind: type[Fact], facts: Facts, look: str) -> Iterator[Unsure]:
    gaps = facts.gaps(kind)
    if not facts.has(kind):
        why = "; ".join(dict.fromkeys(gap.why for gap in gaps)) or "not read"
        yield Unsure(kind=kind, user=None, why=f"{look}: {why}")
        return
    for gap in gaps:
        yield Unsure(kind=kind, user=gap.user, why=f"{look}: {gap.why}")


def _differences(kind: type[Fact], key: tuple[str, ...], before: Facts, after: Facts) -> Iterator[Difference]:
    old, new = _named(before.of(kind), key), _named(after.of(kind), key)
    for name in (*old, *(name for name in new if name not in old)):
        was, now = old.get(name), new.get(name)
        if was is None or now is None:
            what = What.NEW if was is None else What.GONE
            yield Difference(what=what, kind=kind, key=name, before=was, after=now)
            continue
        changed = _changed(was, now)
        if changed:
            yield Difference(what=What.CHANGED, kind=kind, key=name, before=was, after=now, fields=changed)


def _named(facts: Iterable[Fact], key: tuple[str, ...]) -> dict[tuple[object, ...], Fact]:
    kept = (fact for fact in facts if not isinstance(fact, Setting) or fact.key in WATCHED_SETTINGS)
    return {tuple(getattr(fact, field) for field in key): fact for fact in kept}


def _changed(was: Fact, now: Fact) -> tuple[str, ...]:
    if replace(was, source=_NOWHERE) == replace(now, source=_NOWHERE):
        return ()
    names = (field.name for field in fields(was) if field.name not in RESTLESS)
    return tuple(name for name in names if getattr(was, name) != getattr(now, name))


def _user(fact: Fact | None) -> int | None:
    """Return the user of a fact; -1 for kinds that belong to no user, which no gap of one user hides."""
    user: int | None = getattr(fact, "user", -1)
    return user
