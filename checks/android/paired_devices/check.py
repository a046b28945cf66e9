"""Bluetooth devices are paired with this phone.

A watch, a headset or a car that is not the person's own can receive messages or sound. Small trackers do not pair and
cannot be seen here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.check import Check, Platform
from checks.facts import BondedDevice
from checks.finding import PHONE, Concern, Confidence, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Note how many there are; their names are shown and asked about together."""
    devices = facts.of(BondedDevice)
    if devices:
        yield Finding(
            subject=PHONE,
            concern=Concern.NOTE,
            confidence=Confidence.POSSIBLE,
            type="F.tracker",
            because=devices,
            details={"count": str(len(devices))},
        )


CHECK = Check(
    id="android/paired_devices",
    platform=Platform.ANDROID,
    reads=(BondedDevice,),
    references=("https://developer.android.com/develop/connectivity/bluetooth",),
    look=look,
)
