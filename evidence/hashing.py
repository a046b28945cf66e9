"""Both hashes, the size and the zip checksum of some bytes, in one pass."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from blake3 import blake3


@dataclass(frozen=True, slots=True, kw_only=True)
class Digests:
    """What is known of some bytes. Hashes as lower-case hex."""

    size: int
    sha256: str
    blake3: str
    crc32: int


class Hasher:
    """Fed chunk by chunk, says at the end what went through."""

    __slots__ = ("_blake3", "_crc32", "_sha256", "size")

    def __init__(self) -> None:
        self._sha256 = hashlib.sha256()
        self._blake3 = blake3()
        self._crc32 = 0
        self.size = 0

    def update(self, chunk: bytes | memoryview) -> None:
        """Take the next bytes."""
        self._sha256.update(chunk)
        self._blake3.update(chunk)
        self._crc32 = zlib.crc32(chunk, self._crc32)
        self.size += len(chunk)

    def digests(self) -> Digests:
        """Return what went through so far."""
        return Digests(
            size=self.size, sha256=self._sha256.hexdigest(), blake3=self._blake3.hexdigest(), crc32=self._crc32
        )


def digest(data: bytes) -> Digests:
    """Return both hashes of bytes at hand."""
    return Digests(
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        blake3=blake3(data).hexdigest(),
        crc32=zlib.crc32(data),
    )


def digest_chunks(chunks: Iterable[bytes]) -> Digests:
    """Return both hashes of a stream."""
    hasher = Hasher()
    for chunk in chunks:
        hasher.update(chunk)
    return hasher.digests()


def sha256(data: bytes) -> str:
    """Return the SHA-256 of bytes as hex."""
    return hashlib.sha256(data).hexdigest()
