"""An app is built for several strong powers at once.

Reading the screen, reading notifications, administering the device and starting with it: an app that brings the parts
for three of these can be given all of them later. Virus scanners and parental control are built like this, too.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from checks.apps import Apps
from checks.check import Check, Platform
from checks.facts import AppOrigin, DeclaredComponent, InstalledApp, KnownStore, ReviewedApp
from checks.finding import Concern, Finding
from checks.holders import speak

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts

POWERS = frozenset({"accessibility", "notification_listener", "device_admin", "boot"})
MANY = 3


def look(facts: Facts) -> Iterator[Finding]:
    """Find apps that declare parts for three of the four powers."""
    apps = Apps(facts)
    declared: dict[str, dict[str, DeclaredComponent]] = defaultdict(dict)
    for part in facts.of(DeclaredComponent):
        if part.power in POWERS:
            declared[part.package].setdefault(part.power, part)
    for package, parts in declared.items():
        if len(parts) >= MANY:
            for user in apps.users(package):
                if not apps.expected(package, user):
                    yield _finding(apps, package, user, parts)


def _finding(apps: Apps, package: str, user: int | None, parts: dict[str, DeclaredComponent]) -> Finding:
    first = next(iter(parts.values()))
    details = {"powers": ", ".join(sorted(parts))}
    return speak(apps, first, package, user, type="F.spy_suspect", concern=Concern.NOTE, details=details)


CHECK = Check(
    id="android/prepared_powers",
    platform=Platform.ANDROID,
    reads=(DeclaredComponent, InstalledApp),
    uses=(AppOrigin, KnownStore, ReviewedApp),
    references=("https://doi.org/10.56553/popets-2023-0013",),
    look=look,
)
