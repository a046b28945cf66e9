"""Writing age files (C2SP age v1) in one pass, for keys or for a passphrase. Memory does not grow with size.

The library writes in one pass only for keys, only by pulling, and holds back every other thread meanwhile; for a
passphrase it needs everything in memory. It reads back what is written here (docs/decisions/0021).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Sequence
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

INTRO = b"age-encryption.org/v1\n"
PIECE, TAG = 1 << 16, 16
WORK = 18
"""Base 2 logarithm of scrypt's cost, as Debian's ``age`` chooses it: 256 MiB for a moment."""
_SCRYPT, _X25519 = b"age-encryption.org/v1/scrypt", b"age-encryption.org/v1/X25519"
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_CHECKSUM = 6

Random = Callable[[int], bytes]
Stanza = Callable[[bytes], bytes]
"""Wraps a file key: the lines that let somebody open the file."""


class Sink(Protocol):
    """Where bytes go."""

    def write(self, data: bytes, /) -> object:
        """Take the next bytes."""


def base64_of(data: bytes) -> bytes:
    """Write base64 without padding."""
    return base64.b64encode(data).rstrip(b"=")


def derive(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    """Return 32 bytes by HKDF-SHA-256."""
    return hmac.digest(hmac.digest(salt or bytes(32), key, "sha256"), purpose + b"\x01", "sha256")


def stretch(passphrase: str, salt: bytes, work: int) -> bytes:
    """Return the key that a passphrase stanza wraps with."""
    cost = 1 << work
    return hashlib.scrypt(
        passphrase.encode(), salt=_SCRYPT + salt, n=cost, r=8, p=1, dklen=32, maxmem=cost * 1024 + (1 << 25)
    )


def mac(file_key: bytes, header: bytes) -> bytes:
    """Return what authenticates a header."""
    return hmac.digest(derive(file_key, b"", b"header"), header, "sha256")


def nonce(number: int, *, last: bool) -> bytes:
    """Return the nonce of one piece."""
    return number.to_bytes(11, "big") + bytes([last])


def key_bytes(text: str) -> bytes:
    """Return the 32 bytes of an age key (``age1…`` or ``AGE-SECRET-KEY-1…``) that was found to be one."""
    digits = text.lower().rsplit("1", 1)[1][:-_CHECKSUM]
    number = 0
    for digit in digits:
        number = number << 5 | _LETTERS.index(digit)
    return (number >> (5 * len(digits) % 8)).to_bytes(5 * len(digits) // 8)


def for_key(public: bytes, random: Random) -> Stanza:
    """Let the owner of an X25519 key open the file."""

    def wrap(file_key: bytes) -> bytes:
        once = X25519PrivateKey.from_private_bytes(random(32))
        shown = once.public_key().public_bytes_raw()
        shared = once.exchange(X25519PublicKey.from_public_bytes(public))
        wrapped = ChaCha20Poly1305(derive(shared, shown + public, _X25519)).encrypt(bytes(12), file_key, None)
        return b"-> X25519 %s\n%s\n" % (base64_of(shown), base64_of(wrapped))

    return wrap


def for_passphrase(passphrase: str, random: Random, work: int = WORK) -> Stanza:
    """Let anybody who knows the passphrase open the file. Has to be the only stanza."""

    def wrap(file_key: bytes) -> bytes:
        salt = random(16)
        wrapped = ChaCha20Poly1305(stretch(passphrase, salt, work)).encrypt(bytes(12), file_key, None)
        return b"-> scrypt %s %d\n%s\n" % (base64_of(salt), work, base64_of(wrapped))

    return wrap


class Lock:
    """Takes plaintext in pieces and writes one age file. Nothing is complete before ``finish``."""

    def __init__(self, out: Sink, stanzas: Sequence[Stanza], random: Random) -> None:
        """Write the header."""
        self.file_key = random(16)
        salt = random(16)
        header = INTRO + b"".join(stanza(self.file_key) for stanza in stanzas) + b"---"
        out.write(header + b" " + base64_of(mac(self.file_key, header)) + b"\n" + salt)
        self._out, self._cipher = out, ChaCha20Poly1305(derive(self.file_key, salt, b"payload"))
        self._waiting, self._number = bytearray(), 0

    def write(self, data: bytes) -> None:
        """Take the next bytes."""
        self._waiting += data
        if len(self._waiting) <= PIECE:
            return
        at, end = 0, len(self._waiting)
        with memoryview(self._waiting) as view:
            while end - at > PIECE:
                self._put(view[at : at + PIECE], last=False)
                at += PIECE
        del self._waiting[:at]

    def finish(self) -> None:
        """Write the last piece."""
        self._put(bytes(self._waiting), last=True)

    def _put(self, piece: bytes | memoryview, *, last: bool) -> None:
        self._out.write(self._cipher.encrypt(nonce(self._number, last=last), piece, None))
        self._number += 1
