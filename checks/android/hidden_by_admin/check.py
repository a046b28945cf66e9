"""An administrator has hidden an app from the person.

An app that is hidden this way is on the phone, neither runs nor shows. Work profiles hide apps that a company does
not want.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import Apps
from checks.check import Check, Platform
from checks.facts import AppOrigin, InstalledApp, KnownStore, ReviewedApp
from checks.finding import Concern, Finding
from checks.holders import speak, strangers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find hidden apps that did not come with the phone."""
    apps = Apps(facts)
    for app in strangers(apps, facts.of(InstalledApp)):
        if app.hidden and app.installed:
            yield speak(apps, app, app.package, app.user, type="F.device_admin", concern=Concern.NOTE)


CHECK = Check(
    id="android/hidden_by_admin",
    platform=Platform.ANDROID,
    reads=(InstalledApp,),
    uses=(AppOrigin, KnownStore, ReviewedApp),
    references=(
        "https://developer.android.com/reference/android/app/admin/DevicePolicyManager#setApplicationHidden(android.content.ComponentName,%20java.lang.String,%20boolean)",
    ),
    look=look,
)
