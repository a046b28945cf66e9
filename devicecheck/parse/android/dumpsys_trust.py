"""``dumpsys trust``: agents that may keep the phone unlocked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.facts import TrustAgent
from devicecheck.parse.component import component
from devicecheck.parse.draft import Draft

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (TrustAgent,)
_USER = re.compile(r' User ".*" \(id=(\d{1,9}), flags=')


def parse(artifact: Artifact) -> Parsed:
    """Read the enabled agents below each user."""
    draft = Draft(artifact, GIVES)
    user, below = -1, False
    for number, line in enumerate(draft.lines):
        opened = _USER.match(line)
        if line.startswith("Trust manager state"):
            draft.recognised()
        if opened:
            user, below = int(opened[1]), False
        elif line.strip() == "Enabled agents:":
            below = True
        elif line.strip() == "Events:":
            below = False
        elif below and user >= 0:
            named = component(line)
            if named:
                draft.add(TrustAgent(source=draft.at(number), package=named[0], user=user, component=named[1]))
    return draft.done()
