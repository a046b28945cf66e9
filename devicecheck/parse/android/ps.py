"""``ps -A``: what is running."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.facts import RunningProcess
from devicecheck.parse.draft import Draft
from devicecheck.untrusted import untrusted

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (RunningProcess,)


def parse(artifact: Artifact) -> Parsed:
    """Read user and name by the head line; the name may hold blanks and is the last column."""
    draft = Draft(artifact, GIVES)
    columns: list[str] = []
    for number, line in enumerate(draft.lines):
        words = line.split()
        if "USER" in words and words[-1:] == ["NAME"]:
            columns = words
        elif columns and len(words) >= len(columns):
            name = line.split(None, len(columns) - 1)[-1]
            draft.recognised()
            draft.add(
                RunningProcess(
                    source=draft.at(number),
                    name=untrusted(name),
                    uid=untrusted(words[columns.index("USER")]),
                )
            )
        elif columns and words:
            draft.gap(f"line {number + 1} has too few columns")
    return draft.done()
