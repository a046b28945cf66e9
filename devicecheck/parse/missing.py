"""What no artifact says although another shows that it should be there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checks.facts import (
    DeclaredComponent,
    Gap,
    InstalledApp,
    Launcher,
    PermissionGrant,
    Setting,
    UserProfile,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checks.facts import Fact
    from devicecheck.parse.artifact import Artifact

_PER_USER: Mapping[str, tuple[type[Fact], ...]] = {"packages": (InstalledApp,), "settings": (Setting,)}
_PER_PACKAGE = (PermissionGrant, Launcher, DeclaredComponent)
_USERS = 32
"""Users that were not read and get a gap each."""
_NAMED = 3
"""Apps that a gap names before it only counts."""


def missing(facts: Mapping[type[Fact], Sequence[Fact]], artifacts: Sequence[Artifact]) -> list[Gap]:
    """Return gaps for users that were not read and for apps without a dump."""
    return [*_users(facts, artifacts), *_dumps(facts, artifacts)]


def named(gaps: Iterable[Gap], facts: Mapping[type[Fact], Sequence[Fact]]) -> list[Gap]:
    """Put the name of the user or profile beside its number."""
    names = {user.user: user.name for user in facts.get(UserProfile, ()) if isinstance(user, UserProfile)}
    return [
        replace(gap, where=names[gap.user]) if gap.user is not None and not gap.where and gap.user in names else gap
        for gap in gaps
    ]


def _users(facts: Mapping[type[Fact], Sequence[Fact]], artifacts: Sequence[Artifact]) -> Iterator[Gap]:
    known = [user.user for user in facts.get(UserProfile, ()) if isinstance(user, UserProfile)]
    for name, kinds in _PER_USER.items():
        asked = {artifact.user for artifact in artifacts if artifact.kind == name}
        left = [user for user in known if user not in asked] if asked else []
        for user in left[:_USERS]:
            yield from (Gap(kind=kind, why=f"{name}: not read for this user", user=user) for kind in kinds)
        if len(left) > _USERS:
            why = f"{name}: not read for {len(left) - _USERS} more users"
            yield from (Gap(kind=kind, why=why) for kind in kinds)


def _dumps(facts: Mapping[type[Fact], Sequence[Fact]], artifacts: Sequence[Artifact]) -> Iterator[Gap]:
    """Third-party apps that a list names and no dump describes."""
    if not any(artifact.kind == "package_dumps" for artifact in artifacts):
        return
    described = {fact.package for fact in facts.get(Launcher, ()) if isinstance(fact, Launcher) and fact.dumped}
    bare: dict[int, list[str]] = {}
    for app in facts.get(InstalledApp, ()):
        if isinstance(app, InstalledApp) and app.system is False and app.installed and app.package not in described:
            bare.setdefault(app.user, []).append(app.package)
    for user, packages in bare.items():
        more = ", …" if len(packages) > _NAMED else ""
        why = f"package_dumps: no dump of {len(packages)} apps ({', '.join(packages[:_NAMED])}{more})"
        yield from (Gap(kind=kind, why=why, user=user) for kind in _PER_PACKAGE)
