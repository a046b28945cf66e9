"""SHA-256 and BLAKE3 of what passes by, in the same pass, on a second processor while the next bytes come in."""

from __future__ import annotations

import hashlib
import queue
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from blake3 import blake3

_AHEAD = 8
"""Batches that may wait: with one in each hand some 10 MiB of memory."""
_BATCH = 1 << 20


class Digests:
    """Hands bytes on to ``write`` and hashes them.

    ``with Digests(file.write) as digests: phone.pull(path, digests.take, …)``; the digests are whole after the block.
    """

    def __init__(self, write: Callable[[bytes], object]) -> None:
        """Hand on to ``write``."""
        self._write = write
        self._sha256 = hashlib.sha256()
        self._blake3 = blake3()
        self._waiting: queue.Queue[bytes] = queue.Queue(_AHEAD)
        self._batch: list[bytes] = []
        self._size = 0
        self._worker = threading.Thread(target=self._hash, daemon=True)

    def __enter__(self) -> Self:
        """Begin."""
        self._worker.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        """Finish hashing; after an error what is left is dropped."""
        if kind is None:
            self._flush()
        self._waiting.put(b"")
        self._worker.join()

    def take(self, data: bytes) -> None:
        """Hand on, and hash soon; waits if hashing falls behind."""
        self._batch.append(data)
        self._size += len(data)
        if self._size >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        if self._batch:
            whole = b"".join(self._batch)
            self._batch.clear()
            self._size = 0
            self._waiting.put(whole)
            self._write(whole)

    def _hash(self) -> None:
        while data := self._waiting.get():
            self._sha256.update(data)
            self._blake3.update(data)

    @property
    def sha256(self) -> str:
        """Lower-case hex."""
        return self._sha256.hexdigest()

    @property
    def blake3(self) -> str:
        """Lower-case hex."""
        return self._blake3.hexdigest()
