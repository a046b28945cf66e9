"""An app was removed and its data kept.

Its name is left over on the phone. It can tell what was there before; it does nothing any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.check import Check, Platform
from checks.facts import Indicator, InstalledApp, Match
from checks.finding import Concern, Confidence, Finding
from checks.listed import settled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find apps that no user has any more; a listed one is asked about."""
    apps = facts.of(InstalledApp)
    present = {app.package for app in apps if app.installed}
    listed = settled(facts.known(Indicator), Match.PACKAGE)
    for app in apps:
        if app.installed or app.package in present or app.system is not False:
            continue
        indicator = listed.get(app.package)
        yield Finding(
            subject=app.package,
            user=app.user,
            concern=Concern.ASK if indicator else Concern.NOTE,
            confidence=Confidence.LIKELY if indicator else Confidence.POSSIBLE,
            type="F.spy_known" if indicator else "F.unknown_source",
            because=(app, indicator) if indicator else (app,),
        )


CHECK = Check(
    id="android/removed_app_data",
    platform=Platform.ANDROID,
    reads=(InstalledApp,),
    uses=(Indicator,),
    references=(
        "https://developer.android.com/reference/android/content/pm/PackageManager#MATCH_UNINSTALLED_PACKAGES",
    ),
    look=look,
)
