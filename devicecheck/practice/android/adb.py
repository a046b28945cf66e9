"""``dumpsys adb`` (Android 10 on): the computers that this phone lets in."""

from __future__ import annotations

import base64
import hashlib
import struct
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from devicecheck.practice.android.phone import AndroidPhone
    from devicecheck.practice.described import Computer

_ANDROID_11, _ANDROID_12 = 30, 31
_EPOCH = datetime(1970, 1, 1, 1)  # noqa: DTZ001 - as a phone in Berlin in winter writes it


def dump(phone: AndroidPhone) -> str:
    """Return the whole dump."""
    keys = [_key(one) for one in phone.described.computers]
    digest = hashlib.md5(keys[-1].encode() if keys else b"").hexdigest().upper()  # noqa: S324 - Android's own
    last = ":".join(digest[at : at + 2] for at in range(0, 32, 2))
    lines = ["ADB MANAGER STATE (dumpsys adb):", "{", "  debugging_manager={", "    connected_to_adb=true"]
    lines += [f"    last_key_received={last}", "    user_keys=" + "".join(key + "\n" for key in keys)]
    if phone.sdk >= _ANDROID_11:
        lines.append(f"    keystore={_store(phone)}")
    return "\n".join([*lines, "  }", "}", ""])


def _key(one: Computer) -> str:
    """Return a public key in adb's own form: 524 bytes in base64 and the computer's name for itself."""
    modulus = b"".join(hashlib.sha256(f"{one.name}/{part}".encode()).digest() for part in range(16))
    return base64.b64encode(struct.pack("<II", 64, 1) + modulus + struct.pack("<I", 65537)).decode() + f" {one.name}"


def _store(phone: AndroidPhone) -> str:
    times = {_key(one): _milliseconds(one) for one in phone.described.computers if one.last_connected}
    if phone.sdk >= _ANDROID_12:
        return _binary(times).decode("utf-8", "replace")
    entries = "".join(f'<adbKey key="{key}" lastConnection="{when}" />' for key, when in times.items())
    return f"<?xml version='1.0' encoding='utf-8' standalone='yes' ?><keyStore version=\"1\">{entries}</keyStore>"


def _binary(times: dict[str, int]) -> bytes:
    """Write Android's binary XML, which a dump then prints as if it were text."""
    known: list[str] = []
    out = b"ABX\0\x10" + b"\x32" + _interned("keyStore", known) + b"\x6f" + _interned("version", known)
    out += struct.pack(">i", 1)
    for key, when in times.items():
        out += b"\x32" + _interned("adbKey", known) + b"\x2f" + _interned("key", known) + _utf(key)
        out += b"\x8f" + _interned("lastConnection", known) + struct.pack(">q", when)
        out += b"\x33" + _interned("adbKey", known)
    return out + b"\x33" + _interned("keyStore", known) + b"\x11"


def _interned(word: str, known: list[str]) -> bytes:
    if word in known:
        return struct.pack(">H", known.index(word))
    known.append(word)
    return b"\xff\xff" + _utf(word)


def _utf(word: str) -> bytes:
    data = word.encode()
    return struct.pack(">H", len(data)) + data


def _milliseconds(one: Computer) -> int:
    since = one.last_connected - _EPOCH if one.last_connected else timedelta()
    return round(since.total_seconds() * 1000)
