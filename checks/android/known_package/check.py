"""The package id of an app is on a list of stalkerware.

A listed id is where most searches begin and where some end wrongly: ids are easily changed, some are generic and a
few belong to ordinary open-source apps. So the id alone asks; what else is seen of the app decides the story.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import FROM_OUTSIDE, Apps
from checks.check import Check, Platform
from checks.facts import AppOrigin, Indicator, InstalledApp, Kind, KnownStore, Match
from checks.finding import Concern, Confidence, Finding, Trait
from checks.listed import settled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find installed apps whose id a list names as stalkerware or spyware."""
    apps = Apps(facts)
    listed = settled(facts.of(Indicator), Match.PACKAGE)
    for package, user in apps.named():
        indicator = listed.get(package)
        if indicator is None or indicator.kind is Kind.WATCHWARE:
            continue
        outside = {Trait.OUTSIDE_STORE} if apps.origin(package, user) in FROM_OUTSIDE else set()
        yield Finding(
            subject=package,
            user=user,
            concern=Concern.ASK,
            confidence=Confidence.LIKELY,
            type="F.spy_known",
            because=(*apps.about(package, user), indicator),
            traits=frozenset({Trait.LISTED, *outside}),
            details={"family": indicator.family, "list": indicator.list_name},
        )


CHECK = Check(
    id="android/known_package",
    platform=Platform.ANDROID,
    reads=(Indicator, InstalledApp),
    uses=(AppOrigin, KnownStore),
    references=("https://github.com/AssoEchap/stalkerware-indicators",),
    look=look,
)
