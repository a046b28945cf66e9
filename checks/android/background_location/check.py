"""An app asked for the place for a long time, mostly while nobody had it open.

Since its last start the phone counts how long each app asked for the place and how much of that it was on the
screen. Games and fitness apps do this as well, so it is context.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import Apps
from checks.background import follows_place
from checks.check import Check, Platform
from checks.facts import AppOrigin, InstalledApp, KnownStore, LocationUse, ReviewedApp
from checks.finding import Concern, Finding, Trait
from checks.holders import speak

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find apps whose use of the place was long, frequent and mostly unseen."""
    apps = Apps(facts)
    longest: dict[tuple[str, int | None], LocationUse] = {}
    for use in facts.of(LocationUse):
        key = use.package, use.user
        if follows_place(use) and (key not in longest or use.active_seconds > longest[key].active_seconds):
            longest[key] = use
    for (package, told), use in longest.items():
        for user in (told,) if told is not None else apps.users(package):
            if not apps.preinstalled(package, user):
                yield _finding(apps, use, package, user)


def _finding(apps: Apps, use: LocationUse, package: str, user: int | None) -> Finding:
    unseen = 1 - use.foreground_seconds / use.active_seconds
    return speak(
        apps,
        use,
        package,
        user,
        type="F.location_rights",
        concern=Concern.NOTE,
        traits={Trait.ACTIVE, Trait.MONITORING},
        details={"hours": f"{use.active_seconds / 3600:.0f}", "percent": f"{unseen * 100:.0f}"},
    )


CHECK = Check(
    id="android/background_location",
    platform=Platform.ANDROID,
    reads=(LocationUse, InstalledApp),
    uses=(AppOrigin, KnownStore, ReviewedApp),
    references=("https://developer.android.com/about/versions/oreo/background-location-limits",),
    look=look,
)
