"""An openly visible tool that can be misused to watch someone.

Parental control, family locators and tools for help from afar show themselves and have honest uses. Who set them up,
and whether the person knows, makes the difference: so this asks and never accuses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import Apps
from checks.check import Check, Platform
from checks.facts import AppOrigin, Indicator, InstalledApp, Kind, KnownStore, Match
from checks.finding import Concern, Confidence, Finding, Trait
from checks.listed import settled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find installed apps whose id a list names as watchware."""
    apps = Apps(facts)
    listed = settled(facts.of(Indicator), Match.PACKAGE)
    for package, user in apps.named():
        indicator = listed.get(package)
        if indicator is not None and indicator.kind is Kind.WATCHWARE:
            yield Finding(
                subject=package,
                user=user,
                concern=Concern.ASK,
                confidence=Confidence.LIKELY,
                type="F.dual_use",
                because=(*apps.about(package, user), indicator),
                traits=frozenset({Trait.WATCHWARE}),
                details={"family": indicator.family, "list": indicator.list_name},
            )


CHECK = Check(
    id="android/watchware",
    platform=Platform.ANDROID,
    reads=(Indicator, InstalledApp),
    uses=(AppOrigin, KnownStore),
    references=("https://github.com/AssoEchap/stalkerware-indicators",),
    look=look,
)
