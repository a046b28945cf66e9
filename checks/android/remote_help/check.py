"""An app for help from afar is on the phone.

Such apps show the screen to somebody else and let them press buttons. Carers and technicians use them openly; the
same app serves to look in whenever somebody wants, if it was set up for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import FROM_OUTSIDE, Apps
from checks.check import Check, Platform
from checks.facts import AppOrigin, InstalledApp, KnownStore, ReviewedApp
from checks.finding import Concern, Finding
from checks.holders import speak

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find well-known apps of this kind; one from outside every store is asked about."""
    facts.of(InstalledApp)
    apps = Apps(facts)
    helpers = {fact.package for fact in facts.known(ReviewedApp) if fact.purpose == "remote_help"}
    for app in apps:
        if app.package in helpers:
            outside = apps.origin(app.package, app.user) in FROM_OUTSIDE
            concern = Concern.ASK if outside else Concern.NOTE
            yield speak(apps, app, app.package, app.user, type="F.remote_control", concern=concern)


CHECK = Check(
    id="android/remote_help",
    platform=Platform.ANDROID,
    reads=(InstalledApp,),
    uses=(AppOrigin, KnownStore, ReviewedApp),
    references=("https://www.stopstalkerware.org/information-for-survivors/",),
    look=look,
)
