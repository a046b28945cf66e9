"""``dumpsys fingerprint`` and ``face``: how many are enrolled, as JSON lines."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from checks.facts import Biometric
from devicecheck.parse.component import number as parse_number
from devicecheck.parse.draft import Draft

if TYPE_CHECKING:
    from collections.abc import Iterator

    from devicecheck.parse.artifact import Artifact, Parsed

_ABSENT = "Can't find service"
_JSON = re.compile(r"\{.*\}")


def read_biometric(artifact: Artifact, kind: str) -> Parsed:
    """Read the counts of every user; a phone without such a sensor has no such service, which is no gap."""
    draft = Draft(artifact, (Biometric,))
    if any(_ABSENT in line for line in draft.lines[:3]):
        draft.troubles.clear()
        draft.recognised()
        return draft.done()
    for number, line in enumerate(draft.lines):
        prints = _prints(line)
        if prints is None:
            continue
        draft.recognised()
        for user, count in _counts(prints, draft):
            draft.add(Biometric(source=draft.at(number), kind=kind, user=user, count=count))
    return draft.done()


def _prints(line: str) -> list[object] | None:
    found = _JSON.search(line) if '"prints"' in line else None
    if not found:
        return None
    try:
        told = json.loads(found[0])
    except (ValueError, RecursionError):
        return None
    prints = told.get("prints") if isinstance(told, dict) else None
    return prints if isinstance(prints, list) else None


def _counts(prints: list[object], draft: Draft) -> Iterator[tuple[int, int]]:
    for entry in prints:
        told = entry if isinstance(entry, dict) else {}
        user, count = parse_number(str(told.get("id"))), parse_number(str(told.get("count")))
        if user is None or count is None:
            draft.gap("an entry names no user or no count")
        else:
            yield user, count
