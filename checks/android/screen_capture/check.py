"""An app records or mirrors the screen right now.

Whatever is shown during the sitting is then seen elsewhere as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import Apps
from checks.check import Check, Platform
from checks.facts import AppOrigin, InstalledApp, KnownStore, ScreenCapture
from checks.finding import Concern, Finding, Trait
from checks.holders import speak

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find running recordings, also by apps that came with the phone."""
    apps = Apps(facts)
    for capture in facts.of(ScreenCapture):
        for user in apps.users(capture.package):
            yield speak(
                apps,
                capture,
                capture.package,
                user,
                type="F.remote_control",
                known=Concern.ASK,
                traits={Trait.ACTIVE},
            )


CHECK = Check(
    id="android/screen_capture",
    platform=Platform.ANDROID,
    reads=(ScreenCapture,),
    uses=(AppOrigin, InstalledApp, KnownStore),
    references=("https://developer.android.com/media/grow/media-projection",),
    look=look,
)
