"""``getprop``: ``[key]: [value]``, values over several lines too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.facts import Property
from devicecheck.parse.draft import Draft
from devicecheck.untrusted import untrusted

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (Property,)
_KEY = re.compile(r"\[([^\]]+)\]: \[(.*)")


def parse(artifact: Artifact) -> Parsed:
    """Read every property; one without its closing bracket at the end is a gap."""
    draft = Draft(artifact, GIVES)
    key, value, start = "", "", 0
    for number, line in enumerate(draft.lines):
        opened = _KEY.fullmatch(line)
        if opened:
            if key:
                draft.gap(f"{key}: its end is missing")
            key, value, start = opened[1], opened[2], number
        elif key:
            value = f"{value}\n{line}"
        if key and value.endswith("]"):
            draft.recognised()
            draft.add(Property(source=draft.at(start), key=untrusted(key), value=untrusted(value[:-1])))
            key = ""
    if key:
        draft.gap(f"{key}: its end is missing")
    return draft.done()
