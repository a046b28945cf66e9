"""An app may install other apps from files.

The browser, file manager or messenger through which an app from a file came keeps this right until somebody takes it
away. Many people leave it on; it shows by which way something could have come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import Apps
from checks.check import Check, Platform
from checks.facts import AppOp, AppOrigin, InstalledApp, KnownStore
from checks.finding import Concern, Finding
from checks.holders import speak
from checks.ops import allowed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find apps that may install others and are no store, also those that came with the phone."""
    apps = Apps(facts)
    stores = {store.package for store in facts.known(KnownStore)}
    for fact in allowed(facts, "REQUEST_INSTALL_PACKAGES"):
        if fact.package not in stores:
            yield speak(apps, fact, fact.package, fact.user, type="F.unknown_source", concern=Concern.NOTE)


CHECK = Check(
    id="android/may_install_apps",
    platform=Platform.ANDROID,
    reads=(AppOp, InstalledApp),
    uses=(AppOrigin, KnownStore),
    references=("https://developer.android.com/reference/android/Manifest.permission#REQUEST_INSTALL_PACKAGES",),
    look=look,
)
