"""What parsers take and give."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checks.facts import Source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checks.facts import Fact, Gap


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """Raw bytes that one recipe returned, unaltered, named by their SHA-256."""

    kind: str
    """Name of the parser that understands it."""
    sha256: str
    data: bytes | memoryview
    user: int | None = None
    """Android user that was asked about, for recipes asked once per user."""
    status: int | None = 0
    """Exit status of the command."""
    cut: str = ""
    """Why it is not whole, as in ``Reply``; empty if it is."""
    trimmed: bool = False
    """Whoever acquired it cut blanks and the last line end off; otherwise a last line without end is not whole."""
    first_line: int = 1
    """Line number of the first line of ``data`` in the artifact, where ``data`` is a part of a larger dump."""

    def at(self, place: str) -> Source:
        """Name a place in this artifact."""
        return Source(artifact=self.sha256, place=place)

    def line(self, number: int) -> Source:
        """Name a line, counted from 0 in ``data``."""
        return Source(artifact=self.sha256, place=f"line {self.first_line + number}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """Facts by kind, and what the artifact should have said but did not.

    A kind that the parser looked for and that is truly empty is present with ``()``.
    """

    facts: Mapping[type[Fact], Sequence[Fact]] = field(default_factory=dict)
    gaps: Sequence[Gap] = ()
