"""Bytes to and from a phone, under a time limit, wakeful for a wish to stop, and aware of the end of the line."""

from __future__ import annotations

import select
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from adb_shell.transport.tcp_transport import TcpTransport

from devicecheck.acquire.errors import GoneError, NoPhoneError, SilentError, StoppedError

TICK = 0.1
"""Seconds between two looks at ``stop`` while nothing comes."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, and who may end it."""

    until: float
    """On ``time.monotonic``'s scale."""
    stop: Callable[[], bool]

    def left(self) -> float:
        """Return seconds for the next wait, at most ``TICK``; raises ``StoppedError`` or ``SilentError``."""
        if self.stop():
            raise StoppedError
        left = self.until - time.monotonic()
        if left <= 0:
            raise SilentError("the time limit is over")
        return min(left, TICK)

    def within(self, seconds: float) -> Patience:
        """Return the same, but at most so many seconds from now."""
        return Patience(min(self.until, time.monotonic() + seconds), self.stop)


def patience(seconds: float, stop: Callable[[], bool]) -> Patience:
    """Return patience for so many seconds from now."""
    return Patience(time.monotonic() + seconds, stop)


class Link(Protocol):
    """A line to one phone."""

    got: int
    """Bytes that the last ``read`` filled in before it ended, however it ended."""

    def read(self, into: memoryview, wait: Patience) -> None:
        """Fill ``into``; raises ``GoneError`` at the end of the line."""

    def write(self, header: bytes, payload: bytes, wait: Patience) -> None:
        """Send both whole."""

    def close(self) -> None:
        """Hang up; safe to call twice."""


class TcpLink(TcpTransport):  # type: ignore[misc]
    """A phone on a TCP port: adb-shell's transport, with small messages sent at once."""

    def __init__(self, host: str, port: int, seconds: float) -> None:
        """Connect within ``seconds``; raises ``NoPhoneError``."""
        super().__init__(host, port)
        try:
            self.connect(seconds)
            self._socket: socket.socket = self._connection
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except (OSError, UnicodeError) as error:
            raise NoPhoneError(f"{host}:{port}: {error}") from error
        self.got = 0
        self._poll = select.poll() if hasattr(select, "poll") else None
        if self._poll:
            self._poll.register(self._socket, select.POLLIN)

    def read(self, into: memoryview, wait: Patience) -> None:
        """Fill ``into``."""
        self.got = 0
        while self.got < len(into):
            try:
                count = self._socket.recv_into(into[self.got :])
            except BlockingIOError:
                self._ready(wait.left(), writing=False)
                continue
            except OSError as error:
                raise GoneError(str(error)) from error
            if not count:
                raise GoneError("the phone hung up")
            self.got += count

    def write(self, header: bytes, payload: bytes, wait: Patience) -> None:
        """Send both whole, in as few packets as possible."""
        rest = memoryview(header + payload)
        while rest:
            try:
                rest = rest[self._socket.send(rest) :]
            except BlockingIOError:
                self._ready(wait.left(), writing=True)
            except OSError as error:
                raise GoneError(str(error)) from error

    def _ready(self, seconds: float, *, writing: bool) -> None:
        if writing:
            select.select([], [self._socket], [], seconds)
        elif self._poll:
            self._poll.poll(seconds * 1000)
        else:
            select.select([self._socket], [], [], seconds)
