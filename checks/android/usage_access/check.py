"""An app may see which other apps are used, and when.

Usage access is how parental control and stalkerware learn what the person does on the phone. Launchers and apps that
count screen time use it, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import Apps
from checks.check import Check, Platform
from checks.facts import AppOp, AppOrigin, InstalledApp, KnownStore, ReviewedApp
from checks.finding import Concern, Finding
from checks.holders import speak, strangers
from checks.ops import allowed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find apps with usage access that did not come with the phone."""
    apps = Apps(facts)
    for fact in strangers(apps, allowed(facts, "GET_USAGE_STATS")):
        yield speak(apps, fact, fact.package, fact.user, type="F.spy_suspect", concern=Concern.NOTE)


CHECK = Check(
    id="android/usage_access",
    platform=Platform.ANDROID,
    reads=(AppOp, InstalledApp),
    uses=(AppOrigin, KnownStore, ReviewedApp),
    references=("https://developer.android.com/reference/android/app/usage/UsageStatsManager",),
    look=look,
)
