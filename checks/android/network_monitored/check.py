"""Android itself says that the network may be monitored.

It shows this notice when a certificate that a person installed can open encrypted traffic. The certificates
themselves cannot be read from outside; the notice can.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.check import Check, Platform
from checks.facts import NetworkMonitoredNotice
from checks.finding import PHONE, Concern, Confidence, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find the notice, for every user."""
    for notice in facts.of(NetworkMonitoredNotice):
        yield Finding(
            subject=PHONE,
            user=notice.user,
            concern=Concern.ASK,
            confidence=Confidence.LIKELY,
            type="F.ca_vpn",
            because=(notice,),
        )


CHECK = Check(
    id="android/network_monitored",
    platform=Platform.ANDROID,
    reads=(NetworkMonitoredNotice,),
    references=("https://support.google.com/pixelphone/answer/2844832",),
    look=look,
)
