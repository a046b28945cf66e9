"""Debugging over Wi-Fi is switched on.

A computer that was paired once can then reach the phone without a cable, whenever both are in the same network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.check import Check, Platform
from checks.facts import Setting
from checks.finding import PHONE, Concern, Confidence, Finding
from checks.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find the switch."""
    on = tuple(fact for fact in settings(facts, "global", "adb_wifi_enabled") if fact.value == "1")
    if on:
        yield Finding(subject=PHONE, concern=Concern.ASK, confidence=Confidence.LIKELY, type="F.computer", because=on)


CHECK = Check(
    id="android/wireless_debugging",
    platform=Platform.ANDROID,
    reads=(Setting,),
    min_sdk=30,
    references=("https://developer.android.com/tools/adb#wireless-adb-android-11",),
    look=look,
)
