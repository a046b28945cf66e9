"""Developer options are on.

They have to be on for this look, so they say nothing alone. Whether they were on before is asked before connecting.
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


def look(facts: Facts) -> Iterator[Finding]:
    """Note the switches."""
    keys = ("development_settings_enabled", "adb_enabled")
    on = tuple(fact for fact in settings(facts, "global", *keys) if fact.value == "1")
    if on:
        yield Finding(
            subject=PHONE, concern=Concern.NOTE, confidence=Confidence.POSSIBLE, type="F.unknown_source", because=on
        )


CHECK = Check(
    id="android/developer_options",
    platform=Platform.ANDROID,
    reads=(Setting,),
    references=("https://developer.android.com/studio/debug/dev-options",),
    look=look,
)
