"""An Android bug report, whole in a zip or its bare text, as artifacts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from devicecheck.archive import read_some
from devicecheck.parse.sections import sections

if TYPE_CHECKING:
    from devicecheck.archive import Archive
    from devicecheck.parse import Artifact

_TEXT = re.compile(r"(?:.*/)?(?:(?:bugreport|dumpstate)[^/]*\.txt|dumpState_[^/]*\.log|dumpsys\.txt)", re.IGNORECASE)
_SMALL = re.compile(r"(?:.*/)?dumpstate_(?:log|board)[^/]*\.txt", re.IGNORECASE)


def main_entry(archive: Archive) -> str:
    """Return the name of the text with all dumps; empty if there is none."""
    if "main_entry.txt" in archive.names:
        name = read_some(archive, "main_entry.txt", 1000)[0].decode("utf-8", "replace").strip()
        if name in archive.names:
            return name
    fitting = [name for name in archive.names if _TEXT.fullmatch(name) and not _SMALL.fullmatch(name)]
    return min(fitting, key=len) if fitting else ""


def artifacts(archive: Archive) -> tuple[Artifact, ...]:
    """Return the sections that a parser knows; none if this is no bug report."""
    name = main_entry(archive)
    if not name:
        return ()
    with archive.open(name) as file:
        return tuple(sections(file))
