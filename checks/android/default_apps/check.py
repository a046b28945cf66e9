"""An app that did not come with the phone handles messages, calls, voice or passwords.

The default app for text messages reads all of them, the one for calls sees who calls, the assistant may see the
screen, and the one that fills in forms sees passwords.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import FROM_OUTSIDE, Apps
from checks.check import Check, Platform
from checks.facts import AppOrigin, InstalledApp, KnownStore, ReviewedApp, RoleHolder
from checks.finding import Concern, Finding, Trait
from checks.holders import speak, strangers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts

READING = frozenset({"sms", "dialer", "assistant", "autofill", "credentials"})


def look(facts: Facts) -> Iterator[Finding]:
    """Find holders of roles that see messages, calls or passwords; from outside every store they are asked about."""
    apps = Apps(facts)
    for holder in strangers(apps, facts.of(RoleHolder)):
        if holder.role not in READING:
            continue
        outside = apps.origin(holder.package, holder.user) in FROM_OUTSIDE
        yield speak(
            apps,
            holder,
            holder.package,
            holder.user,
            type="F.spy_suspect",
            concern=Concern.ASK if outside else Concern.NOTE,
            traits={Trait.MONITORING},
            details={"role": holder.role},
        )


CHECK = Check(
    id="android/default_apps",
    platform=Platform.ANDROID,
    reads=(RoleHolder, InstalledApp),
    uses=(AppOrigin, KnownStore, ReviewedApp),
    references=("https://developer.android.com/reference/androidx/core/role/RoleManagerCompat",),
    look=look,
)
