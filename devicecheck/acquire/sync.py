"""Files from a phone: adb's sync service.

It only asks for ``stat`` and ``recv``; there is no code here that sends a file.
Source: AOSP, ``packages/modules/adb/file_sync_protocol.h``.
"""

from __future__ import annotations

import stat
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from devicecheck.acquire.errors import AlteredError, FileRefusedError, GoneError, TooMuchError
from devicecheck.acquire.link import Patience
from devicecheck.acquire.session import Session, Stream

_MOST_PATH = 1024
_MOST_DATA = 64 * 1024
_MOST_WORDS = 4 * 1024
_STAT2 = struct.Struct("<4sIQQIIIIQqqq")
_STAT1 = struct.Struct("<4sIII")
_PIECE = struct.Struct("<4sI")
_IDLE = 10.0
"""Seconds without a byte after which a file will not come any more."""
_WRAP = 1 << 32
"""The old ``stat`` tells a size only up to here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stat:
    """What the phone says about a file."""

    mode: int
    size: int
    modified: int
    """Seconds since 1970, phone's clock."""
    wraps: bool
    """Whether ``size`` is only known up to 4 GiB."""


class Files:
    """One sync stream; asks and gets one file after another."""

    def __init__(self, session: Session, stream: Stream) -> None:
        """Take a stream that was opened with ``sync:``."""
        self._two = "stat_v2" in session.features
        self._session = session
        self.stream = stream
        self._rest = memoryview(b"")

    def pull(self, path: bytes, write: Callable[[bytes], object], most: int, wait: Patience) -> Stat:
        """Copy a file; raises ``FileRefusedError``, ``TooMuchError`` (nothing was written) or ``AlteredError``."""
        if not path.startswith(b"/") or len(path) > _MOST_PATH or b"\0" in path:
            raise FileRefusedError("not a path of a file")
        self.stream.write(self._question(path), wait)
        told = self._stat(wait)
        if not stat.S_ISREG(told.mode):
            raise FileRefusedError("not there, or no ordinary file")
        if told.size > most:
            raise TooMuchError(f"{told.size} bytes")
        size = self._copy(write, most, wait)
        if size < told.size or (told.wraps and size % _WRAP < told.size):
            raise AlteredError(f"{size} of {told.size} bytes")
        return Stat(mode=told.mode, size=size, modified=told.modified, wraps=False)

    def _question(self, path: bytes) -> bytes:
        about = _PIECE.pack(b"STA2" if self._two else b"STAT", len(path)) + path
        return about + _PIECE.pack(b"RECV", len(path)) + path

    def _stat(self, wait: Patience) -> Stat:
        if not self._two:
            name, mode, size, modified = _STAT1.unpack(self._take(_STAT1.size, wait))
            if name != b"STAT":
                self._session.garbled(f"{name!r} where a file's data belong")
            return Stat(mode=mode, size=size, modified=modified, wraps=True)
        name, error, _, _, mode, _, _, _, size, _, modified, _ = _STAT2.unpack(self._take(_STAT2.size, wait))
        if name != b"STA2":
            self._session.garbled(f"{name!r} where a file's data belong")
        if error:
            raise FileRefusedError(f"error {error}")
        return Stat(mode=mode, size=size, modified=modified, wraps=False)

    def _copy(self, write: Callable[[bytes], object], most: int, wait: Patience) -> int:
        size = 0
        while True:
            name, length = _PIECE.unpack(self._take(_PIECE.size, wait))
            if name == b"DONE":
                return size
            if name == b"FAIL":
                raise FileRefusedError(repr(bytes(self._take(min(length, _MOST_WORDS), wait))))
            if name != b"DATA" or length > _MOST_DATA:
                self._session.garbled(f"{name!r} with {length} bytes in a file")
            size += length
            if size > most:
                raise TooMuchError(f"more than {most} bytes")
            for part in self._parts(length, wait):
                write(bytes(part))

    def _parts(self, length: int, wait: Patience) -> Iterator[memoryview]:
        while length:
            if not self._rest:
                self._more(wait)
            part = self._rest[:length]
            self._rest = self._rest[len(part) :]
            length -= len(part)
            yield part

    def _take(self, length: int, wait: Patience) -> bytes:
        return b"".join(bytes(part) for part in self._parts(length, wait))

    def _more(self, wait: Patience) -> None:
        piece = self.stream.read(wait.within(_IDLE))
        if piece is None:
            raise GoneError("the phone closed the stream")
        self._rest = piece
