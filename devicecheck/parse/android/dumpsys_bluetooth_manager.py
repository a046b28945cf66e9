"""``dumpsys bluetooth_manager``: devices that were paired. Personal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.facts import BondedDevice
from devicecheck.parse.draft import Draft
from devicecheck.untrusted import untrusted

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (BondedDevice,)
_DEVICE = re.compile(r"\s+[0-9A-FX:*]{17} ?(?:\[ ?([\w/ .\-]*?) ?\])?(?:\s*\[ ?\w+ ?\])?\s*(.*)")
_OFF = ("Bluetooth Service not connected", "not connected")


def parse(artifact: Artifact) -> Parsed:
    """Read the list of bonded devices; with Bluetooth switched off the phone does not tell them: a gap."""
    draft = Draft(artifact, GIVES)
    below = False
    for number, line in enumerate(draft.lines):
        if line.strip() == "Bonded devices:":
            below = True
            draft.recognised()
            continue
        device = _DEVICE.fullmatch(line) if below else None
        if device:
            draft.add(BondedDevice(source=draft.at(number), name=untrusted(device[2]), kind=untrusted(device[1] or "")))
        elif line.strip():
            below = False
        if any(mark in line for mark in _OFF) and not draft.has(BondedDevice):
            draft.gap("Bluetooth is switched off")
    return draft.done()
