"""The certificate of an app is one that stalkerware was signed with.

A package id is changed in a minute; the signing certificate is the maker's own and stays the same from version to
version, because Android accepts an update only under the same one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import Apps
from checks.check import Check, Platform
from checks.facts import AppOrigin, Indicator, InstalledApp, Kind, KnownStore, Match, SigningCertificate
from checks.finding import Concern, Confidence, Finding, Trait
from checks.listed import settled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find apps signed with a listed certificate, by SHA-1 or SHA-256."""
    apps = Apps(facts)
    listed = settled(facts.of(Indicator), Match.CERTIFICATE)
    for signed in facts.of(SigningCertificate):
        indicator = listed.get(signed.sha256) or listed.get(signed.sha1)
        if indicator is not None:
            for user in apps.users(signed.package):
                yield _finding(apps, signed, indicator, user)


def _finding(apps: Apps, signed: SigningCertificate, indicator: Indicator, user: int | None) -> Finding:
    openly = indicator.kind is Kind.WATCHWARE
    return Finding(
        subject=signed.package,
        user=user,
        concern=Concern.ASK if openly else Concern.ACT,
        confidence=Confidence.CONFIRMED,
        type="F.dual_use" if openly else "F.spy_known",
        because=(signed, *apps.about(signed.package, user), indicator),
        traits=frozenset({Trait.WATCHWARE if openly else Trait.IDENTIFIED}),
        details={"family": indicator.family, "list": indicator.list_name},
    )


CHECK = Check(
    id="android/known_certificate",
    platform=Platform.ANDROID,
    reads=(Indicator, SigningCertificate),
    uses=(AppOrigin, InstalledApp, KnownStore),
    references=(
        "https://github.com/AssoEchap/stalkerware-indicators",
        "https://source.android.com/docs/security/features/apksigning/v2",
    ),
    look=look,
)
