"""An app used the microphone, camera, place or messages while nobody had it open.

Android keeps the last time of every such use and whether the app was on the screen. A recorder that was started by
hand shows a notice while it runs; use without any is rarer.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from checks.apps import Apps
from checks.background import unseen_uses
from checks.check import Check, Platform
from checks.facts import AppOpAccess, AppOrigin, InstalledApp, KnownStore, ReviewedApp
from checks.finding import Concern, Finding, Trait
from checks.holders import speak, strangers
from checks.permissions import OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts

LISTENING = frozenset({"microphone", "camera"})
WITHOUT_NOTICE = frozenset({"bg", "cch"})


def look(facts: Facts) -> Iterator[Finding]:
    """Find unseen uses by apps that did not come with the phone."""
    facts.of(AppOpAccess)
    apps = Apps(facts)
    uses: dict[tuple[str, int], list[AppOpAccess]] = defaultdict(list)
    for access in strangers(apps, unseen_uses(facts)):
        uses[access.package, access.user].append(access)
    for (package, user), found in uses.items():
        first = max(found, key=_weight)
        what = sorted({OPERATIONS[access.op] for access in found})
        yield speak(
            apps,
            first,
            package,
            user,
            type="F.spy_suspect",
            concern=Concern.ASK if _weight(first) else Concern.NOTE,
            traits={Trait.ACTIVE},
            details={"powers": ", ".join(what)},
        )


def _weight(access: AppOpAccess) -> bool:
    return OPERATIONS[access.op] in LISTENING and access.state in WITHOUT_NOTICE


CHECK = Check(
    id="android/background_use",
    platform=Platform.ANDROID,
    reads=(AppOpAccess, InstalledApp),
    uses=(AppOrigin, KnownStore, ReviewedApp),
    min_sdk=29,
    references=("https://developer.android.com/reference/android/app/AppOpsManager",),
    look=look,
)
