"""Artifacts that hold several answers: ``@@ name`` lines of our own recipes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact

_MARK = b"@@ "
END = "end"


def parts(artifact: Artifact) -> tuple[list[tuple[str, Artifact]], bool]:
    """Return the named parts in order, and whether the closing ``@@ end`` was there.

    An ``@@ end`` before the last line is not ours: then the end counts as missing.
    Each part keeps the artifact's hash and its own first line, so that places stay true. What stands before the
    first mark belongs to a part without a name.
    """
    data = bytes(artifact.data)
    starts = _marks(data)
    found = []
    line, at, name = 0, 0, ""
    for begin, end, marked in [*starts, (len(data), len(data), "")]:
        if name or begin > at:
            part = replace(artifact, data=data[at:begin], status=0, first_line=artifact.first_line + line)
            found.append((name, part))
        line += data.count(b"\n", at, end)
        at, name = end, marked
    ended = bool(found) and found[-1][0] == END and not found[-1][1].data
    ended = ended and sum(name == END for name, _ in found) == 1
    return [(name, part) for name, part in found if name != END], ended


def _marks(data: bytes) -> list[tuple[int, int, str]]:
    """Return begin of the mark's line, begin of the line after it, and the name."""
    marks = []
    at = 0
    while (at := data.find(_MARK, at)) >= 0:
        if at and data[at - 1 : at] != b"\n":
            at += len(_MARK)
            continue
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end
        name = data[at + len(_MARK) : end].rstrip(b"\r").decode("utf-8", "surrogateescape")
        marks.append((at, min(end + 1, len(data)), name))
        at = end
    return marks
