"""``dumpsys device_policy``: administrators, and who owns the device or a profile."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.facts import DeviceAdmin, DeviceOwner
from devicecheck.parse.component import component
from devicecheck.parse.draft import Draft
from devicecheck.untrusted import untrusted

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (DeviceAdmin, DeviceOwner)
_ADMINS = re.compile(r"\s*Enabled Device Admins \(User (\d{1,9})")
_ADMIN = re.compile(r"\s+(?:ComponentInfo\{)?([A-Za-z][\w.]*/[\w.$]+)\}?:$")
_OWNER = re.compile(r"\s*(Device Owner|Profile Owner)(?: \(User (\d{1,9})\))?: ?$")
_OWNED_BY = re.compile(r"\s+admin=ComponentInfo\{([A-Za-z][\w.]*/[\w.$]+)\}")
_NAME = re.compile(r"\s+name=(.+)")
_USER_ID = re.compile(r"\s+User ID: (\d{1,9})")


def parse(artifact: Artifact) -> Parsed:
    """Read the owners' blocks and the list of administrators of every user."""
    draft = Draft(artifact, GIVES)
    at = 0
    while at < len(draft.lines):
        line = draft.lines[at]
        if line.startswith("Current Device Policy Manager state"):
            draft.recognised((DeviceOwner,))
        admins, owner = _ADMINS.match(line), _OWNER.match(line)
        at += 1
        if admins:
            draft.recognised((DeviceAdmin,))
            at = _admins(draft, at, int(admins[1]))
        elif owner:
            at = _owner(draft, at, profile=owner[1].startswith("P"), user=int(owner[2] or 0))
    if not draft.has(DeviceAdmin) and not draft.troubles:
        draft.gap("the list of administrators is missing", (DeviceAdmin,))
    return draft.done()


def _admins(draft: Draft, at: int, user: int) -> int:
    """Read administrators until the indentation goes back to that of the list's head or less."""
    indent = _indent(draft.lines[at - 1])
    while at < len(draft.lines):
        line = draft.lines[at]
        if line.strip() and _indent(line) <= indent:
            break
        named = _ADMIN.match(line)
        found = component(named[1]) if named else None
        if found:
            policies = _policies(draft.lines, at + 1, _indent(line))
            draft.add(
                DeviceAdmin(source=draft.at(at), package=found[0], user=user, component=found[1], policies=policies)
            )
        at += 1
    return at


def _policies(lines: list[str], at: int, indent: int) -> tuple[str, ...]:
    """Return what stands under ``policies:`` of one administrator."""
    found: list[str] = []
    under = -1
    while at < len(lines) and _indent(lines[at]) > indent:
        if lines[at].strip() == "policies:":
            under = _indent(lines[at])
        elif under >= 0:
            if _indent(lines[at]) <= under:
                break
            found.append(untrusted(lines[at].strip()))
        at += 1
    return tuple(found)


def _owner(draft: Draft, at: int, *, profile: bool, user: int) -> int:
    indent = _indent(draft.lines[at - 1])
    start, named, name = at - 1, None, None
    while at < len(draft.lines) and _indent(draft.lines[at]) > indent:
        line = draft.lines[at]
        admin, called, of = _OWNED_BY.match(line), _NAME.match(line), _USER_ID.match(line)
        named = component(admin[1]) if admin and not named else named
        name = untrusted(called[1]) if called and not name else name
        user = int(of[1]) if of else user
        at += 1
    if named:
        draft.add(DeviceOwner(source=draft.at(start), package=named[0], user=user, profile=profile, name=name))
    else:
        draft.gap("an owner is named in a way this version does not know", (DeviceOwner,), user=user)
    return at


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" ")) if line.strip() else 0
