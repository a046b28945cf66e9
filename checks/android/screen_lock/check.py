"""How the screen is locked, and when that was last changed.

Without a lock everybody who holds the phone can install something. A lock that was changed on a day the person does
not remember is worth a question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.check import Check, Platform
from checks.facts import ScreenLock
from checks.finding import PHONE, Concern, Confidence, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Note each user's lock; none at all is asked about."""
    for lock in facts.of(ScreenLock):
        if lock.credential == "none" or lock.last_changed is not None:
            yield Finding(
                subject=PHONE,
                user=lock.user,
                concern=Concern.ASK if lock.credential == "none" else Concern.NOTE,
                confidence=Confidence.CONFIRMED,
                type="F.weak_lock",
                because=(lock,),
                details={
                    "lock": lock.credential,
                    "date": lock.last_changed.date().isoformat() if lock.last_changed else "?",
                },
            )


CHECK = Check(
    id="android/screen_lock",
    platform=Platform.ANDROID,
    reads=(ScreenLock,),
    references=("https://source.android.com/docs/security/features/authentication",),
    look=look,
)
