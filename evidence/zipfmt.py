"""The one form of zip file that a bundle has: stored, no comments, no extras but ZIP64, fixed dates. Pure.

Sizes and checksums stand before the bytes, so that it is read in one pass; and every byte that is not a file's own is
determined by names, sizes and checksums, so that there is no room for anything that no reader would look at.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

_MAX32, _MAX16 = 0xFFFFFFFF, 0xFFFF
_DATE = 0x21
"""1980-01-01, the earliest that the format knows."""
_MODE = 0o100644 << 16
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
LOCAL_SIZE = _LOCAL.size
LOCAL_MAGIC, CENTRAL_MAGIC = b"PK\x03\x04", b"PK\x01\x02"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file in the zip."""

    name: str
    size: int
    crc32: int
    offset: int = 0
    """Where its header begins."""


def local(entry: Entry) -> bytes:
    """Return the header that stands before a file's bytes."""
    big = entry.size >= _MAX32
    extra = struct.pack("<2H2Q", 1, 16, entry.size, entry.size) if big else b""
    size = _MAX32 if big else entry.size
    name = entry.name.encode("ascii")
    fixed = _LOCAL.pack(LOCAL_MAGIC, 45 if big else 20, 0, 0, 0, _DATE, entry.crc32, size, size, len(name), len(extra))
    return fixed + name + extra


def read_local(fixed: bytes) -> tuple[int, int]:
    """Return how many bytes of name and of extra follow; ValueError if this is no header of ours."""
    magic, *numbers = _LOCAL.unpack(fixed)
    if magic != LOCAL_MAGIC:
        raise ValueError("no file begins here")
    if numbers[-2] == 0 or numbers[-1] not in {0, 20}:
        raise ValueError("not a header as this format has it")
    return numbers[-2], numbers[-1]


def entry_of(header: bytes, offset: int) -> Entry:
    """Read a whole header; ValueError unless it is byte for byte what ``local`` writes."""
    numbers = _LOCAL.unpack(header[:LOCAL_SIZE])
    name_end = LOCAL_SIZE + numbers[9]
    size = numbers[7]
    if numbers[10]:
        size = struct.unpack("<2H2Q", header[name_end:])[2]
    try:
        entry = Entry(name=header[LOCAL_SIZE:name_end].decode("ascii"), size=size, crc32=numbers[6], offset=offset)
    except UnicodeDecodeError as error:
        raise ValueError("a name that is not ASCII") from error
    if local(entry) != header:
        raise ValueError("compressed, encrypted, dated or otherwise not as this format has it")
    return entry


def ending(entries: Sequence[Entry], start: int) -> bytes:
    """Return everything after the last file: the directory, which begins at ``start``, and its end."""
    directory = b"".join(_central(entry) for entry in entries)
    count, size = len(entries), len(directory)
    end = b""
    if count >= _MAX16 or start >= _MAX32 or size >= _MAX32:
        end += _END64.pack(b"PK\x06\x06", 44, 0x32D, 45, 0, 0, count, count, size, start)
        end += _LOCATOR.pack(b"PK\x06\x07", 0, start + size, 1)
    short = min(count, _MAX16)
    end += _END.pack(b"PK\x05\x06", 0, 0, short, short, min(size, _MAX32), min(start, _MAX32), 0)
    return directory + end


def _central(entry: Entry) -> bytes:
    big, far = entry.size >= _MAX32, entry.offset >= _MAX32
    values = [entry.size, entry.size] * big + [entry.offset] * far
    extra = struct.pack(f"<2H{len(values)}Q", 1, 8 * len(values), *values) if values else b""
    name = entry.name.encode("ascii")
    version = 45 if values else 20
    return (
        _CENTRAL.pack(
            CENTRAL_MAGIC,
            0x300 | version,
            version,
            0,
            0,
            0,
            _DATE,
            entry.crc32,
            min(entry.size, _MAX32),
            min(entry.size, _MAX32),
            len(name),
            len(extra),
            0,
            0,
            0,
            _MODE,
            min(entry.offset, _MAX32),
        )
        + name
        + extra
    )
