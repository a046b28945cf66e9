"""An app may read all files of the shared storage.

Pictures, downloads and what messengers save lie there. File managers and backup apps need it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import Apps
from checks.check import Check, Platform
from checks.facts import AppOp, AppOrigin, InstalledApp, KnownStore, ReviewedApp
from checks.finding import Concern, Finding, Trait
from checks.holders import speak, strangers
from checks.ops import allowed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find apps with access to all files that did not come with the phone."""
    apps = Apps(facts)
    for fact in strangers(apps, allowed(facts, "MANAGE_EXTERNAL_STORAGE")):
        yield speak(
            apps,
            fact,
            fact.package,
            fact.user,
            type="F.spy_suspect",
            concern=Concern.NOTE,
            traits={Trait.MONITORING},
        )


CHECK = Check(
    id="android/all_files_access",
    platform=Platform.ANDROID,
    reads=(AppOp, InstalledApp),
    uses=(AppOrigin, KnownStore, ReviewedApp),
    min_sdk=30,
    references=("https://developer.android.com/training/data-storage/manage-all-files",),
    look=look,
)
