"""The APK Signing Block: who signed an app, read without the app (source.android.com, APK Signature Scheme v2, v3)."""

from __future__ import annotations

import struct
from dataclasses import dataclass

EOCD_SIZE = 22
_EOCD = b"PK\x05\x06"
_MAGIC = b"APK Sig Block 42"
_FOOTER = 24
_SCHEMES = {0x1B93AD61: "v3.1", 0xF05368C0: "v3", 0x7109871A: "v2"}


class NoBlockError(ValueError):
    """There is no signing block, or not where it should be."""


@dataclass(frozen=True, slots=True)
class Signer:
    """The certificate of one signer, DER."""

    scheme: str
    certificate: bytes


def directory_offset(tail: bytes) -> int:
    """Return where the zip's central directory begins, from the file's last 22 bytes."""
    if len(tail) != EOCD_SIZE or not tail.startswith(_EOCD):
        raise NoBlockError("no end-of-directory record in the last 22 bytes")
    offset = struct.unpack_from("<I", tail, 16)[0]
    return int(offset)


def block_before(data: bytes, directory: int) -> bytes:
    """Return the pairs of the signing block that ends at ``directory`` in ``data``, a stretch of the file."""
    if not _FOOTER <= directory <= len(data) or data[directory - 16 : directory] != _MAGIC:
        raise NoBlockError("no signing block: signed in the old way (v1) only")
    size = struct.unpack_from("<Q", data, directory - _FOOTER)[0]
    start = directory - size
    if size < _FOOTER or start < 0:
        raise NoBlockError(f"the signing block has {size} bytes, more than were read")
    return data[start : directory - _FOOTER]


def signers(pairs: bytes) -> list[Signer]:
    """Return the signers of every scheme, newest scheme first."""
    found: dict[int, bytes] = {}
    at = 0
    while at + 12 <= len(pairs):
        size, key = struct.unpack_from("<QI", pairs, at)
        if not 4 <= size <= len(pairs) - at - 8:  # noqa: PLR2004 - the key's own four bytes
            raise NoBlockError("a pair of the signing block is longer than the block")
        found.setdefault(key, pairs[at + 12 : at + 8 + size])
        at += 8 + size
    return [
        Signer(scheme, certificate)
        for key, scheme in _SCHEMES.items()
        if key in found
        for certificate in _certificates(found[key])
    ]


def _certificates(value: bytes) -> list[bytes]:
    """Return the first certificate of each signer: that is the signer's own."""
    (entries, _) = _prefixed(value)
    certificates = []
    while entries:
        signer, entries = _prefixed(entries)
        signed, _ = _prefixed(signer)
        _, rest = _prefixed(signed)
        chain, _ = _prefixed(rest)
        own, _ = _prefixed(chain)
        certificates.append(own)
    return certificates


def _prefixed(data: bytes) -> tuple[bytes, bytes]:
    if len(data) < 4:  # noqa: PLR2004 - a length has four bytes
        raise NoBlockError("a length is missing in the signing block")
    size = struct.unpack_from("<I", data)[0]
    if size > len(data) - 4:
        raise NoBlockError("a field of the signing block is longer than the block")
    return data[4 : 4 + size], data[4 + size :]
