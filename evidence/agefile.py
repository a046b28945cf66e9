"""age files (age-encryption.org/v1), streamed: memory does not grow with size."""

from __future__ import annotations

import contextlib
import io
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, Protocol

import pyrage

_SMALL = 1 << 20
_WAITING = 8


class Sink(Protocol):
    """Where bytes go."""

    def write(self, data: bytes, /) -> object:
        """Take the next bytes."""


class DecryptError(Exception):
    """Not an age file, not for this key, cut off or altered."""


class _Remembering:
    """Hands bytes on and keeps the error that the other side raised, which the library would turn into text."""

    def __init__(self, write: Callable[[bytes], object]) -> None:
        self._write = write
        self.error: BaseException | None = None

    def write(self, data: bytes) -> int:
        try:
            self._write(bytes(data))
        except BaseException as error:
            self.error = error
            raise
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""


def decrypt(source: BinaryIO, write: Callable[[bytes], object], identities: Sequence[object]) -> None:
    """Push the plaintext to ``write``. After DecryptError whatever was written must be thrown away."""
    out = _Remembering(write)
    try:
        pyrage.decrypt_io(source, out, list(identities))
    except Exception as error:
        if out.error is not None:
            raise out.error from None
        raise DecryptError(str(error)) from error


class _Queue:
    """The reading end of a stream that is written in another thread."""

    def __init__(self) -> None:
        self.chunks: queue.Queue[bytes | None] = queue.Queue(_WAITING)
        self._rest = b""
        self._ended = False

    def read(self, size: int = -1) -> bytes:
        while not self._rest and not self._ended:
            chunk = self.chunks.get()
            self._ended = chunk is None
            self._rest = chunk or b""
        part, self._rest = (self._rest, b"") if size < 0 else (self._rest[:size], self._rest[size:])
        return part


class Encryptor:
    """Takes plaintext in pieces and writes one age file. Nothing is complete before ``finish``."""

    def __init__(self, out: Sink, recipients: Sequence[object]) -> None:
        """Write to ``out`` for ``recipients`` (pyrage's)."""
        self._out = _Remembering(out.write)
        self._recipients = list(recipients)
        self._small = bytearray()
        self._pipe: _Queue | None = None
        self._thread: threading.Thread | None = None
        self._error: BaseException | None = None

    def write(self, data: bytes | memoryview) -> None:
        """Take the next bytes; raises what writing the file raised."""
        if self._pipe is None:
            self._small += data
            if len(self._small) <= _SMALL:
                return
            self._start()
            data, self._small = bytes(self._small), bytearray()
        self._put(bytes(data))
        self._raise()

    def finish(self) -> None:
        """Write the end of the file."""
        if self._pipe is None:
            self._run(io.BytesIO(self._small))
        else:
            self._end()
        self._raise()

    def abandon(self) -> None:
        """End the work; the file is not usable."""
        if self._pipe is not None:
            self._end()

    def _start(self) -> None:
        self._pipe = _Queue()
        self._thread = threading.Thread(target=self._run, args=(self._pipe,), daemon=True)
        self._thread.start()

    def _end(self) -> None:
        self._put(None)
        if self._thread is not None:
            self._thread.join()

    def _put(self, data: bytes | None) -> None:
        while self._pipe is not None and self._thread is not None and self._thread.is_alive():
            with contextlib.suppress(queue.Full):
                self._pipe.chunks.put(data, timeout=0.2)
                return

    def _run(self, source: object) -> None:
        try:
            pyrage.encrypt_io(source, self._out, self._recipients)
        except BaseException as error:  # noqa: BLE001 - handed to the thread that writes
            self._error = self._out.error or error

    def _raise(self) -> None:
        if self._error is not None:
            raise self._error


@contextlib.contextmanager
def encrypting(out: Sink, recipients: Sequence[object]) -> Iterator[Encryptor]:
    """Give an Encryptor that is finished at the end, or abandoned on an error."""
    encryptor = Encryptor(out, recipients)
    try:
        yield encryptor
    except BaseException:
        encryptor.abandon()
        raise
    encryptor.finish()
