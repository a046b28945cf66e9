"""All web traffic is sent through another computer.

A proxy sees which pages are opened. Companies set one; on a private phone it is rare.
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

KEYS = ("http_proxy", "global_http_proxy_host", "global_proxy_pac_url")
NONE = frozenset({"", ":0", "null"})


def look(facts: Facts) -> Iterator[Finding]:
    """Find a proxy for the whole phone; ``:0`` means none."""
    found = tuple(fact for fact in settings(facts, "global", *KEYS) if fact.value not in NONE)
    if found:
        yield Finding(
            subject=PHONE,
            concern=Concern.ASK,
            confidence=Confidence.LIKELY,
            type="F.ca_vpn",
            because=found,
            details={"server": ", ".join(dict.fromkeys(fact.value for fact in found))},
        )


CHECK = Check(
    id="android/proxy",
    platform=Platform.ANDROID,
    reads=(Setting,),
    references=("https://developer.android.com/reference/android/provider/Settings.Global#HTTP_PROXY",),
    look=look,
)
