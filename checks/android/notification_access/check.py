"""An app outside the phone's own software receives every notification.

The text of messages, one-time codes and callers stand in notifications, so one grant replaces access to each
messenger. Watches, car displays and launchers need the same grant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import Apps
from checks.check import Check, Platform
from checks.facts import AppOrigin, InstalledApp, KnownStore, NotificationListener, ReviewedApp
from checks.finding import Finding, Trait
from checks.holders import speak, strangers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find allowed listeners of apps that did not come with the phone."""
    apps = Apps(facts)
    for listener in strangers(apps, facts.of(NotificationListener)):
        yield speak(apps, listener, listener.package, listener.user, type="F.accessibility", traits={Trait.CAPABLE})


CHECK = Check(
    id="android/notification_access",
    platform=Platform.ANDROID,
    reads=(NotificationListener, InstalledApp),
    uses=(AppOrigin, KnownStore, ReviewedApp),
    references=("https://developer.android.com/reference/android/service/notification/NotificationListenerService",),
    look=look,
)
