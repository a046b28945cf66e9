"""Counts and hashes bytes on their way to the vault."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

Write = Callable[[bytes], object]
"""Takes the next piece of an exhibit; the caller's, usually the vault's."""


class Counted:
    """A ``write`` that knows the size and SHA-256 of what went through."""

    def __init__(self, write: Write) -> None:
        """Pass everything on to ``write``."""
        self._write = write
        self._hash = sha256()
        self.size = 0

    def __call__(self, piece: bytes) -> None:
        """Pass one piece on."""
        self._write(piece)
        self._hash.update(piece)
        self.size += len(piece)

    @property
    def sha256(self) -> str:
        """Of everything so far, hexadecimal."""
        return self._hash.hexdigest()
