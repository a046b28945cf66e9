"""Compares a passphrase with the one that opened the vault, without keeping it."""

from __future__ import annotations

import hashlib
import hmac
import secrets


class Lock:
    """Made from the right passphrase; ``fits`` takes about 50 ms."""

    def __init__(self, passphrase: str) -> None:
        """Keep a salted scrypt hash only."""
        self._salt = secrets.token_bytes(16)
        self._hash = self._of(passphrase)

    def fits(self, typed: str) -> bool:
        """Tell whether this is the passphrase."""
        return hmac.compare_digest(self._of(typed), self._hash)

    def _of(self, text: str) -> bytes:
        return hashlib.scrypt(text.encode(), salt=self._salt, n=2**14, r=8, p=1)
