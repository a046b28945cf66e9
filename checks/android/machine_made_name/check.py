"""The package name of an app from outside the stores looks as if a machine had made it.

Some makers of stalkerware give every customer an app under another, drawn name, so that lists do not find it. Some
hobby projects have names that look the same: this is context.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import FROM_OUTSIDE, Apps
from checks.check import Check, Platform
from checks.facts import AppOrigin, DeviceOwner, InstalledApp, KnownStore
from checks.finding import Concern, Finding
from checks.holders import speak, strangers
from checks.names import machine_made

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find apps from outside every store with such a name."""
    apps = Apps(facts)
    for app in strangers(apps, facts.of(InstalledApp)):
        if app.installed and apps.origin(app.package, app.user) in FROM_OUTSIDE and machine_made(app.package):
            yield speak(apps, app, app.package, app.user, type="F.spy_suspect", concern=Concern.NOTE)


CHECK = Check(
    id="android/machine_made_name",
    platform=Platform.ANDROID,
    reads=(InstalledApp, AppOrigin),
    uses=(DeviceOwner, KnownStore),
    references=("https://github.com/AssoEchap/stalkerware-indicators",),
    look=look,
)
