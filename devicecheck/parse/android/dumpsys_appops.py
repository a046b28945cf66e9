"""``dumpsys appops``: what each app may do, and when it last did it, Android 8 to 16."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.facts import AppOp, AppOpAccess
from devicecheck.parse.component import seconds
from devicecheck.parse.draft import Draft
from devicecheck.untrusted import untrusted

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (AppOp, AppOpAccess)
_UID = re.compile(r"  Uid (?:u(\d{1,5})(?:([as])(\d{1,6}))?|(\d{1,9})):")
_PACKAGE = re.compile(r"    Package ([\w.]+):")
_OP = re.compile(r"      ([A-Z][A-Z0-9_]+) \((\w+)(?: / switch [^)]*)?\):(.*)")
_UID_OP = re.compile(r"      ([A-Z][A-Z0-9_]+): mode=(\w+)(.*)")
_USE = re.compile(r" *(Access|Reject): \[(\w+)-\w+\] ?[\d-]+ [\d:.]+ \((\S+)\)(?: duration=(\S+))?")
_PIE_USE = re.compile(r" *(?:(Access|Reject): )?(pers|top|fgsvc|fg|bg|cch) *= [\d-]+ [\d:.]+ \((\S+)\)")
"""Android 9, which names the kind of use only before its first state."""
_OLD_USE = re.compile(r"(?:; ?|^ *)(time|rejectTime)=(\S+) ago|duration=(\S+)")
_MODES = {"0": "allow", "1": "ignore", "2": "deny", "3": "default", "4": "foreground"}
_NAMES = (
    "COARSE_LOCATION FINE_LOCATION GPS MONITOR_LOCATION MONITOR_HIGH_POWER_LOCATION CAMERA RECORD_AUDIO "
    "RECORD_AUDIO_HOTWORD RECEIVE_AMBIENT_TRIGGER_AUDIO READ_SMS RECEIVE_SMS SEND_SMS RECEIVE_MMS READ_CALL_LOG "
    "PROCESS_OUTGOING_CALLS READ_CONTACTS READ_CALENDAR READ_EXTERNAL_STORAGE READ_MEDIA_IMAGES READ_MEDIA_VIDEO "
    "READ_MEDIA_AUDIO MANAGE_EXTERNAL_STORAGE LEGACY_STORAGE PROJECT_MEDIA GET_USAGE_STATS SYSTEM_ALERT_WINDOW "
    "READ_CLIPBOARD BODY_SENSORS PHONE_CALL_MICROPHONE PHONE_CALL_CAMERA READ_PHONE_STATE READ_PHONE_NUMBERS "
    "ACCESS_NOTIFICATIONS BIND_ACCESSIBILITY_SERVICE ACCESS_ACCESSIBILITY REQUEST_INSTALL_PACKAGES "
    "ACCESS_RESTRICTED_SETTINGS ACTIVITY_RECOGNITION ACTIVATE_VPN ESTABLISH_VPN_SERVICE"
)
WATCHED = frozenset(_NAMES.split())
"""Operations whose uses are kept; the modes of all are."""


class _Reader:
    """Follows uid, package and operation through the lines."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.user = 0
        self.uid = -1
        self.uids: set[int] = set()
        self.package = ""
        self.op = ""
        self.kind = ""
        self.uid_modes: dict[str, tuple[int, str]] = {}
        self.told: set[tuple[str, str]] = set()
        self.packages: list[str] = []

    def line(self, number: int, text: str) -> None:
        if text.startswith("          ") or (self.op and text.startswith("        ")):
            if self.op in WATCHED:
                self._use(number, text)
            return
        op = _OP.match(text) if self.package else None
        if op:
            self._mode(number, op[1], op[2])
            self._old_use(number, op[3])
        elif text.startswith("    Package "):
            self._package(text)
        elif text.startswith("  Uid "):
            self._uid(text)
        else:
            self._uid_mode(number, text)

    def _uid(self, text: str) -> None:
        self.close()
        found = _UID.match(text)
        if not found:
            self.draft.gap("a user id is written in a way this version does not know")
            return
        self.user = int(found[1] or 0)
        own = int(found[3] or 0) + (10_000 if found[2] == "a" else 0)
        self.uid = int(found[4]) if found[4] else self.user * 100_000 + own
        if found[4]:
            self.user = self.uid // 100_000
        if self.uid in self.uids:
            self.draft.gap(f"uid {self.uid} is there twice: an app may have written a part of this")
        self.uids.add(self.uid)

    def close(self) -> None:
        """Give the modes of the whole uid to each of its packages that has none of its own."""
        for op, (number, mode) in self.uid_modes.items():
            for package in self.packages or [f"uid {self.uid}"]:
                if (package, op) not in self.told:
                    self._add(number, package, op, mode)
        self.uid_modes, self.packages, self.package, self.op = {}, [], "", ""

    def _package(self, text: str) -> None:
        found = _PACKAGE.match(text)
        self.op = ""
        if found:
            self.package = untrusted(found[1])
            self.packages.append(self.package)
        else:
            self.draft.gap("a package is written in a way this version does not know")

    def _mode(self, number: int, op: str, mode: str) -> None:
        self.op = op
        self.kind = ""
        self.told.add((self.package, op))
        self._add(number, self.package, op, mode)

    def _uid_mode(self, number: int, text: str) -> None:
        found = _UID_OP.match(text)
        if found and self.package:
            self._mode(number, found[1], _MODES.get(found[2], found[2]))
            self._old_use(number, found[3])
        elif found and self.uid >= 0:
            self.uid_modes[found[1]] = (number, _MODES.get(found[2], found[2]))
        self.op = self.op if found else ""

    def _add(self, number: int, package: str, op: str, mode: str) -> None:
        self.draft.add(AppOp(source=self.draft.at(number), package=package, user=self.user, op=op, mode=mode))

    def _use(self, number: int, text: str) -> None:
        found = _USE.match(text)
        if found:
            ago = seconds(found[3])
            self._access(
                number,
                state=found[2],
                rejected=found[1] == "Reject",
                ago=None if ago is None else -ago,
                duration=seconds(found[4]) if found[4] else None,
            )
        elif (pie := _PIE_USE.match(text)) and (pie[1] or self.kind):
            self.kind = pie[1] or self.kind
            ago = seconds(pie[3])
            ago = None if ago is None else -ago
            self._access(number, state=pie[2], rejected=self.kind == "Reject", ago=ago, duration=None)
        elif text.strip().startswith(("Access:", "Reject:")):
            self.draft.gap(f"a use of {self.op} is written in a way this version does not know", (AppOpAccess,))

    def _old_use(self, number: int, text: str) -> None:
        """Read ``time=+3m29s990ms ago`` of Android 8 and 9, which tells no state."""
        if self.op not in WATCHED or "ago" not in text:
            return
        pieces = _OLD_USE.findall(text)
        duration = next((seconds(piece[2]) for piece in pieces if piece[2]), None)
        for what, ago, _ in pieces:
            if what:
                rejected = what == "rejectTime"
                took = None if rejected else duration
                self._access(number, state="unknown", rejected=rejected, ago=seconds(ago), duration=took)

    def _access(self, number: int, *, state: str, rejected: bool, ago: float | None, duration: float | None) -> None:
        self.draft.add(
            AppOpAccess(
                source=self.draft.at(number),
                package=self.package,
                user=self.user,
                op=self.op,
                state=untrusted(state),
                rejected=rejected,
                seconds_ago=ago,
                duration=duration,
            )
        )


def parse(artifact: Artifact) -> Parsed:
    """Read modes and uses below each uid and package."""
    draft = Draft(artifact, GIVES)
    reader = _Reader(draft)
    for number, text in enumerate(draft.lines):
        reader.line(number, text)
        if text.startswith("  Uid "):
            draft.recognised()
    reader.close()
    return draft.done()
