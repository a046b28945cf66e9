"""A phone, as the rest of the app sees it: something that answers commands. Nothing here can change one.

The real one is ``android.py``; ``recorded.py`` answers from a practice phone. Both pass the same contract test.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one command may cost."""

    seconds: float = 20.0
    """From the moment it is sent to its last byte."""
    bytes: int = 16 * 1024 * 1024
    """Of standard output; more is cut off and said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a command answered. Bytes only: nobody has read them yet."""

    stdout: bytes
    stderr: bytes
    status: int | None
    """Exit status; ``None`` where the phone's adb cannot tell (before Android 7)."""
    started: datetime
    """Laptop's clock, UTC."""
    seconds: float
    cut: str = ""
    """Empty, or why the answer is not whole: ``bytes`` (over the limit) or ``time``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PulledFile:
    """A file that came over whole."""

    size: int
    modified: datetime | None


class Phone(Protocol):
    """A phone that is connected and has agreed to talk to this computer.

    Every method raises a ``PhoneError`` (see ``errors.py`` here) when the phone is gone, silent or hostile, and
    ``StoppedError`` when ``stop`` answers true; it never returns a part as if it were the whole.
    """

    @property
    def address(self) -> str:
        """``usb:SERIAL``, ``tcp:HOST:PORT``, ``practice:NAME`` or ``folder:PATH``."""

    def run(self, command: str, limits: Limits, stop: Callable[[], bool]) -> Reply:
        """Run one shell command to its end or its limit."""

    def pull(
        self, path: bytes, write: Callable[[bytes], object], limits: Limits, stop: Callable[[], bool]
    ) -> PulledFile:
        """Copy one file of the phone, chunk by chunk, to ``write``."""

    def close(self) -> None:
        """Let the phone go; safe to call twice."""
