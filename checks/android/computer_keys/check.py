"""Another computer may connect to this phone.

A computer that was once allowed to debug the phone can install apps and read data whenever it is plugged in, until
its key is revoked. Developers and repair shops leave such keys behind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.check import Check, Platform
from checks.facts import ComputerKey
from checks.finding import PHONE, Concern, Confidence, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find keys that are not this computer's."""
    for key in facts.of(ComputerKey):
        if not key.ours:
            yield Finding(
                subject=PHONE,
                concern=Concern.ASK,
                confidence=Confidence.LIKELY,
                type="F.computer",
                because=(key,),
                details={
                    "computer": key.comment or key.fingerprint[:16],
                    "date": key.last_connected.date().isoformat() if key.last_connected else "?",
                },
            )


CHECK = Check(
    id="android/computer_keys",
    platform=Platform.ANDROID,
    reads=(ComputerKey,),
    references=("https://developer.android.com/tools/adb#Enabling",),
    look=look,
)
