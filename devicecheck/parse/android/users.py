r"""``pm list users``: ``\tUserInfo{10:Work profile:1030} running``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.facts import UserProfile
from devicecheck.parse.draft import Draft
from devicecheck.parse.users import USER_INFO, kind_of
from devicecheck.untrusted import untrusted

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (UserProfile,)


def parse(artifact: Artifact) -> Parsed:
    """Read one line per user; other lines below the head are a gap."""
    draft = Draft(artifact, GIVES)
    for number, line in enumerate(draft.lines):
        found = USER_INFO.fullmatch(line)
        if found:
            user, name = int(found[1]), found[2]
            draft.recognised()
            draft.add(
                UserProfile(
                    source=draft.at(number),
                    user=user,
                    name=untrusted(name),
                    kind=kind_of(user, name, int(found[3], 16)),
                    running="running" in found[4],
                )
            )
        elif line.strip() and line.strip() != "Users:" and not draft.troubles:
            draft.gap(f"line {number + 1} is no user")
    return draft.done()
