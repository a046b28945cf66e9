"""An app names a store as its installer, and the phone's other records say otherwise.

The installer's name is a wish of whoever installs: one option of a command sets it. Since Android 12 the phone also
keeps who began the installation and since Android 13 what kind of source it was; those cannot be wished for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import Apps, Origin
from checks.check import Check, Platform
from checks.facts import AppOrigin, DeviceOwner, InstalledApp, KnownStore
from checks.finding import Concern, Confidence, Finding, Trait

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts

SOURCES = {0: "unspecified", 1: "other", 2: "store", 3: "local file", 4: "downloaded file"}


def look(facts: Facts) -> Iterator[Finding]:
    """Find apps whose claim to come from a store does not hold."""
    apps = Apps(facts)
    origins = {origin.package: origin for origin in facts.of(AppOrigin)}
    for app in apps:
        if apps.origin(app.package, app.user) is Origin.BROKEN:
            yield _finding(app, origins[app.package])


def _finding(app: InstalledApp, origin: AppOrigin) -> Finding:
    source = "?" if origin.package_source is None else SOURCES.get(origin.package_source, str(origin.package_source))
    return Finding(
        subject=app.package,
        user=app.user,
        concern=Concern.ASK,
        confidence=Confidence.LIKELY,
        type="F.spy_suspect",
        because=(origin, app),
        traits=frozenset({Trait.CONCEALED, Trait.OUTSIDE_STORE}),
        details={"installer": origin.installer or "?", "initiating": origin.initiating or "?", "source": source},
    )


CHECK = Check(
    id="android/store_claim",
    platform=Platform.ANDROID,
    reads=(AppOrigin, InstalledApp),
    uses=(DeviceOwner, KnownStore),
    min_sdk=31,
    references=(
        "https://developer.android.com/reference/android/content/pm/InstallSourceInfo",
        "https://developer.android.com/reference/android/content/pm/PackageInstaller#PACKAGE_SOURCE_STORE",
    ),
    look=look,
)
