"""``root_binaries.json`` of AndroidQF: a list of paths."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from checks.facts import RootSign
from devicecheck.parse.draft import Draft
from devicecheck.untrusted import untrusted

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (RootSign,)


def parse(artifact: Artifact) -> Parsed:
    """Read the list; AndroidQF writes ``null`` or ``[]`` where it found none."""
    draft = Draft(artifact, GIVES)
    try:
        told = json.loads(bytes(artifact.data))
    except (ValueError, RecursionError):
        return draft.done()
    paths = [] if told is None else told
    if isinstance(paths, list):
        draft.recognised()
        for path in paths:
            if isinstance(path, str):
                what = untrusted(path.rstrip("/").rsplit("/", 1)[-1])
                draft.add(RootSign(source=artifact.at("list of paths"), what=what, path=untrusted(path)))
            else:
                draft.gap("an entry is no path")
    return draft.done()
