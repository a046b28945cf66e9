"""``dumpsys companiondevice``: apps that got rights by pairing with a watch or the like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.facts import CompanionApp
from devicecheck.parse.draft import Draft
from devicecheck.untrusted import untrusted

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (CompanionApp,)
_HEADS = ("Companion Device Associations:", "Associations:")
_USER = re.compile(r"[uU]serId=(\d{1,9})")
_PACKAGE = re.compile(r"(?:[pP]ackageName|companionAppPackage)='?([A-Za-z][\w.]*)")
_PROFILE = re.compile(r"[dD]eviceProfile='?([\w.]+)")


def parse(artifact: Artifact) -> Parsed:
    """Read one association a line, down to the next head; removed ones stand below a head of their own."""
    draft = Draft(artifact, GIVES)
    below = False
    for number, line in enumerate(draft.lines):
        if line.startswith(_HEADS):
            below = True
            draft.recognised()
        elif line and line[0] != " ":
            below = False
        elif below and line.strip():
            package, user, profile = _PACKAGE.search(line), _USER.search(line), _PROFILE.search(line)
            if package is None:
                draft.gap("an association names no app")
                continue
            draft.add(
                CompanionApp(
                    source=draft.at(number),
                    package=untrusted(package[1]),
                    user=int(user[1]) if user else 0,
                    profile=untrusted(profile[1]) if profile and profile[1] != "null" else None,
                )
            )
    return draft.done()
