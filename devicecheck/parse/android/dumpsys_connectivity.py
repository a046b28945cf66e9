"""``dumpsys connectivity``, filtered on the phone: a VPN that is connected, and the uid it belongs to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.facts import Vpn
from devicecheck.parse.draft import Draft

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (Vpn,)
_VPN = re.compile(r"NetworkAgentInfo ?\{.*(?:type: VPN|ni\{VPN CONNECTED|Transports: [\w|]*VPN)")
_OWNER = re.compile(r"(?:EstablishingAppUid|OwnerUid|ownerUid|establishingUid)[:=] ?(\d{1,9})")


def parse(artifact: Artifact) -> Parsed:
    """Read the agents of VPN networks; the app is named by its uid, which the list of apps turns into a package."""
    draft = Draft(artifact, GIVES)
    for number, line in enumerate(draft.lines):
        if line.startswith("Active default network"):
            draft.recognised()
        if not _VPN.search(line):
            continue
        owner = _OWNER.search(line)
        if owner is None:
            draft.gap("a VPN is connected and its app is not named")
            continue
        uid = int(owner[1])
        draft.add(Vpn(source=draft.at(number), package=f"uid {uid}", user=uid // 100_000, always_on=False, active=True))
    return draft.done()
