"""An app is a test version.

Stores do not take apps that can be debugged or are marked for testing only. Such an app came from its maker or
somebody who changed it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import Apps
from checks.check import Check, Platform
from checks.facts import AppOrigin, InstalledApp, KnownStore
from checks.finding import Concern, Finding
from checks.holders import speak, strangers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find test versions that did not come with the phone."""
    apps = Apps(facts)
    for app in strangers(apps, facts.of(InstalledApp)):
        if app.installed and (app.test_only or app.debuggable):
            yield speak(apps, app, app.package, app.user, type="F.unknown_source", concern=Concern.NOTE)


CHECK = Check(
    id="android/debuggable_app",
    platform=Platform.ANDROID,
    reads=(InstalledApp,),
    uses=(AppOrigin, KnownStore),
    references=("https://developer.android.com/guide/topics/manifest/application-element#testOnly",),
    look=look,
)
