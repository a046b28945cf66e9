"""age files locked with a passphrase, streamed. The library only does this in memory; recipients go through it.

The format is C2SP's age v1: one scrypt stanza, then ChaCha20-Poly1305 in pieces of 64 KiB.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from evidence.agefile import DecryptError, Sink

INTRO = b"age-encryption.org/v1\n"
_PIECE, _TAG = 1 << 16, 16
_LABEL = b"age-encryption.org/v1/scrypt"
WORK = 18
"""Base 2 logarithm of scrypt's cost, as Debian's ``age`` chooses it: 256 MiB for a moment."""
_MOST_WORK = 20
_LINE = 256


def _base64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _unbase64(text: bytes, size: int) -> bytes:
    data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    if len(data) != size or _base64(data) != text:
        raise ValueError("not canonical base64")
    return data


def _derive(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=purpose).derive(key)


def _stretch(passphrase: str, salt: bytes, work: int) -> bytes:
    cost = 1 << work
    return hashlib.scrypt(
        passphrase.encode(), salt=_LABEL + salt, n=cost, r=8, p=1, dklen=32, maxmem=cost * 1024 + (1 << 25)
    )


def _mac(file_key: bytes, header: bytes) -> bytes:
    return hmac.digest(_derive(file_key, b"", b"header"), header, "sha256")


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class Lock:
    """Takes plaintext in pieces and writes one age file. Nothing is complete before ``finish``."""

    def __init__(self, out: Sink, passphrase: str, *, random: Callable[[int], bytes], work: int = WORK) -> None:
        """Write the header."""
        salt, file_key, nonce = random(16), random(16), random(16)
        wrapped = ChaCha20Poly1305(_stretch(passphrase, salt, work)).encrypt(bytes(12), file_key, None)
        header = INTRO + b"-> scrypt %s %d\n%s\n---" % (_base64(salt), work, _base64(wrapped))
        out.write(header + b" " + _base64(_mac(file_key, header)) + b"\n" + nonce)
        self._out, self._cipher = out, ChaCha20Poly1305(_derive(file_key, nonce, b"payload"))
        self._waiting, self._number = bytearray(), 0

    def write(self, data: bytes) -> None:
        """Take the next bytes."""
        self._waiting += data
        while len(self._waiting) > _PIECE:
            self._put(bytes(self._waiting[:_PIECE]), last=False)
            del self._waiting[:_PIECE]

    def finish(self) -> None:
        """Write the last piece."""
        self._put(bytes(self._waiting), last=True)

    def abandon(self) -> None:
        """Nothing to stop; what was written is not usable."""

    def _put(self, piece: bytes, *, last: bool) -> None:
        self._out.write(self._cipher.encrypt(_nonce(self._number, last=last), piece, None))
        self._number += 1


def is_locked_with_passphrase(start: bytes) -> bool:
    """Say whether an age file that begins like this needs a passphrase."""
    return start.startswith(INTRO + b"-> scrypt ")


def decrypt(source: BinaryIO, write: Callable[[bytes], object], passphrase: str) -> None:
    """Push the plaintext to ``write``. After DecryptError whatever was written must be thrown away."""
    try:
        cipher = _open(source, passphrase)
        _pieces(source, cipher, write)
    except InvalidTag as error:
        raise DecryptError("wrong passphrase, or altered or cut off") from error
    except ValueError as error:
        raise DecryptError(str(error)) from error


def _open(source: BinaryIO, passphrase: str) -> ChaCha20Poly1305:
    intro, stanza, body, end = (source.readline(_LINE) for _ in range(4))
    words = stanza.rstrip(b"\n").split(b" ")
    if intro != INTRO or words[:2] != [b"->", b"scrypt"] or not end.startswith(b"--- "):
        raise ValueError("not an age file that is locked with a passphrase")
    if len(words) != 4 or not words[3].isdigit() or not 1 <= int(words[3]) <= _MOST_WORK:  # noqa: PLR2004 - -> scrypt SALT WORK
        raise ValueError("a passphrase stanza of another form")
    key = _stretch(passphrase, _unbase64(words[2], 16), int(words[3]))
    file_key = ChaCha20Poly1305(key).decrypt(bytes(12), _unbase64(body.rstrip(b"\n"), 32), None)
    if not hmac.compare_digest(_mac(file_key, intro + stanza + body + b"---"), _unbase64(end[4:].rstrip(b"\n"), 32)):
        raise ValueError("the header was altered")
    return ChaCha20Poly1305(_derive(file_key, source.read(16), b"payload"))


def _pieces(source: BinaryIO, cipher: ChaCha20Poly1305, write: Callable[[bytes], object]) -> None:
    number, piece = 0, source.read(_PIECE + _TAG)
    while True:
        following = source.read(_PIECE + _TAG)
        plain = cipher.decrypt(_nonce(number, last=not following), piece, None)
        if not plain and number:
            raise ValueError("an empty last piece")
        write(plain)
        if not following:
            return
        number, piece = number + 1, following
