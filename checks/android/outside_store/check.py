"""An app did not come from any known store.

Nearly all stalkerware is installed from a file, because stores refuse it. So are many honest apps: this is context
for the story of an app, not an alarm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import Apps, Origin
from checks.check import Check, Platform
from checks.facts import AppOrigin, DeviceOwner, InstalledApp, KnownStore
from checks.finding import Concern, Confidence, Finding, Trait

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find apps that did not come with the phone and for which no known store is named."""
    apps = Apps(facts)
    origins = {origin.package: origin for origin in facts.of(AppOrigin)}
    for app in apps:
        if apps.origin(app.package, app.user) is Origin.OUTSIDE:
            origin = origins[app.package]
            yield Finding(
                subject=app.package,
                user=app.user,
                concern=Concern.NOTE,
                confidence=Confidence.LIKELY if app.system is False else Confidence.POSSIBLE,
                type="F.unknown_source",
                because=(origin, app),
                traits=frozenset({Trait.OUTSIDE_STORE}),
                details={"from": origin.originating or origin.installer or "?"},
            )


CHECK = Check(
    id="android/outside_store",
    platform=Platform.ANDROID,
    reads=(AppOrigin, InstalledApp),
    uses=(DeviceOwner, KnownStore),
    references=("https://developer.android.com/reference/android/content/pm/InstallSourceInfo",),
    look=look,
)
