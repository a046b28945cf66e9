"""One ``Package [com.example] (hash):`` block of ``dumpsys package``, Android 8 to 16.

An app chooses texts that are printed in its block (version name, names of permissions) and may put line breaks into
them. What follows then looks as if Android had said it. Android prints its own records as well, so that something
stands there twice, or outside of every block: such a block is marked as forged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPENS = re.compile(r"  Package \[([^\]\s]+)\] \(")
_SHARED = re.compile(r"  SharedUser \[([^\]\s]+)\] \(")
_USER = re.compile(r"    User (\d{1,9}):")
_ONCE = re.compile(
    r"    (appId|userId|codePath|versionName|flags|pkgFlags|timeStamp|lastUpdateTime|installerPackageName|"
    r"initiatingPackageName|originatingPackageName|packageSource|signatures)="
)
"""Records that Android prints once for every package, before what it says of users."""
_SECTION_OF_ALL = re.compile(r"(Packages|Hidden system packages|Shared users):")
_PAIR = re.compile(r"(\w+)=(\S+)")
_SECTIONS = {
    "requested permissions:": "requested",
    "install permissions:": "install",
    "runtime permissions:": "runtime",
    "disabledComponents:": "disabled",
    "enabledComponents:": "enabled",
}


@dataclass(slots=True)
class UserState:
    """What a block says for one user; line numbers are counted from 0 in the artifact."""

    user: int
    line: int
    values: dict[str, str] = field(default_factory=dict)
    runtime: list[tuple[int, str, bool]] = field(default_factory=list)
    disabled: list[tuple[int, str]] = field(default_factory=list)
    disabled_by: str = ""
    warning: str = ""


@dataclass(slots=True)
class Block:
    """What a block says, unjudged."""

    name: str
    line: int
    shared: bool = False
    """A ``SharedUser`` block: its permissions are those of all its packages."""
    values: dict[str, str] = field(default_factory=dict)
    requested: list[tuple[int, str]] = field(default_factory=list)
    install: list[tuple[int, str, bool]] = field(default_factory=list)
    users: list[UserState] = field(default_factory=list)
    hidden: bool = False
    """One of ``Hidden system packages``: the version that an update replaced."""
    forged: str = ""
    """Why Android cannot have printed it so; empty where nothing speaks against it."""


def repeated(lines: Sequence[str]) -> str:
    """Say which heading stands there twice: Android prints each of them once in a dump."""
    seen: set[str] = set()
    for line in lines:
        if line and line[0] in "PHS" and _SECTION_OF_ALL.fullmatch(line):
            if line in seen:
                return f"{line} is there twice"
            seen.add(line)
    return ""


def blocks(lines: Sequence[str]) -> list[Block]:
    """Return every block in order, hidden ones too; lines outside of blocks count against the one before them."""
    found: list[Block] = []
    hidden = False
    at = 0
    while at < len(lines):
        line = lines[at]
        if line and line[0] != " ":
            hidden = line.startswith("Hidden system packages")
        opened = _OPENS.match(line) or _SHARED.match(line)
        if opened is None:
            if found and _ONCE.match(line):
                found[-1].forged = "records outside of its block"
            at += 1
            continue
        end = _end(lines, at + 1)
        found.append(_block(Block(opened[1], at, shared=line.startswith("  S"), hidden=hidden), lines, at + 1, end))
        at = end
    return found


def _end(lines: Sequence[str], at: int) -> int:
    """Return where the block ends: at the first line that is indented less than its contents."""
    while at < len(lines) and (not lines[at] or lines[at].startswith("    ")):
        at += 1
    return at


def _block(block: Block, lines: Sequence[str], at: int, end: int) -> Block:
    section = ""
    state: UserState | None = None
    block.forged = _contradiction(lines, at, end)
    for number in range(at, end):
        line = lines[number]
        opened = _USER.match(line)
        if opened:
            state = UserState(int(opened[1]), number, dict(_PAIR.findall(line, opened.end())))
            block.users.append(state)
            section = ""
            continue
        text = line.strip()
        if text in _SECTIONS:
            section = _SECTIONS[text]
        elif section and line.startswith("        " if state else "      "):
            _item(block, state, section, number, text)
        else:
            section = ""
            _value(block, state, text)
    return block


def _contradiction(lines: Sequence[str], at: int, end: int) -> str:
    """Return what a block says twice, or of the app where it speaks of users."""
    seen: set[str] = set()
    user = ""
    for number in range(at, end):
        line = lines[number]
        found = _ONCE.match(line) or _USER.match(line)
        if found is None:
            continue
        is_user = found.re is _USER
        if found[1] in seen or (user and not is_user):
            return f"{'user ' * is_user}{found[1]} is there twice or out of place"
        seen.add(found[1])
        user = user or line * is_user
    return ""


def _item(block: Block, state: UserState | None, section: str, number: int, text: str) -> None:
    name, _, rest = text.partition(": ")
    if section == "requested":
        block.requested.append((number, name))
    elif section == "install" or (section == "runtime" and state is None):
        block.install.append((number, name, rest.startswith("granted=true")))
    elif state is not None and section == "runtime":
        if text.startswith("harmfulAppWarning: "):
            state.warning = rest
        else:
            state.runtime.append((number, name, rest.startswith("granted=true")))
    elif state is not None and section == "disabled":
        state.disabled.append((number, text))


def _value(block: Block, state: UserState | None, text: str) -> None:
    if state is not None:
        if text.startswith("lastDisabledCaller: "):
            state.disabled_by = text[20:]
        elif text.startswith("harmfulAppWarning: "):
            state.warning = text[19:]
        elif text.startswith("firstInstallTime="):
            state.values["firstInstallTime"] = text[17:]
        return
    key, separator, value = text.partition("=")
    if separator and key.isidentifier() and key not in block.values:
        block.values[key] = value
