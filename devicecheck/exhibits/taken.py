"""What is known about bytes that were just copied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from evidence.exhibit import Result

Comparison = Literal["same", "different", "not_possible", "not_applicable"]
"""The phone's own SHA-256 against ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The bytes went to ``write``; this is what is known about them."""

    size: int
    sha256: str
    status: int | None = None
    """Exit status, where a command was run."""
    on_phone: Comparison = "not_applicable"
    on_phone_sha256: str = ""

    def into(self, result: Result) -> None:
        """Put it where the custody log looks for it."""
        result.status = self.status
        result.phone_sha256 = self.on_phone_sha256
        if self.on_phone != "not_applicable":
            result.details["on_phone"] = self.on_phone
