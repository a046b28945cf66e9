"""The icon of an app was switched off while it was running.

An app that declares an entry in the app drawer and then disables it hides on purpose: this is what stalkerware does
after its first start. App lockers and apps with several icons disable some entries, so only all of them count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import Apps
from checks.check import Check, Platform
from checks.facts import AppOrigin, InstalledApp, KnownStore, Launcher
from checks.finding import Concern, Confidence, Finding, Trait
from checks.holders import strangers
from checks.icons import switched_off

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find apps with entries in the app drawer that are all switched off."""
    apps = Apps(facts)
    for launcher in strangers(apps, facts.of(Launcher)):
        app = apps.get(launcher.package, launcher.user)
        if switched_off(launcher) and (app is None or app.installed):
            yield Finding(
                subject=launcher.package,
                user=launcher.user,
                concern=Concern.ASK,
                confidence=Confidence.LIKELY,
                type="F.spy_suspect",
                because=(launcher, *apps.about(launcher.package, launcher.user)),
                traits=frozenset({Trait.CONCEALED}),
            )


CHECK = Check(
    id="android/icon_switched_off",
    platform=Platform.ANDROID,
    reads=(Launcher, InstalledApp),
    uses=(AppOrigin, KnownStore),
    references=(
        "https://developer.android.com/reference/android/content/pm/PackageManager#setComponentEnabledSetting(android.content.ComponentName,%20int,%20int)",
        "https://doi.org/10.56553/popets-2023-0013",
    ),
    look=look,
)
