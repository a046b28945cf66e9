"""Something may keep the phone unlocked.

A trust agent can hold the phone open at a place, beside a device or on the body. One that did not come with the phone
is rare.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import Apps
from checks.check import Check, Platform
from checks.facts import AppOrigin, InstalledApp, KnownStore, TrustAgent
from checks.finding import Concern, Finding
from checks.holders import speak

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Note enabled agents; strangers among them are asked about."""
    apps = Apps(facts)
    for agent in facts.of(TrustAgent):
        own = apps.preinstalled(agent.package, agent.user)
        concern = Concern.NOTE if own else Concern.ASK
        yield speak(apps, agent, agent.package, agent.user, type="F.weak_lock", concern=concern)


CHECK = Check(
    id="android/trust_agents",
    platform=Platform.ANDROID,
    reads=(TrustAgent, InstalledApp),
    uses=(AppOrigin, KnownStore),
    references=("https://developer.android.com/reference/android/service/trust/TrustAgentService",),
    look=look,
)
