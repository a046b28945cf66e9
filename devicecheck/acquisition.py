"""What was read from a phone once: artifacts, and what was wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from devicecheck.parse import read

if TYPE_CHECKING:
    from checks.facts import Facts
    from devicecheck.parse import Artifact


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquisition:
    """Artifacts of one phone at one time, wherever they were kept."""

    kind: str
    """``devicecheck`` (our own), ``androidqf`` or ``bugreport``."""
    sha256: str
    """Of the file it came in; of ``acquisition.json`` for our own folder, which names every artifact's digest;
    of the sorted lines ``sha256  path`` for any other folder."""
    artifacts: tuple[Artifact, ...]
    problems: tuple[str, ...] = ()
    """What was refused or unreadable in it, for an expert."""

    def facts(self) -> Facts:
        """Parse everything; what was not readable is a gap."""
        return read(self.artifacts)
