"""The phone is under family supervision.

Family Link lets another account see places, apps and times, and lock the phone. On a child's phone that is its
purpose; on an adult's it is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import Apps
from checks.check import Check, Platform
from checks.facts import DeviceOwner, InstalledApp
from checks.finding import Concern, Confidence, Finding, Trait

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts

CHILD = "com.google.android.apps.kids.familylinkhelper"
PARENT = "com.google.android.apps.kids.familylink"


def look(facts: Facts) -> Iterator[Finding]:
    """Find the child's part where it is in charge, and the parent's app."""
    owners = {(owner.package, owner.user): owner for owner in facts.known(DeviceOwner)}
    for app in Apps(facts):
        if app.package not in {CHILD, PARENT}:
            continue
        owner = owners.get((app.package, app.user))
        supervised = app.package == CHILD and (owner is not None or app.system is False)
        yield Finding(
            subject=app.package,
            user=app.user,
            concern=Concern.ASK if supervised else Concern.NOTE,
            confidence=Confidence.LIKELY if owner else Confidence.POSSIBLE,
            type="F.family_group",
            because=(app, owner) if owner else (app,),
            traits=frozenset({Trait.WATCHWARE} if supervised else ()),
        )


CHECK = Check(
    id="android/family_supervision",
    platform=Platform.ANDROID,
    reads=(InstalledApp,),
    uses=(DeviceOwner,),
    references=("https://support.google.com/families/answer/7101025",),
    look=look,
)
