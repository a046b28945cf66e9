"""The file of an app is one that is known as stalkerware, byte for byte.

A hash says the most and finds the least: every new version has another. Where it speaks, nothing is left to doubt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import Apps
from checks.check import Check, Platform
from checks.facts import ApkHash, AppOrigin, Indicator, InstalledApp, Kind, KnownStore, Match
from checks.finding import Concern, Confidence, Finding, Trait
from checks.listed import settled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find apps whose file has a listed SHA-256."""
    apps = Apps(facts)
    listed = settled(facts.of(Indicator), Match.FILE)
    for file in facts.of(ApkHash):
        indicator = listed.get(file.sha256)
        if indicator is not None:
            for user in apps.users(file.package):
                yield _finding(apps, file, indicator, user)


def _finding(apps: Apps, file: ApkHash, indicator: Indicator, user: int | None) -> Finding:
    openly = indicator.kind is Kind.WATCHWARE
    return Finding(
        subject=file.package,
        user=user,
        concern=Concern.ASK if openly else Concern.ACT,
        confidence=Confidence.CONFIRMED,
        type="F.dual_use" if openly else "F.spy_known",
        because=(file, *apps.about(file.package, user), indicator),
        traits=frozenset({Trait.WATCHWARE if openly else Trait.IDENTIFIED}),
        details={"family": indicator.family, "list": indicator.list_name},
    )


CHECK = Check(
    id="android/known_file",
    platform=Platform.ANDROID,
    reads=(Indicator, ApkHash),
    uses=(AppOrigin, InstalledApp, KnownStore),
    references=("https://github.com/AssoEchap/stalkerware-indicators",),
    look=look,
)
