"""All calls are being forwarded.

The phone keeps a sign for unconditional forwarding of each SIM. It does not say to where, and it does not show
forwarding that works only when nobody answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.check import Check, Platform
from checks.facts import CallForwarding
from checks.finding import PHONE, Concern, Confidence, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find SIMs whose calls are all forwarded."""
    for forwarding in facts.of(CallForwarding):
        if forwarding.active:
            yield Finding(
                subject=PHONE,
                concern=Concern.ASK,
                confidence=Confidence.LIKELY,
                type="F.call_forward",
                because=(forwarding,),
                details={"slot": str(forwarding.slot + 1)},
            )


CHECK = Check(
    id="android/call_forwarding",
    platform=Platform.ANDROID,
    reads=(CallForwarding,),
    references=(
        "https://developer.android.com/reference/android/telephony/PhoneStateListener#LISTEN_CALL_FORWARDING_INDICATOR",
    ),
    look=look,
)
