"""An app's file: a real zip with an APK signing block (v2) that holds the signer's certificate."""

from __future__ import annotations

import functools
import io
import struct
import zipfile

from devicecheck.practice.android import signer

V2 = 0x7109871A
MAGIC = b"APK Sig Block 42"
_ECDSA = 0x0201


@functools.cache
def apk(package: str, name: str) -> bytes:
    """Return the APK of ``package`` signed by ``name``; it holds nothing that could run."""
    plain = _zip(package)
    directory = plain.rindex(b"PK\x05\x06")
    start = struct.unpack_from("<I", plain, directory + 16)[0]
    block = _block(signer.certificate(name))
    end = bytearray(plain[directory:])
    struct.pack_into("<I", end, 16, start + len(block))
    return plain[:start] + block + plain[start:directory] + bytes(end)


def _zip(package: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        info = zipfile.ZipInfo("AndroidManifest.xml", (2024, 1, 1, 0, 0, 0))
        archive.writestr(info, b"\x03\x00\x08\x00" + package.encode("utf-16-le"))
    return target.getvalue()


def _block(certificate: bytes) -> bytes:
    digests = _prefixed(_prefixed(struct.pack("<I", _ECDSA) + _prefixed(bytes(32))))
    signed = digests + _prefixed(_prefixed(certificate)) + _prefixed(b"")
    signatures = _prefixed(_prefixed(struct.pack("<I", _ECDSA) + _prefixed(bytes(64))))
    one = _prefixed(_prefixed(signed) + signatures + _prefixed(bytes(91)))
    value = _prefixed(one)
    pair = struct.pack("<QI", len(value) + 4, V2) + value
    size = len(pair) + 8 + len(MAGIC)
    return struct.pack("<Q", size) + pair + struct.pack("<Q", size) + MAGIC


def _prefixed(data: bytes) -> bytes:
    return struct.pack("<I", len(data)) + data
