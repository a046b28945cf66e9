"""``dumpsys fingerprint``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.facts import Biometric
from devicecheck.parse.biometric import read_biometric

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (Biometric,)


def parse(artifact: Artifact) -> Parsed:
    """Count the fingers of every user."""
    return read_biometric(artifact, "fingerprint")
