"""An app from outside the stores is installed only in another user or profile.

A second space is where an app can run while the person looks through the usual apps. Whether she knows that space
only she can say; an app that no store and no manager put there makes the question worth asking.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import FROM_OUTSIDE, Apps
from checks.check import Check, Platform
from checks.facts import AppOrigin, DeviceOwner, InstalledApp, KnownStore, UserProfile
from checks.finding import Concern, Confidence, Finding, Trait

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts

OWNER = 0


def look(facts: Facts) -> Iterator[Finding]:
    """Find apps that the owner does not have, in a space beside the owner's."""
    apps = Apps(facts)
    spaces = {profile.user: profile for profile in facts.of(UserProfile) if profile.kind != "owner"}
    for app in apps:
        space = spaces.get(app.user)
        if space is None or OWNER in apps.users(app.package) or apps.preinstalled(app.package, app.user):
            continue
        if apps.origin(app.package, app.user) in FROM_OUTSIDE:
            yield Finding(
                subject=app.package,
                user=app.user,
                concern=Concern.ASK,
                confidence=Confidence.POSSIBLE,
                type="F.spy_suspect",
                because=(space, *apps.about(app.package, app.user)),
                traits=frozenset({Trait.CONCEALED}),
                details={"profile": space.name},
            )


CHECK = Check(
    id="android/only_in_profile",
    platform=Platform.ANDROID,
    reads=(InstalledApp, UserProfile, AppOrigin),
    uses=(DeviceOwner, KnownStore),
    references=("https://source.android.com/docs/devices/admin/multi-user",),
    look=look,
)
