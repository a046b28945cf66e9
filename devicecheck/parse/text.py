"""The lines of an artifact, and why they may not be all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact

LONGEST_LINE = 64 * 1024
"""Characters; no Android prints longer lines that a parser reads. Longer ones are left out and said."""

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


def lines(artifact: Artifact) -> list[str]:
    """Return the lines without their ends; the place of line *i* is ``artifact.line(i)``.

    A line over the limit comes out empty: see ``troubles``.
    """
    return split(decoded(artifact.data))


def split(text: str) -> list[str]:
    r"""Split at ``\n`` only, as the shell does; a carriage return before it goes too."""
    if not text:
        return []
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    found = text.split("\n")
    if not found[-1]:
        found.pop()
    if len(text) > LONGEST_LINE and max(map(len, found), default=0) > LONGEST_LINE:
        found = [line if len(line) <= LONGEST_LINE else "" for line in found]
    return found


def troubles(artifact: Artifact, found: list[str]) -> list[str]:
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
    if found.count("") and len(artifact.data) > LONGEST_LINE and _has_long_line(artifact):
        told.append(f"a line over {LONGEST_LINE} characters was left out")
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


def _has_long_line(artifact: Artifact) -> bool:
    data = bytes(artifact.data)
    at = 0
    while at < len(data):
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end
        if end - at > LONGEST_LINE:
            return True
        at = end + 1
    return False
