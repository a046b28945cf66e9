"""``dumpsys media_projection``: an app that records or mirrors the screen now."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.facts import ScreenCapture
from devicecheck.parse.draft import Draft
from devicecheck.untrusted import untrusted

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (ScreenCapture,)
_GRANT = re.compile(r"\s*\(([A-Za-z][\w.]*), uid=\d+\): (\w+)")
_HEAD = "Media Projection:"


def parse(artifact: Artifact) -> Parsed:
    """Read what stands below ``Media Projection:``; ``null`` is none."""
    draft = Draft(artifact, GIVES)
    below = False
    for number, line in enumerate(draft.lines):
        text = line.strip()
        if text.startswith(_HEAD):
            below, text = True, text.removeprefix(_HEAD).strip()
        if not below or not text:
            continue
        below = False
        grant = _GRANT.match(text)
        if grant:
            draft.recognised()
            draft.add(ScreenCapture(source=draft.at(number), package=untrusted(grant[1])))
        elif text == "null":
            draft.recognised()
        else:
            draft.gap("a projection runs that is written in a way this version does not know")
    return draft.done()
