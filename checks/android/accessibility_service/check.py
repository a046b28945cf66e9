"""An app outside the phone's own software can read the screen.

Stalkerware asks for an accessibility service because one grants what twenty permissions would not: every word on
the screen, every tap. So do screen readers and password managers, which is why alone it only asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import Apps
from checks.check import Check, Platform
from checks.facts import AccessibilityService, AppOrigin, InstalledApp, KnownStore, ReviewedApp
from checks.finding import Finding, Trait
from checks.holders import speak, strangers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find enabled services of apps that did not come with the phone."""
    apps = Apps(facts)
    enabled = (service for service in facts.of(AccessibilityService) if service.enabled)
    for service in strangers(apps, enabled):
        yield speak(apps, service, service.package, service.user, type="F.accessibility", traits={Trait.CAPABLE})


CHECK = Check(
    id="android/accessibility_service",
    platform=Platform.ANDROID,
    reads=(AccessibilityService, InstalledApp),
    uses=(AppOrigin, KnownStore, ReviewedApp),
    references=("https://developer.android.com/guide/topics/ui/accessibility/service",),
    look=look,
)
