"""An app owns the whole phone.

A device owner decides about every setting, every app and the lock, and nobody can remove it short of a factory
reset. That is normal on an employer's phone and very unusual on a private one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import Apps
from checks.check import Check, Platform
from checks.facts import AppOrigin, DeviceOwner, InstalledApp, KnownStore, ReviewedApp
from checks.finding import Concern, Finding, Trait
from checks.holders import speak

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts

TRAITS = frozenset({Trait.CAPABLE, Trait.PERSISTENT})


def look(facts: Facts) -> Iterator[Finding]:
    """Find the owner of the device; a well-known tool of employers owns it, too, so it is asked about as well."""
    apps = Apps(facts)
    for owner in facts.of(DeviceOwner):
        if not owner.profile:
            yield speak(
                apps,
                owner,
                owner.package,
                owner.user,
                type="F.device_admin",
                known=Concern.ASK,
                traits=TRAITS,
            )


CHECK = Check(
    id="android/device_owner",
    platform=Platform.ANDROID,
    reads=(DeviceOwner,),
    uses=(AppOrigin, InstalledApp, KnownStore, ReviewedApp),
    references=("https://developer.android.com/work/dpc/dedicated-devices",),
    look=look,
)
