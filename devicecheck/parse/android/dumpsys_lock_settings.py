"""``dumpsys lock_settings``: the kind of screen lock of each user, and when it was last changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.facts import ScreenLock
from devicecheck.parse.component import moment
from devicecheck.parse.draft import Draft

if TYPE_CHECKING:
    from datetime import datetime

    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (ScreenLock,)
_USER = re.compile(r"\s+User (\d{1,9})\s*$")
_TYPE = re.compile(r"\s+CredentialType: (\S+)")
_CHANGED = re.compile(r"\s+(?:LSKF last changed|Last changed): (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)")
_NAMES = {
    "-1": "none",
    "none": "none",
    "1": "pattern",
    "pattern": "pattern",
    "3": "pin",
    "pin": "pin",
    "4": "password",
    "password": "password",
}
"""Android 11 prints numbers (2: PIN or password, not told which), later versions words."""


def parse(artifact: Artifact) -> Parsed:
    """Read one block per user; Android 8 to 10 print no such block: a gap."""
    draft = Draft(artifact, GIVES)
    user, start = -1, 0
    changed: datetime | None = None
    for number, line in enumerate(draft.lines):
        opened, kind, when = _USER.match(line), _TYPE.match(line), _CHANGED.match(line)
        if opened:
            user, start, changed = int(opened[1]), number, None
        elif when:
            changed = moment(when[1])
        elif kind and user >= 0:
            draft.recognised()
            credential = _NAMES.get(kind[1].casefold(), "unknown")
            draft.add(ScreenLock(source=draft.at(start), user=user, credential=credential, last_changed=changed))
            user = -1
    return draft.done()
