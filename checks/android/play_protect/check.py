"""Google Play Protect was switched off.

Guides of stalkerware begin with switching it off. Off is only what somebody chose: a consent of -1 or a verifier set
to 0. Zero or nothing for the consent means never asked, or a maker with a verifier of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.check import Check, Platform
from checks.facts import Setting
from checks.finding import PHONE, Concern, Confidence, Finding
from checks.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts

OFF = frozenset(
    {
        ("package_verifier_user_consent", "-1"),
        ("package_verifier_enable", "0"),
        ("verifier_verify_adb_installs", "0"),
    }
)


def look(facts: Facts) -> Iterator[Finding]:
    """Find switches of Play Protect that somebody turned off."""
    keys = {key for key, _ in OFF}
    off = tuple(fact for fact in settings(facts, "global", *keys) if (fact.key, fact.value) in OFF)
    strong = [fact for fact in off if fact.key != "verifier_verify_adb_installs"]
    if off:
        yield Finding(
            subject=PHONE,
            concern=Concern.ASK if strong else Concern.NOTE,
            confidence=Confidence.LIKELY if strong else Confidence.POSSIBLE,
            type="F.unknown_source",
            because=off,
            details={"settings": ", ".join(fact.key for fact in off)},
        )


CHECK = Check(
    id="android/play_protect",
    platform=Platform.ANDROID,
    reads=(Setting,),
    references=("https://developers.google.com/android/play-protect/client-protections",),
    look=look,
)
