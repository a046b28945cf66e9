"""An app may draw over other apps.

It can put a false screen over a true one and read what is typed there, or keep an invisible point on the screen so
that Android lets its camera run. Messengers with chat bubbles and screen filters need it.
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
    """Find apps that may draw over others and did not come with the phone."""
    apps = Apps(facts)
    for fact in strangers(apps, allowed(facts, "SYSTEM_ALERT_WINDOW")):
        yield speak(apps, fact, fact.package, fact.user, type="F.spy_suspect", concern=Concern.NOTE)


CHECK = Check(
    id="android/draws_over_apps",
    platform=Platform.ANDROID,
    reads=(AppOp, InstalledApp),
    uses=(AppOrigin, KnownStore, ReviewedApp),
    references=(
        "https://developer.android.com/reference/android/Manifest.permission#SYSTEM_ALERT_WINDOW",
        "https://doi.org/10.56553/popets-2023-0013",
    ),
    look=look,
)
