"""The phone itself has recorded a warning about an app.

When Google Play Protect calls an app harmful, Android keeps the warning with the app, also where the person chose to
keep it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import Apps
from checks.check import Check, Platform
from checks.facts import AppOrigin, InstalledApp, KnownStore
from checks.finding import Concern, Confidence, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find apps with a recorded warning."""
    facts.of(InstalledApp)
    apps = Apps(facts)
    for app in apps:
        if app.harmful_warning:
            yield Finding(
                subject=app.package,
                user=app.user,
                concern=Concern.ASK,
                confidence=Confidence.LIKELY,
                type="F.spy_suspect",
                because=apps.about(app.package, app.user),
                details={"warning": app.harmful_warning},
            )


CHECK = Check(
    id="android/harmful_warning",
    platform=Platform.ANDROID,
    reads=(InstalledApp,),
    uses=(AppOrigin, KnownStore),
    min_sdk=28,
    references=(
        "https://developer.android.com/reference/android/content/pm/PackageManager",
        "https://developers.google.com/android/play-protect",
    ),
    look=look,
)
