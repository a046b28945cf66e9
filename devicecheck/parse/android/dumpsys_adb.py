"""``dumpsys adb``: keys of computers that may connect, and when they last did."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from checks.facts import ComputerKey
from devicecheck.parse.draft import Draft
from devicecheck.untrusted import untrusted

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (ComputerKey,)
_KEY = re.compile(r"(QAAAA[A-Za-z0-9+/]{40,}={0,2})(?: ([^\s\"<>\x00-\x1f\udc80-\udcff\ufffd]+))?")
_LAST = re.compile(r'lastConnection="(\d{1,15})"')


def parse(artifact: Artifact) -> Parsed:
    """Read the keys wherever they stand.

    The binary key store of Android 12 on does not survive being printed, so that the time of the last connection
    is only known from the XML of Android 11.
    """
    draft = Draft(artifact, GIVES)
    found: dict[str, ComputerKey] = {}
    for number, line in enumerate(draft.lines):
        if "debugging_manager=" in line or line.strip().startswith(("user_keys=", "ADB MANAGER STATE")):
            draft.recognised()
        for match in _KEY.finditer(line):
            key = _key(draft, number, line, match)
            before = found.get(key.fingerprint) if key else None
            if key and (before is None or (before.last_connected is None and key.last_connected)):
                found[key.fingerprint] = key
    for key in found.values():
        draft.add(key)
    return draft.done()


def _key(draft: Draft, number: int, line: str, match: re.Match[str]) -> ComputerKey | None:
    try:
        blob = base64.b64decode(match[1], validate=True)
    except (binascii.Error, ValueError):
        draft.gap("a key could not be read")
        return None
    last = _LAST.search(line, match.end(), match.end() + 200)
    return ComputerKey(
        source=draft.at(number),
        fingerprint=hashlib.sha256(blob).hexdigest(),
        comment=untrusted(match[2] or ""),
        last_connected=_moment(last[1]) if last else None,
    )


def _moment(millis: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(millis) / 1000, tz=UTC).replace(tzinfo=None)
    except (OverflowError, OSError, ValueError):
        return None
