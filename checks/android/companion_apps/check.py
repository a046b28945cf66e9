"""An app got rights in the background by pairing with a device.

Android lets the app of a watch run and read notifications more freely. The pairing can also be a pretext.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import Apps
from checks.check import Check, Platform
from checks.facts import AppOrigin, CompanionApp, InstalledApp, KnownStore, ReviewedApp
from checks.finding import Concern, Finding, Trait
from checks.holders import speak, strangers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find companion apps that did not come with the phone, each once."""
    apps = Apps(facts)
    seen = set()
    for companion in strangers(apps, facts.of(CompanionApp)):
        if (companion.package, companion.user) in seen:
            continue
        seen.add((companion.package, companion.user))
        yield speak(
            apps,
            companion,
            companion.package,
            companion.user,
            type="F.spy_suspect",
            concern=Concern.NOTE,
            traits={Trait.PERSISTENT},
        )


CHECK = Check(
    id="android/companion_apps",
    platform=Platform.ANDROID,
    reads=(CompanionApp, InstalledApp),
    uses=(AppOrigin, KnownStore, ReviewedApp),
    references=("https://developer.android.com/develop/connectivity/bluetooth/companion-device-pairing",),
    look=look,
)
