"""adb's messages as bytes, without any input or output.

A message is a header of six little-endian 32-bit numbers (command, two arguments, length, sum of the payload's bytes,
command inverted) and the payload. Source: AOSP, ``packages/modules/adb/protocol.txt`` and ``file_sync_protocol.h``.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from devicecheck.acquire.errors import GarbledError, OfflineError

HEADER = struct.Struct("<6I")
LEAST_PAYLOAD = 4096
MOST_PAYLOAD = 1 << 20
"""Bytes in one message that we accept, and announce."""
MOST_BANNER = 4096
"""Bytes of a phone's greeting; AOSP's own is about 500."""
CHECKSUMS = 0x01000000
NO_CHECKSUMS = 0x01000001
"""Protocol versions: from the second on neither side sums up the payload."""
FEATURES = ("shell_v2", "stat_v2")
"""What we ask for; each is used only if the phone has it too."""
TOKEN, SIGNATURE, PUBLIC_KEY = 1, 2, 3
"""First argument of ``AUTH``."""


def _name(text: bytes) -> int:
    return int.from_bytes(text, "little")


CNXN, AUTH, OPEN, OKAY, CLSE, WRTE, STLS = map(_name, (b"CNXN", b"AUTH", b"OPEN", b"OKAY", b"CLSE", b"WRTE", b"STLS"))
_KNOWN = {CNXN, AUTH, OPEN, OKAY, CLSE, WRTE, STLS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A message without its payload."""

    command: int
    first: int
    second: int
    length: int
    """Bytes of payload."""
    sum: int


def pack(command: int, first: int, second: int, payload: bytes = b"", *, version: int = CHECKSUMS) -> bytes:
    """Return the header for ``payload``; both arguments are unsigned 32-bit numbers."""
    total = 0 if version >= NO_CHECKSUMS else sum(payload) & 0xFFFFFFFF
    return HEADER.pack(command, first, second, len(payload), total, command ^ 0xFFFFFFFF)


def unpack(header: bytes | bytearray | memoryview) -> Head:
    """Return the header of 24 bytes; raises ``GarbledError`` for anything that no adb sends."""
    command, first, second, length, total, magic = HEADER.unpack(header)
    if command ^ 0xFFFFFFFF != magic or command not in _KNOWN:
        raise GarbledError(f"no adb message: {bytes(header).hex()}")
    if length > MOST_PAYLOAD:
        raise GarbledError(f"a message of {length} bytes")
    return Head(command=command, first=first, second=second, length=length, sum=total)


def greeting() -> bytes:
    """Return our banner."""
    return b"host::features=" + ",".join(FEATURES).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """What a phone says of itself when it agrees to talk."""

    version: int
    most: int
    """Bytes of payload that it takes in one message."""
    features: frozenset[str]


def banner(head: Head, payload: bytes) -> Banner:
    """Return the phone's greeting; raises ``OfflineError`` if it is not a started Android."""
    if len(payload) > MOST_BANNER:
        raise GarbledError(f"a greeting of {len(payload)} bytes")
    kind, _, rest = payload.rstrip(b"\0").partition(b"::")
    if kind != b"device":
        raise OfflineError(f"the phone says it is {kind[:20]!r}")
    if head.second < LEAST_PAYLOAD:
        raise GarbledError(f"messages of {head.second} bytes at most")
    pairs = (piece.partition(b"=") for piece in rest.split(b";"))
    told = {name: value for name, _, value in pairs}
    names = told.get(b"features", b"").decode("ascii", "replace").split(",")
    return Banner(
        version=min(head.first, NO_CHECKSUMS),
        most=min(head.second, MOST_PAYLOAD),
        features=frozenset(names).intersection(FEATURES),
    )
