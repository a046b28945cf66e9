"""``dumpsys location``: how long each app asked for the place, and how much of that in the foreground."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.facts import LocationUse
from devicecheck.parse.component import seconds
from devicecheck.parse.draft import Draft
from devicecheck.untrusted import untrusted

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (LocationUse,)
_HEADS = ("Historical Aggregate Location Provider Data", "Historical Records by Provider")
_PROVIDER = re.compile(r"    (\w+):$")
_MODERN = re.compile(
    r"      (\d{1,9})/([A-Za-z][\w.]*)(?:\[.*?\])?: min/max interval = (\S+?)/\S+, "
    r"total/active/foreground duration = ([^/]+)/([^/]+)/([^,]+), locations = \d+"
)
_OLD = re.compile(
    r"    (\S+): (\S+): (?:Interval|Min interval) (\d{1,12}) seconds.*?: Duration requested (\d{1,12})"
    r"(?: total, (\d{1,12}) foreground,)? out of the last"
)


def parse(artifact: Artifact) -> Parsed:
    """Read Android 12's aggregate and the records of 10 and 11; 8 and 9 do not tell the foreground: a gap."""
    draft = Draft(artifact, GIVES)
    provider, below, untold = "", False, 0
    for number, line in enumerate(draft.lines):
        text = line.strip()
        if text.startswith(_HEADS):
            below = True
            draft.recognised()
            continue
        named = _PROVIDER.match(line)
        provider = named[1] if named else provider
        if not below or "uration" not in line:
            continue
        fact = _modern(draft, number, line, provider) or _old(draft, number, line)
        if fact:
            draft.add(fact)
        else:
            untold += 1
    if untold:
        draft.gap(f"{untold} records do not tell how long the app was in the foreground")
    return draft.done()


def _modern(draft: Draft, number: int, line: str, provider: str) -> LocationUse | None:
    found = _MODERN.match(line)
    active, foreground = (seconds(found[5]), seconds(found[6])) if found else (None, None)
    if not found or active is None or foreground is None:
        return None
    return LocationUse(
        source=draft.at(number),
        package=untrusted(found[2]),
        user=int(found[1]) // 100_000,
        provider=untrusted(provider),
        active_seconds=active,
        foreground_seconds=foreground,
        min_interval=seconds(found[3]),
    )


def _old(draft: Draft, number: int, line: str) -> LocationUse | None:
    found = _OLD.match(line)
    if not found or found[5] is None:
        return None
    provider, package = (found[1], found[2]) if "." in found[2] else (found[2], found[1])
    return LocationUse(
        source=draft.at(number),
        package=untrusted(package),
        user=None,
        provider=untrusted(provider),
        active_seconds=int(found[4]) * 60.0,
        foreground_seconds=int(found[5]) * 60.0,
        min_interval=float(found[3]),
    )
