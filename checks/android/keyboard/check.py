"""A keyboard that did not come with the phone is switched on.

A keyboard sees every word that is typed, passwords included.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import FROM_OUTSIDE, Apps
from checks.check import Check, Platform
from checks.facts import AppOrigin, InputMethod, InstalledApp, KnownStore, ReviewedApp
from checks.finding import Concern, Finding
from checks.holders import speak, strangers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find enabled keyboards; those from outside every store are asked about."""
    apps = Apps(facts)
    for keyboard in strangers(apps, facts.of(InputMethod)):
        outside = apps.origin(keyboard.package, keyboard.user) in FROM_OUTSIDE
        yield speak(
            apps,
            keyboard,
            keyboard.package,
            keyboard.user,
            type="F.keyboard",
            concern=Concern.ASK if outside or keyboard.default else Concern.NOTE,
        )


CHECK = Check(
    id="android/keyboard",
    platform=Platform.ANDROID,
    reads=(InputMethod, InstalledApp),
    uses=(AppOrigin, KnownStore, ReviewedApp),
    references=("https://developer.android.com/develop/ui/views/touch-and-input/creating-input-method",),
    look=look,
)
