"""``dumpsys settings`` in bug reports: the settings of every user."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.facts import InputMethod, Setting
from devicecheck.parse.draft import Draft
from devicecheck.parse.setting_facts import ADDS, add_settings

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (Setting, InputMethod)
__all__ = ["ADDS", "GIVES", "parse"]
_HEAD = re.compile(r"([A-Z_]+) SETTINGS \(user (\d{1,9})\)")
_ROW = re.compile(
    r"_id:\S+ name:(?P<key>.*?)(?: pkg:\S+)? value:(?P<value>.*?)"
    r"(?: default:.* defaultSystemSet:(?:true|false))?(?: tag:.*)?"
)
_NAMESPACES = {"GLOBAL": "global", "SECURE": "secure", "SYSTEM": "system"}
_NULL = "{null}"


def parse(artifact: Artifact) -> Parsed:
    """Read the rows below each head; a row this version does not know is counted as a gap."""
    draft = Draft(artifact, GIVES)
    tables: dict[tuple[str, int], dict[str, tuple[int, str]]] = {}
    table: dict[str, tuple[int, str]] | None = None
    unread = 0
    for number, line in enumerate(draft.lines):
        head = _HEAD.fullmatch(line)
        if head:
            name = _NAMESPACES.get(head[1])
            table = tables.setdefault((name, int(head[2])), {}) if name else None
        elif table is not None and line.startswith("_id:"):
            row = _ROW.fullmatch(line)
            unread += row is None
            if row and row["value"] != _NULL:
                table[row["key"]] = (number, row["value"])
    if unread:
        draft.gap(f"{unread} rows are written in a way this version does not know", (Setting,))
    for (namespace, user), told in tables.items():
        if told:
            draft.recognised(GIVES if namespace == "secure" else (Setting,))
        add_settings(draft, draft, told, namespace, user)
    missing = {*_NAMESPACES.values()} - {namespace for (namespace, _), told in tables.items() if told}
    if missing:
        draft.gap(f"nothing of {', '.join(sorted(missing))} was read")
    return draft.done()
