"""What the phone prints about an app was written by the app itself.

Texts that an app chooses may hold line breaks. What follows then looks like a record of the phone: a store as
installer, a system app. No honest app has a reason for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import Apps
from checks.check import Check, Platform
from checks.facts import AppOrigin, ForgedRecord, InstalledApp, KnownStore
from checks.finding import Concern, Confidence, Finding, Trait

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find apps with a record that the phone cannot have printed; for every user who has the app."""
    apps = Apps(facts)
    for record in facts.of(ForgedRecord):
        for user in apps.users(record.package):
            yield Finding(
                subject=record.package,
                user=user,
                concern=Concern.ASK,
                confidence=Confidence.LIKELY,
                type="F.spy_suspect",
                because=(record, *apps.about(record.package, user)),
                traits=frozenset({Trait.CONCEALED}),
                details={"why": record.why},
            )


CHECK = Check(
    id="android/forged_record",
    platform=Platform.ANDROID,
    reads=(ForgedRecord,),
    uses=(AppOrigin, InstalledApp, KnownStore),
    references=("https://developer.android.com/guide/topics/manifest/manifest-element#vname",),
    look=look,
)
