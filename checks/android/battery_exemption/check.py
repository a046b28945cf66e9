"""Somebody allowed an app to run in the background at will.

Guides of stalkerware ask for this step, because Android otherwise puts the app to sleep. Messengers and watches ask
for it as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import Apps
from checks.check import Check, Platform
from checks.facts import AppOrigin, BatteryExemption, InstalledApp, KnownStore, ReviewedApp
from checks.finding import Concern, Finding, Trait
from checks.holders import speak

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find exemptions that a person made for apps that did not come with the phone."""
    apps = Apps(facts)
    for exemption in facts.of(BatteryExemption):
        if exemption.kind != "user":
            continue
        for user in apps.users(exemption.package):
            if not apps.preinstalled(exemption.package, user):
                yield speak(
                    apps,
                    exemption,
                    exemption.package,
                    user,
                    type="F.spy_suspect",
                    concern=Concern.NOTE,
                    traits={Trait.PERSISTENT},
                )


CHECK = Check(
    id="android/battery_exemption",
    platform=Platform.ANDROID,
    reads=(BatteryExemption, InstalledApp),
    uses=(AppOrigin, KnownStore, ReviewedApp),
    references=("https://developer.android.com/training/monitoring-device-state/doze-standby",),
    look=look,
)
