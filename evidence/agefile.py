"""Reading age files (C2SP age v1) in one pass: by keys, by a passphrase, or by the file's own key."""

from __future__ import annotations

import base64
import hmac
import io
from collections.abc import Callable, Sequence
from typing import BinaryIO

import pyrage
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from evidence.agelock import INTRO, PIECE, TAG, base64_of, derive, mac, nonce, stretch

_MOST_WORK = 20
_LINE = 256
_MOST_LINES = 200
Write = Callable[[bytes], object]


class DecryptError(Exception):
    """Not an age file, not for this key, cut off or altered. Whatever was written must be thrown away."""


class _Remembering:
    """Hands bytes on and keeps the error that the other side raised, which the library would turn into text."""

    def __init__(self, write: Write) -> None:
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


def by_identities(source: BinaryIO, write: Write, identities: Sequence[object]) -> None:
    """Push the plaintext to ``write``; DecryptError."""
    out = _Remembering(write)
    try:
        pyrage.decrypt_io(source, out, list(identities))
    except Exception as error:
        if out.error is not None:
            raise out.error from None
        raise DecryptError(str(error)) from error


def is_locked_with_passphrase(start: bytes) -> bool:
    """Say whether an age file that begins like this needs a passphrase."""
    return start.startswith(INTRO + b"-> scrypt ")


def by_passphrase(source: BinaryIO, write: Write, passphrase: str) -> None:
    """Push the plaintext to ``write``; DecryptError."""

    def file_key(header: list[bytes]) -> bytes:
        words = header[1].rstrip(b"\n").split(b" ")
        if len(header) != 3 or len(words) != 4 or words[1] != b"scrypt" or not words[3].isdigit():  # noqa: PLR2004
            raise ValueError("not locked with a passphrase")
        if not 1 <= int(words[3]) <= _MOST_WORK:
            raise ValueError("it would cost more to open than any passphrase should")
        key = stretch(passphrase, _unbase64(words[2], 16), int(words[3]))
        return ChaCha20Poly1305(key).decrypt(bytes(12), _unbase64(header[2].rstrip(b"\n"), 32), None)

    _open(source, write, file_key)


def by_file_key(source: BinaryIO, write: Write, file_key: bytes) -> None:
    """Push the plaintext to ``write``; DecryptError."""
    _open(source, write, lambda _: file_key)


def whole(data: bytes, file_key: bytes) -> bytes:
    """Return the plaintext of a file at hand; DecryptError."""
    parts: list[bytes] = []
    _open(io.BytesIO(data), parts.append, lambda _: file_key)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _open(source: BinaryIO, write: Write, find: Callable[[list[bytes]], bytes]) -> None:
    try:
        header = [source.readline(_LINE)]
        while not header[-1].startswith(b"--- ") and header[-1] and len(header) < _MOST_LINES:
            header.append(source.readline(_LINE))
        end = header.pop()
        if header[:1] != [INTRO] or not end.startswith(b"--- "):
            raise ValueError("not an age file")  # noqa: TRY301 - one kind of error for one kind of fault
        file_key = find(header)
        if not hmac.compare_digest(mac(file_key, b"".join(header) + b"---"), _unbase64(end[4:].rstrip(b"\n"), 32)):
            raise ValueError("its header was altered")  # noqa: TRY301 - as above
        _pieces(source, ChaCha20Poly1305(derive(file_key, source.read(16), b"payload")), write)
    except InvalidTag as error:
        raise DecryptError("wrong passphrase, or altered or cut off") from error
    except (ValueError, IndexError) as error:
        raise DecryptError(str(error)) from error


def _unbase64(text: bytes, size: int) -> bytes:
    data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    if len(data) != size or base64_of(data) != text:
        raise ValueError("not base64 as age writes it")
    return data


def _pieces(source: BinaryIO, cipher: ChaCha20Poly1305, write: Write) -> None:
    number, piece = 0, source.read(PIECE + TAG)
    while True:
        following = source.read(PIECE + TAG) if len(piece) == PIECE + TAG else b""
        plain = cipher.decrypt(nonce(number, last=not following), piece, None)
        if not plain and number:
            raise ValueError("an empty last piece")
        write(plain)
        if not following:
            return
        number, piece = number + 1, following
