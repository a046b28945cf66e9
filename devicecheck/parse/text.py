"""The lines of an artifact, and why they may not be all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact

LONGEST_LINE = 64 * 1024
"""Bytes; no Android prints longer lines that a parser reads. Longer ones are left out and said."""

_REFUSALS = (
    "Permission Denial",
    "permission denied",
    "Permission denied",
    "SecurityException",
    "Security exception",
    "does not have permission",
    "Can't find service",
    "Failure calling service",
    "Failure while executing",
    "Failed transaction",
    "inaccessible or not found",
    "Error: ",
    "Exception occurred",
    "Unknown command",
    "unknown command",
    "Failed to dump",
)
_TIMEOUT = " DUMP TIMEOUT "
_HEAD = 12
"""Lines at the beginning in which a refusal stands."""
_KEPT = 160


def decoded(data: bytes | memoryview) -> str:
    """Return the text; bytes that are no UTF-8 stay as surrogates until ``untrusted`` shows them."""
    return str(data, "utf-8", "surrogateescape")


def lines(artifact: Artifact) -> tuple[list[str], bool]:
    """Return the lines without their ends, and whether one over the limit was left out (it comes out empty).

    The place of line *i* is ``artifact.line(i)``.
    """
    data = artifact.data
    if len(data) <= LONGEST_LINE:
        return split(decoded(data)), False
    raw = bytes(data).split(b"\n")
    left_out = max(map(len, raw)) > LONGEST_LINE
    if left_out:
        data = b"\n".join(line if len(line) <= LONGEST_LINE else b"" for line in raw)
    del raw
    return split(decoded(data)), left_out


def split(text: str) -> list[str]:
    r"""Split at ``\n`` only, as the shell does; a carriage return before it goes too."""
    if not text:
        return []
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    found = text.split("\n")
    if not found[-1]:
        found.pop()
    return found


def troubles(artifact: Artifact, found: list[str], *, left_out: bool) -> list[str]:
    """Return why the artifact may not say all it should; empty where nothing speaks against it."""
    told = []
    if artifact.cut:
        told.append(f"cut off ({artifact.cut})")
    if not found:
        told.append(f"no output (exit status {artifact.status})" if artifact.status else "no output")
    else:
        told.extend(_refused(found))
        if artifact.status not in {0, None} and not told:
            told.append(f"exit status {artifact.status}")
    if not artifact.trimmed and len(artifact.data) and bytes(artifact.data[-1:]) != b"\n":
        told.append("it ends in the middle of a line")
    if left_out:
        told.append(f"a line over {LONGEST_LINE} bytes was left out")
    return told


def refusal(found: list[str]) -> str:
    """Return the line in which the phone refuses, shortened; empty if it does not."""
    for line in found[:_HEAD]:
        if any(mark in line for mark in _REFUSALS):
            return line.strip()[:_KEPT]
    return ""


def _refused(found: list[str]) -> list[str]:
    first = refusal(found)
    late = [line.strip()[:_KEPT] for line in found if _TIMEOUT in line]
    return ([first] if first else []) + late[:1]
