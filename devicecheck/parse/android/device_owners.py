"""``dpm list-owners`` (Android 12 on): ``User  0: admin=pkg/.Admin,DeviceOwner``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.facts import DeviceOwner
from devicecheck.parse.component import component
from devicecheck.parse.draft import Draft

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = ()
ADDS = (DeviceOwner,)
_OWNER = re.compile(r"User +(\d{1,9}): admin=([A-Za-z][\w.]*/[\w.$]+),(\w+).*")


def parse(artifact: Artifact) -> Parsed:
    """Read one line per owner; corroborates ``dumpsys device_policy``, so that its absence is no gap."""
    draft = Draft(artifact, GIVES)
    for number, line in enumerate(draft.lines):
        found = _OWNER.match(line)
        named = component(found[2]) if found else None
        if found and named:
            profile = not found[3].startswith("DeviceOwner")
            draft.add(DeviceOwner(source=draft.at(number), package=named[0], user=int(found[1]), profile=profile))
    return draft.done()
