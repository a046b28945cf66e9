"""``dumpsys telephony.registry``: the call-forwarding indicator of each SIM."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.facts import CallForwarding
from devicecheck.parse.draft import Draft

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (CallForwarding,)
_SLOT = re.compile(r"\s*Phone Id=(\d{1,3})")
_FORWARDING = re.compile(r"\s*mCallForwarding=(true|false)")


def parse(artifact: Artifact) -> Parsed:
    """Read one flag per SIM slot."""
    draft = Draft(artifact, GIVES)
    slot = 0
    for number, line in enumerate(draft.lines):
        opened, told = _SLOT.match(line), _FORWARDING.match(line)
        if opened:
            slot = int(opened[1])
        elif told:
            draft.recognised()
            draft.add(CallForwarding(source=draft.at(number), slot=slot, active=told[1] == "true"))
    return draft.done()
