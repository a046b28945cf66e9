"""The phone asks a chosen server for every address.

Whoever runs that server sees which services the phone uses. Family filters and monitoring services work this way; so
do ad blockers.
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
    """Find a name server that somebody entered and switched on."""
    on = {fact.user: fact for fact in settings(facts, "global", "private_dns_mode") if fact.value == "hostname"}
    for server in settings(facts, "global", "private_dns_specifier"):
        if server.user in on and server.value:
            yield Finding(
                subject=PHONE,
                concern=Concern.NOTE,
                confidence=Confidence.CONFIRMED,
                type="F.ca_vpn",
                because=(on[server.user], server),
                details={"server": server.value},
            )


CHECK = Check(
    id="android/private_dns",
    platform=Platform.ANDROID,
    reads=(Setting,),
    min_sdk=28,
    references=("https://developer.android.com/reference/android/net/LinkProperties#getPrivateDnsServerName()",),
    look=look,
)
