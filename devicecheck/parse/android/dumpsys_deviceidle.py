"""``dumpsys deviceidle``: apps that battery saving leaves alone; ``deviceidle whitelist`` prints the same as CSV."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.facts import BatteryExemption
from devicecheck.parse.component import PACKAGE
from devicecheck.parse.draft import Draft

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (BatteryExemption,)
_HEAD = re.compile(r"  (?:White|Allow)list (\(except idle\) )?(system|user) apps:")
_CSV = re.compile(r"(system-excidle|system|user),([A-Za-z][\w.]*),\d+")


def parse(artifact: Artifact) -> Parsed:
    """Read the lists; a phone always has a list of system apps."""
    draft = Draft(artifact, GIVES)
    kind = ""
    for number, line in enumerate(draft.lines):
        head, row = _HEAD.match(line), _CSV.fullmatch(line)
        if head or row:
            draft.recognised()
        if head:
            kind = "system-excidle" if head[1] else head[2]
        elif not line.startswith("    "):
            kind = ""
        if row:
            draft.add(BatteryExemption(source=draft.at(number), package=row[2], kind=row[1]))
        elif kind and not head and PACKAGE.fullmatch(line.strip()):
            draft.add(BatteryExemption(source=draft.at(number), package=line.strip(), kind=kind))
    return draft.done()
