"""A real Android phone behind the ``Phone`` protocol."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

from devicecheck.acquire.allowed import refusal
from devicecheck.acquire.errors import GarbledError, GoneError, NotAllowedError, PhoneError, SilentError
from devicecheck.acquire.link import Patience, patience
from devicecheck.acquire.phone import Limits, PulledFile, Reply
from devicecheck.acquire.session import Session, Stream
from devicecheck.acquire.shell2 import Plain, Sorter
from devicecheck.acquire.sync import Files

Stop = Callable[[], bool]
_TIMES = range(-(1 << 33), 1 << 37)
"""Seconds since 1970 that a date can show."""


class AndroidPhone:
    """A phone that agreed to talk. One command at a time: a second thread waits for the first."""

    def __init__(self, session: Session, address: str, clock: Callable[[], datetime]) -> None:
        """Take a session that has greeted; ``clock`` is the laptop's, UTC."""
        self._session = session
        self._address = address
        self._clock = clock
        self._files: Files | None = None
        self._lock = threading.Lock()

    @property
    def address(self) -> str:
        """``usb:SERIAL`` or ``tcp:HOST:PORT``."""
        return self._address

    def run(self, command: str, limits: Limits, stop: Stop) -> Reply:
        """Run one command that only reads; raises ``NotAllowedError`` for any other, before it is sent."""
        reason = refusal(command)
        if reason:
            raise NotAllowedError(f"{reason}: {command}")
        with self._lock:
            started, begun = self._clock(), time.monotonic()
            sorter, cut = self._run(command, limits, patience(limits.seconds, stop))
        return Reply(
            stdout=bytes(sorter.stdout),
            stderr=bytes(sorter.stderr),
            status=sorter.status,
            started=started,
            seconds=time.monotonic() - begun,
            cut=cut,
        )

    def _run(self, command: str, limits: Limits, wait: Patience) -> tuple[Sorter, str]:
        two = "shell_v2" in self._session.features
        sorter = Sorter(limits.bytes) if two else Plain(limits.bytes)
        stream = self._open((b"shell,v2,raw:" if two else b"exec:") + command.encode(), wait)
        cut = self._listen(stream, sorter, wait)
        if cut:
            stream.cancel()
        elif not sorter.whole:
            raise GoneError("the command ended without saying how")
        return sorter, cut

    def _listen(self, stream: Stream, sorter: Sorter, wait: Patience) -> str:
        """Let ``sorter`` hear the stream to its end; return why it was cut, if it was."""
        try:
            while (piece := stream.read(wait)) is not None:
                sorter.take(piece)
                if sorter.over:
                    return "bytes"
        except GarbledError as error:
            self._session.fail(error)
        except SilentError:
            self._session.alive()
            return "time"
        except BaseException:
            _let_go(stream)
            raise
        return ""

    def _open(self, service: bytes, wait: Patience) -> Stream:
        """Open a service; a phone that does not even do that in time is silent for good."""
        try:
            return self._session.open(service, wait)
        except SilentError as error:
            self._session.fail(error)

    def pull(self, path: bytes, write: Callable[[bytes], object], limits: Limits, stop: Stop) -> PulledFile:
        """Copy one file. What ``write`` got counts only if this returns."""
        with self._lock:
            wait = patience(limits.seconds, stop)
            files = self._files or Files(self._session, self._open(b"sync:", wait))
            self._files = None
            try:
                told = files.pull(path, write, limits.bytes, wait)
            except BaseException:  # a full disk under ``write`` too: the next command must not find half a file here
                _let_go(files.stream)
                raise
            self._files = files
        when = datetime.fromtimestamp(told.modified, UTC) if told.modified in _TIMES else None
        return PulledFile(size=told.size, modified=when)

    def close(self) -> None:
        """Let the phone go."""
        self._session.close()


def _let_go(stream: Stream) -> None:
    with contextlib.suppress(PhoneError):
        stream.cancel()
