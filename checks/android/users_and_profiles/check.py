"""The phone has more than one user or profile.

A second user, a work profile, a secure folder or a twin of an app is a place where an app can run unseen. Most are
the owner's own; the question is whether the person knows each of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.check import Check, Platform
from checks.facts import UserProfile
from checks.finding import PHONE, Concern, Confidence, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts

USUAL = frozenset({"clone"})
"""The room for twins of apps, which makers set up on many phones."""


def look(facts: Facts) -> Iterator[Finding]:
    """Name every user and profile beside the owner."""
    for profile in facts.of(UserProfile):
        if profile.kind == "owner":
            continue
        yield Finding(
            subject=PHONE,
            user=profile.user,
            concern=Concern.NOTE if profile.kind in USUAL else Concern.ASK,
            confidence=Confidence.POSSIBLE,
            type="F.device_admin",
            because=(profile,),
            details={"profile": profile.name, "kind": profile.kind},
        )


CHECK = Check(
    id="android/users_and_profiles",
    platform=Platform.ANDROID,
    reads=(UserProfile,),
    references=("https://source.android.com/docs/devices/admin/multi-user",),
    look=look,
)
