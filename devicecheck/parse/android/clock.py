"""``date``: what time the phone says it is."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from checks.facts import PhoneClock
from devicecheck.parse.draft import Draft

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (PhoneClock,)
_MOMENT = re.compile(r"(?:== dumpstate: )?(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[+-]\d{4})?\s*")


def parse(artifact: Artifact) -> Parsed:
    """Read the first line that is a moment: ours, or the head of a bug report."""
    draft = Draft(artifact, GIVES)
    for number, line in enumerate(draft.lines[:20]):
        found = _MOMENT.fullmatch(line)
        if not found:
            continue
        try:
            now = datetime.fromisoformat(f"{found[1]}T{found[2]}")
        except ValueError:
            continue
        draft.recognised()
        draft.add(PhoneClock(source=draft.at(number), now=now))
        break
    return draft.done()
