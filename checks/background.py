"""Whether an app was at work while nobody had it open."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from checks.facts import AppOpAccess, BatteryExemption, LocationUse, RunningProcess
from checks.permissions import LONG_SECONDS, OFTEN_SECONDS, OPERATIONS, RECENT_SECONDS, UNSEEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Fact, Facts


def unseen_uses(facts: Facts) -> Iterator[AppOpAccess]:
    """Yield recent uses of place, microphone, camera, messages and the like while the app was not on the screen."""
    for access in facts.known(AppOpAccess):
        recent = access.seconds_ago is None or access.seconds_ago <= RECENT_SECONDS
        if access.op in OPERATIONS and access.state in UNSEEN and recent and not access.rejected:
            yield access


def follows_place(use: LocationUse) -> bool:
    """Tell whether an app asked for the place for more than an hour, mostly unseen, and often."""
    unseen = use.active_seconds - use.foreground_seconds
    often = use.min_interval is None or use.min_interval <= OFTEN_SECONDS
    return use.active_seconds > LONG_SECONDS and unseen > use.active_seconds / 2 and often


class Background:
    """What is known of each app's work in the background."""

    def __init__(self, facts: Facts) -> None:
        """Index uses of powers, running processes and exemptions, where they were read."""
        self._uses: dict[tuple[str, int | None], list[Fact]] = defaultdict(list)
        self._runs: dict[str, Fact] = {}
        for access in unseen_uses(facts):
            self._uses[access.package, access.user].append(access)
        for use in facts.known(LocationUse):
            if follows_place(use):
                self._uses[use.package, use.user].append(use)
        for exemption in facts.known(BatteryExemption):
            if exemption.kind == "user":
                self._runs[exemption.package] = exemption
        for process in facts.known(RunningProcess):
            self._runs[process.name.split(":", maxsplit=1)[0]] = process

    def uses(self, package: str, user: int | None) -> tuple[Fact, ...]:
        """Return the unseen uses of powers by this app."""
        return tuple(self._uses.get((package, user), ())) or tuple(self._uses.get((package, None), ()))

    def signs(self, package: str, user: int | None) -> tuple[Fact, ...]:
        """Return what shows that this app runs in the background: its uses, or that it runs or may run at will."""
        running = self._runs.get(package)
        return self.uses(package, user) or ((running,) if running else ())
