"""Several artifacts speak of the same thing: say it once, with all that is known."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from checks.facts import (
    AccessibilityService,
    ApkHash,
    AppLabel,
    AppOp,
    AppOrigin,
    DeviceAdmin,
    DeviceOwner,
    ForgedRecord,
    InstalledApp,
    Launcher,
    LocationUse,
    SigningCertificate,
    UserProfile,
    Vpn,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from checks.facts import Fact

_KEYS: Mapping[type[Fact], tuple[str, ...]] = {
    AccessibilityService: ("package", "user", "component"),
    AppLabel: ("package", "label"),
    AppOrigin: ("package",),
    DeviceAdmin: ("package", "user", "component"),
    DeviceOwner: ("package", "user", "profile"),
    InstalledApp: ("package", "user"),
    Launcher: ("package", "user"),
    UserProfile: ("user",),
    Vpn: ("package", "user"),
}
"""Kinds of which there is one for each key: what one artifact leaves open, another fills."""

_EITHER = {"enabled": AccessibilityService, "always_on": Vpn, "dumped": Launcher}
"""Fields that are true once any artifact says so."""

_OPEN: Mapping[str, object] = {"kind": "unknown"}
"""Values that mean *not told*, beside ``None`` and the field's default."""

_LISTED = frozenset({"installer"})
"""What ``pm list packages`` tells of an origin."""

_NAMED_LATER: tuple[type[Fact], ...] = (Vpn, AppOp, ApkHash, SigningCertificate, LocationUse)
"""Kinds whose artifact may name an app only by ``uid 10123`` or ``path /data/app/…``."""


def merged(facts: Mapping[type[Fact], Sequence[Fact]]) -> dict[type[Fact], tuple[Fact, ...]]:
    """Return the facts without repetitions, and apps by their package."""
    facts = _without_forgeries(facts)
    joined = {kind: _joined(found, _KEYS.get(kind)) for kind, found in facts.items()}
    names = dict(_names(joined.get(InstalledApp, ())))
    for kind in _NAMED_LATER:
        if kind in joined:
            joined[kind] = _joined([_named(fact, names) for fact in joined[kind]], _KEYS.get(kind))
    return joined


def _without_forgeries(facts: Mapping[type[Fact], Sequence[Fact]]) -> Mapping[type[Fact], Sequence[Fact]]:
    """Leave out what dumps say of the origin of an app that forged one: lists of apps are not forged so."""
    liars = {fact.package for fact in facts.get(ForgedRecord, ()) if isinstance(fact, ForgedRecord)}
    if not liars:
        return facts
    kept = [
        fact
        for fact in facts.get(AppOrigin, ())
        if isinstance(fact, AppOrigin) and (fact.package not in liars or fact.told == _LISTED)
    ]
    return {**facts, AppOrigin: kept} if AppOrigin in facts else facts


def _joined(found: Sequence[Fact], key: tuple[str, ...] | None) -> tuple[Fact, ...]:
    if len(found) < 2:  # noqa: PLR2004 - two make a repetition
        return tuple(found)
    names = key or tuple(field.name for field in fields(found[0]) if field.name != "source")
    kept: dict[tuple[object, ...], Fact] = {}
    for fact in found:
        mark = tuple([getattr(fact, name) for name in names])
        kept[mark] = fact if mark not in kept else _filled(kept[mark], fact)
    return tuple(kept.values())


def _filled(first: Fact, second: Fact) -> Fact:
    """Return the first fact with what only the second tells; the first keeps its source."""
    if isinstance(first, AppOrigin) and isinstance(second, AppOrigin):
        return second if len(second.told) > len(first.told) else first
    more: dict[str, Any] = {}
    for field in fields(first):
        mine, theirs = getattr(first, field.name), getattr(second, field.name)
        if field.name == "source" or theirs == mine:
            continue
        either = isinstance(first, _EITHER.get(field.name, ()))
        if either or (theirs is not None and mine in (None, (), field.default, _OPEN.get(field.name))):
            more[field.name] = theirs or mine if either else theirs
    return replace(first, **more) if more else first


def _names(apps: Sequence[Fact]) -> Iterator[tuple[str, str]]:
    """Yield ``uid …`` and ``path …`` with the one package that has it."""
    owners: dict[str, set[str]] = {}
    for app in apps:
        if isinstance(app, InstalledApp):
            owners.setdefault(f"uid {app.uid}", set()).add(app.package)
            owners.setdefault(f"path {app.path}", set()).add(app.package)
    for mark, packages in owners.items():
        if len(packages) == 1:
            yield mark, next(iter(packages))


def _named(fact: Fact, names: Mapping[str, str]) -> Fact:
    found = names.get(getattr(fact, "package", ""))
    change: dict[str, Any] = {"package": found}
    return replace(fact, **change) if found else fact
