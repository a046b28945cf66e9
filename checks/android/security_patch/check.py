"""The phone has had no security update for more than six months.

Old systems can be taken over without anybody touching the phone. It is far more often simply an old phone.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from checks.check import Check, Platform
from checks.facts import PhoneClock, Property
from checks.finding import PHONE, Concern, Confidence, Finding
from checks.settings import prop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts

DAYS = 6 * 31
"""The age at which other tools warn, too."""


def look(facts: Facts) -> Iterator[Finding]:
    """Compare the patch level with the phone's own clock."""
    patch = prop(facts, "ro.build.version.security_patch")
    for clock in facts.of(PhoneClock)[:1]:
        level = _date(patch.value) if patch else None
        if patch and level and (clock.now.date() - level).days > DAYS:
            yield Finding(
                subject=PHONE,
                concern=Concern.NOTE,
                confidence=Confidence.CONFIRMED,
                type="F.outdated",
                because=(patch, clock),
                details={"patch": patch.value},
            )


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


CHECK = Check(
    id="android/security_patch",
    platform=Platform.ANDROID,
    reads=(Property, PhoneClock),
    references=("https://source.android.com/docs/security/bulletin",),
    look=look,
)
