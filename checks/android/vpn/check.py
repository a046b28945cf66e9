"""The network traffic goes through an app.

A VPN sees which services the phone talks to, and with a certificate of its own also what is said. Ad blockers and
privacy tools work the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import FROM_OUTSIDE, Apps
from checks.check import Check, Platform
from checks.facts import AppOrigin, InstalledApp, KnownStore, ReviewedApp, Vpn
from checks.finding import Concern, Finding
from checks.holders import speak, strangers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find VPN apps that are in use or always on."""
    apps = Apps(facts)
    for vpn in strangers(apps, facts.of(Vpn)):
        outside = apps.origin(vpn.package, vpn.user) in FROM_OUTSIDE
        concern = Concern.ASK if vpn.always_on or outside else Concern.NOTE
        yield speak(apps, vpn, vpn.package, vpn.user, type="F.ca_vpn", concern=concern)


CHECK = Check(
    id="android/vpn",
    platform=Platform.ANDROID,
    reads=(Vpn, InstalledApp),
    uses=(AppOrigin, KnownStore, ReviewedApp),
    references=("https://developer.android.com/develop/connectivity/vpn",),
    look=look,
)
