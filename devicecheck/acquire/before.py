"""How the phone stood before we asked it, and what connecting leaves on it: for the first and the last step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from devicecheck.acquire.phone import Limits, Phone


class Switch(Enum):
    """A setting that is on, off, or could not be learned."""

    ON = "on"
    OFF = "off"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """Developer options and USB debugging before the sitting.

    The phone can only be asked once debugging is on, so what it was before is what a person saw in the settings;
    ``developer_now`` and ``wireless_now`` are what the phone says.
    """

    developer: Switch
    """Seen by a person before anything was changed."""
    adb: Switch
    """Seen by a person before anything was changed."""
    developer_now: Switch
    adb_now: Switch
    wireless_now: Switch
    asked: datetime
    """Laptop's clock, UTC: when the phone was asked."""

    @property
    def to_restore(self) -> tuple[str, ...]:
        """Keys of the steps that bring the phone back, under ``connect.restore``, in order."""
        steps = ["revoke"]
        if self.adb is not Switch.ON:
            steps.append("adb")
        if self.developer is not Switch.ON:
            steps.append("developer")
        if Switch.ON in (self.adb, self.developer):
            steps.append("was_on")
        return (*steps, "unplug", "check")


TRACES = ("notice", "settings", "key", "log", "screen")
"""What connecting leaves on a phone and nobody can avoid; words under ``connect.trace``."""
_ASKED = {
    "developer_now": "settings get global development_settings_enabled",
    "adb_now": "settings get global adb_enabled",
    "wireless_now": "settings get global adb_wifi_enabled",
}
_LIMITS = Limits(seconds=10, bytes=256)


def record(phone: Phone, stop: Callable[[], bool], *, developer: Switch, adb: Switch) -> Before:
    """Ask the phone for its switches, and put them beside what a person saw; raises ``PhoneError``."""
    replies = {name: phone.run(command, _LIMITS, stop) for name, command in _ASKED.items()}
    now = {name: _switch(reply.stdout, reply.status) for name, reply in replies.items()}
    return Before(developer=developer, adb=adb, asked=replies["adb_now"].started, **now)


def _switch(told: bytes, status: int | None) -> Switch:
    if status not in {0, None}:
        return Switch.UNKNOWN
    return {b"1": Switch.ON, b"0": Switch.OFF, b"null": Switch.OFF}.get(told.strip(), Switch.UNKNOWN)
