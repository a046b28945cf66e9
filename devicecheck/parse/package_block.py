"""One ``Package [com.example] (hash):`` block of ``dumpsys package``, Android 8 to 16."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_OPENS = re.compile(r"  Package \[([^\]\s]+)\] \(")
_SHARED = re.compile(r"  SharedUser \[([^\]\s]+)\] \(")
_USER = re.compile(r"    User (\d{1,9}):")
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


def blocks(lines: Sequence[str], first: int = 0) -> Iterator[Block]:
    """Yield every block; those under ``Hidden system packages`` are the replaced versions and are left out."""
    hidden = False
    at = first
    while at < len(lines):
        line = lines[at]
        if line and line[0] != " ":
            hidden = line.startswith("Hidden system packages")
        opened = _OPENS.match(line) or _SHARED.match(line)
        if opened is None:
            at += 1
            continue
        end = _end(lines, at + 1)
        if not hidden:
            yield _block(Block(opened[1], at, shared=line.startswith("  S")), lines, at + 1, end)
        at = end


def _end(lines: Sequence[str], at: int) -> int:
    """Return where the block ends: at the first line that is indented less than its contents."""
    while at < len(lines) and (not lines[at] or lines[at].startswith("    ")):
        at += 1
    return at


def _block(block: Block, lines: Sequence[str], at: int, end: int) -> Block:
    section = ""
    state: UserState | None = None
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
