"""An app owns a profile of this phone.

A work profile keeps a second set of apps beside the private ones. Employers use it; so can someone who wants an app
to run where the person does not look.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import Apps
from checks.check import Check, Platform
from checks.facts import AppOrigin, DeviceOwner, InstalledApp, KnownStore, ReviewedApp, UserProfile
from checks.finding import Finding, Trait
from checks.holders import speak, strangers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find owners of a profile that did not come with the phone."""
    apps = Apps(facts)
    names = {profile.user: profile.name for profile in facts.known(UserProfile)}
    for owner in strangers(apps, (owner for owner in facts.of(DeviceOwner) if owner.profile)):
        yield speak(
            apps,
            owner,
            owner.package,
            owner.user,
            type="F.device_admin",
            traits={Trait.CAPABLE},
            details={"profile": names.get(owner.user, str(owner.user))},
        )


CHECK = Check(
    id="android/profile_owner",
    platform=Platform.ANDROID,
    reads=(DeviceOwner, InstalledApp),
    uses=(AppOrigin, KnownStore, ReviewedApp, UserProfile),
    references=("https://developer.android.com/work/managed-profiles",),
    look=look,
)
