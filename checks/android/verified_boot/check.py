"""The phone starts software that its maker did not sign.

With an unlocked boot loader anybody who holds the phone can put software below Android, where no check of apps can
see it. Owners of an own Android system have it unlocked, or show yellow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.check import Check, Platform
from checks.facts import Property
from checks.finding import PHONE, Concern, Confidence, Finding
from checks.settings import prop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts

BAD = {
    "ro.boot.verifiedbootstate": {"orange", "red"},
    "ro.boot.flash.locked": {"0"},
    "ro.boot.vbmeta.device_state": {"unlocked"},
    "ro.boot.warranty_bit": {"1"},
}
ODD = {"ro.boot.verifiedbootstate": {"yellow"}, "ro.build.tags": {"test-keys", "dev-keys"}, "ro.debuggable": {"1"}}


def look(facts: Facts) -> Iterator[Finding]:
    """Find properties that say the start is not verified."""
    facts.of(Property)
    bad, odd = _hits(facts, BAD), _hits(facts, ODD)
    if bad or odd:
        yield Finding(
            subject=PHONE,
            concern=Concern.ASK,
            confidence=Confidence.LIKELY if bad else Confidence.POSSIBLE,
            type="F.rooted",
            because=bad + odd,
            details={"signs": ", ".join(f"{fact.key}={fact.value}" for fact in bad + odd)},
        )


def _hits(facts: Facts, table: dict[str, set[str]]) -> tuple[Property, ...]:
    found = ((prop(facts, key), values) for key, values in table.items())
    return tuple(fact for fact, values in found if fact is not None and fact.value in values)


CHECK = Check(
    id="android/verified_boot",
    platform=Platform.ANDROID,
    reads=(Property,),
    references=("https://source.android.com/docs/security/features/verifiedboot/boot-flow",),
    look=look,
)
