"""An app outside the phone's own software is a device administrator.

An administrator can lock or wipe the phone and cannot be removed before it is switched off as one: stalkerware uses
it to stay. Mail programs of employers, anti-theft apps and older virus scanners ask for it too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import Apps
from checks.check import Check, Platform
from checks.facts import AppOrigin, DeviceAdmin, InstalledApp, KnownStore, ReviewedApp
from checks.finding import Finding, Trait
from checks.holders import speak, strangers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts

TRAITS = frozenset({Trait.CAPABLE, Trait.PERSISTENT})


def look(facts: Facts) -> Iterator[Finding]:
    """Find enabled administrators that did not come with the phone."""
    apps = Apps(facts)
    for admin in strangers(apps, facts.of(DeviceAdmin)):
        yield speak(apps, admin, admin.package, admin.user, type="F.device_admin", traits=TRAITS)


CHECK = Check(
    id="android/device_admin",
    platform=Platform.ANDROID,
    reads=(DeviceAdmin, InstalledApp),
    uses=(AppOrigin, KnownStore, ReviewedApp),
    references=("https://developer.android.com/work/device-admin",),
    look=look,
)
