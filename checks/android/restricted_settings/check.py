"""Somebody unlocked accessibility or notification access for an app from a file.

Since Android 13 an app that came from a file cannot be given those rights until somebody opens its page in the
settings and allows "restricted settings". Guides for installing stalkerware contain exactly this step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import FROM_OUTSIDE, Apps
from checks.check import Check, Platform
from checks.facts import AppOp, AppOrigin, InstalledApp, KnownStore
from checks.finding import Finding
from checks.holders import speak, strangers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find apps from outside every store for which restricted settings are allowed; for others it is the default."""
    apps = Apps(facts)
    unlocked = (fact for fact in facts.of(AppOp) if fact.op == "ACCESS_RESTRICTED_SETTINGS" and fact.mode == "allow")
    for fact in strangers(apps, unlocked):
        if apps.origin(fact.package, fact.user) in FROM_OUTSIDE:
            yield speak(apps, fact, fact.package, fact.user, type="F.accessibility")


CHECK = Check(
    id="android/restricted_settings",
    platform=Platform.ANDROID,
    reads=(AppOp, InstalledApp, AppOrigin),
    uses=(KnownStore,),
    min_sdk=33,
    references=("https://support.google.com/android/answer/12623953",),
    look=look,
)
