"""An app from outside the stores has no icon at all.

An app that nobody can open by its icon was started by something else. From a store this is ordinary: keyboards,
plug-ins and parts of other apps have none, and a store refuses what hides. From a file it is a way to stay unseen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import FROM_OUTSIDE, Apps
from checks.check import Check, Platform
from checks.facts import AppOrigin, InputMethod, InstalledApp, KnownStore, Launcher
from checks.finding import Concern, Confidence, Finding, Trait
from checks.holders import strangers
from checks.icons import none_declared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find apps from outside every store that declare no entry; keyboards never have one."""
    apps = Apps(facts)
    keyboards = {keyboard.package for keyboard in facts.known(InputMethod)}
    for launcher in strangers(apps, facts.of(Launcher)):
        package, user = launcher.package, launcher.user
        outside = apps.origin(package, user) in FROM_OUTSIDE
        if outside and none_declared(launcher) and package not in keyboards:
            yield Finding(
                subject=package,
                user=user,
                concern=Concern.NOTE,
                confidence=Confidence.POSSIBLE,
                type="F.spy_suspect",
                because=(launcher, *apps.about(package, user)),
                traits=frozenset({Trait.CONCEALED}),
            )


CHECK = Check(
    id="android/no_icon",
    platform=Platform.ANDROID,
    reads=(Launcher, InstalledApp, AppOrigin),
    uses=(KnownStore, InputMethod),
    references=("https://doi.org/10.56553/popets-2023-0013",),
    look=look,
)
