"""How many fingers or faces open this phone.

The number is a question, nothing more: only the person knows whether all of them are hers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.check import Check, Platform
from checks.facts import Biometric
from checks.finding import PHONE, Concern, Confidence, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Note how many are enrolled."""
    for enrolled in facts.of(Biometric):
        if enrolled.count > 0:
            yield Finding(
                subject=PHONE,
                user=enrolled.user,
                concern=Concern.NOTE,
                confidence=Confidence.POSSIBLE,
                type="F.weak_lock",
                because=(enrolled,),
                details={"count": str(enrolled.count), "kind": enrolled.kind},
            )


CHECK = Check(
    id="android/biometrics",
    platform=Platform.ANDROID,
    reads=(Biometric,),
    references=("https://source.android.com/docs/security/features/biometric",),
    look=look,
)
