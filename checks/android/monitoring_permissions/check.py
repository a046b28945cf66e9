"""An app may use place, microphone, camera, messages or calls, and runs while nobody sees it.

Permissions that were granted, not those that were asked for. Alone they say little, most messengers have as many:
they matter for an app that hides or that is known. Two or more of them in an app that works in the background are
what watching needs.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from checks.apps import TRUSTED, Apps
from checks.background import Background
from checks.check import Check, Platform
from checks.facts import (
    AppOpAccess,
    AppOrigin,
    BatteryExemption,
    DeviceOwner,
    InstalledApp,
    KnownStore,
    Launcher,
    LocationUse,
    PermissionGrant,
    ReviewedApp,
    RunningProcess,
)
from checks.finding import Concern, Confidence, Finding, Trait
from checks.icons import hidden
from checks.permissions import PERMISSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts

TWO = 2


def look(facts: Facts) -> Iterator[Finding]:
    """Find apps from outside the stores, hidden ones, and those that use such powers unseen."""
    apps, background, unseen = Apps(facts), Background(facts), hidden(facts)
    for (package, user), grants in _granted(facts).items():
        if apps.expected(package, user):
            continue
        outside = apps.origin(package, user) not in TRUSTED
        if outside or (package, user) in unseen or background.uses(package, user):
            yield _finding(apps, background, package, user, grants)


def _granted(facts: Facts) -> dict[tuple[str, int], list[PermissionGrant]]:
    granted: dict[tuple[str, int], list[PermissionGrant]] = defaultdict(list)
    for grant in facts.of(PermissionGrant):
        if grant.granted and grant.permission in PERMISSIONS:
            granted[grant.package, grant.user].append(grant)
    return granted


def _finding(apps: Apps, background: Background, package: str, user: int, grants: list[PermissionGrant]) -> Finding:
    powers = sorted({PERMISSIONS[grant.permission] for grant in grants})
    signs = background.signs(package, user) if len(powers) >= TWO else ()
    return Finding(
        subject=package,
        user=user,
        concern=Concern.NOTE,
        confidence=Confidence.LIKELY if signs else Confidence.POSSIBLE,
        type="F.spy_suspect",
        because=(*grants, *signs, *apps.about(package, user)),
        traits=frozenset({Trait.MONITORING, Trait.CAPABLE} if signs else {Trait.MONITORING}),
        details={"powers": ", ".join(powers)},
    )


CHECK = Check(
    id="android/monitoring_permissions",
    platform=Platform.ANDROID,
    reads=(PermissionGrant, InstalledApp, AppOrigin),
    uses=(
        AppOpAccess,
        BatteryExemption,
        DeviceOwner,
        KnownStore,
        Launcher,
        LocationUse,
        ReviewedApp,
        RunningProcess,
    ),
    references=("https://developer.android.com/guide/topics/permissions/overview",),
    look=look,
)
