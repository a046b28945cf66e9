"""``dumpsys role`` (Android 10 on): who holds a role, for every user."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.facts import RoleHolder
from devicecheck.parse.component import PACKAGE
from devicecheck.parse.draft import Draft

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (RoleHolder,)
_USER = re.compile(r"\s*user_id=(\d{1,9})")
_NAME = re.compile(r"\s*name=android\.app\.role\.(\w+)")
_HOLDER = re.compile(r"\s*holders=(\S+)")
_ROLES = {
    "SMS": "sms",
    "DIALER": "dialer",
    "ASSISTANT": "assistant",
    "HOME": "home",
    "BROWSER": "browser",
}


def parse(artifact: Artifact) -> Parsed:
    """Read the roles that matter here."""
    draft = Draft(artifact, GIVES)
    user, role = 0, ""
    for number, line in enumerate(draft.lines):
        opened, named, holder = _USER.match(line), _NAME.match(line), _HOLDER.match(line)
        if opened:
            user, role = int(opened[1]), ""
        elif named:
            draft.recognised()
            role = _ROLES.get(named[1], "")
        elif holder and role:
            for package in holder[1].strip("[]").split(","):
                if PACKAGE.fullmatch(package):
                    draft.add(RoleHolder(source=draft.at(number), role=role, package=package, user=user))
    return draft.done()
