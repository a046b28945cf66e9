"""The only place of this package that reads a clock or rolls dice."""

from __future__ import annotations

import secrets
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Time and chance, passed in so that a test can decide them."""

    def now(self) -> datetime:
        """Return the wall clock in UTC."""

    def monotonic_ms(self) -> int:
        """Return milliseconds of a clock that nobody can set."""

    def random(self, count: int) -> bytes:
        """Return ``count`` bytes nobody can guess."""


class SystemClock:
    """The computer's own clock and randomness."""

    def now(self) -> datetime:
        """Return the wall clock in UTC."""
        return datetime.fromtimestamp(time.time(), UTC)

    def monotonic_ms(self) -> int:
        """Return milliseconds since some moment before this program began."""
        return time.monotonic_ns() // 1_000_000

    def random(self, count: int) -> bytes:
        """Return bytes from the operating system's generator."""
        return secrets.token_bytes(count)


def stamp(moment: datetime) -> str:
    """Write a moment as the log does: ``2026-11-22T09:30:00.123Z``."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def read_stamp(text: str) -> datetime:
    """Read a moment as the log writes it; ValueError for any other form."""
    moment = datetime.fromisoformat(text)
    if stamp(moment) != text:
        raise ValueError(f"not a time of the form 2026-11-22T09:30:00.123Z: {text!r}")
    return moment
