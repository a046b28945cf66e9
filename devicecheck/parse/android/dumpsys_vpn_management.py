"""``dumpsys vpn_management`` (Android 12 on): which app a VPN belongs to, for each user."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.facts import Vpn
from devicecheck.parse.draft import Draft
from devicecheck.untrusted import untrusted

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (Vpn,)
_ENTRY = re.compile(r"\s*(\d{1,9}): (\S.*)")
_TYPE = re.compile(r"\s*Active vpn type: (-?\d+)")
_NONE = {"[Legacy VPN]", "null", ""}


def parse(artifact: Artifact) -> Parsed:
    """Read ``VPNs:``; ``[Legacy VPN]`` with type -1 means that there is none."""
    draft = Draft(artifact, GIVES)
    below = False
    found: list[tuple[int, int, str, bool | None]] = []
    for number, line in enumerate(draft.lines):
        if line.strip() == "VPNs:":
            below = True
            draft.recognised()
            continue
        entry, kind = _ENTRY.fullmatch(line) if below else None, _TYPE.match(line)
        if entry:
            found.append((number, int(entry[1]), entry[2].strip(), None))
        elif kind and found:
            found[-1] = (*found[-1][:3], kind[1] != "-1")
    for number, user, package, active in found:
        if package in _NONE and not active:
            continue
        shown = untrusted("built-in VPN" if package in _NONE else package)
        draft.add(Vpn(source=draft.at(number), package=shown, user=user, always_on=False, active=active))
    return draft.done()
