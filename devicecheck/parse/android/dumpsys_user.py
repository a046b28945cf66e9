"""``dumpsys user``: users with their type and state."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from checks.facts import UserProfile
from devicecheck.parse.draft import Draft
from devicecheck.parse.users import USER_INFO, kind_of
from devicecheck.untrusted import untrusted

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (UserProfile,)
_TYPE = re.compile(r"\s+Type: (\S+)")
_STATE = re.compile(r"\s+State: (\S+)")


def parse(artifact: Artifact) -> Parsed:
    """Read the ``Users:`` part; ``Type:`` is printed from Android 11 on, ``State:`` from 7 on."""
    draft = Draft(artifact, GIVES)
    current: UserProfile | None = None
    flags, name = 0, ""
    for number, line in enumerate(draft.lines):
        found = USER_INFO.match(line)
        if found:
            if current:
                draft.add(current)
            draft.recognised()
            name, flags, user = found[2], int(found[3], 16), int(found[1])
            kind = kind_of(user, name, flags)
            current = UserProfile(source=draft.at(number), user=user, name=untrusted(name), kind=kind)
        elif current:
            told, state = _TYPE.match(line), _STATE.match(line)
            if told:
                current = replace(current, kind=kind_of(current.user, name, flags, told[1]))
            elif state and current.running is None:
                current = replace(current, running="RUNNING" in state[1])
            elif line and line[0] != " ":
                draft.add(current)
                current = None
    if current:
        draft.add(current)
    return draft.done()
