"""Names of packages, components and times as Android writes them."""

from __future__ import annotations

import re
from datetime import datetime

from devicecheck.untrusted import untrusted

PACKAGE = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*")
_COMPONENT = re.compile(r"([A-Za-z][A-Za-z0-9_.]*)/([A-Za-z0-9_.$\-]+)")
_DURATION = re.compile(r"([+-]?)(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+)s)?(?:(\d+)ms)?")


def component(text: str) -> tuple[str, str] | None:
    """Return package and full component name of ``pkg/.Class`` or ``pkg/pkg.Class``, else ``None``."""
    found = _COMPONENT.fullmatch(text.strip())
    if not found:
        return None
    package, name = found.groups()
    return untrusted(package), untrusted(f"{package}/{package if name.startswith('.') else ''}{name}")


def full_name(package: str, name: str) -> str:
    """Return ``pkg/pkg.Class`` for the class ``.Class`` or ``pkg.Class`` of an app."""
    return untrusted(f"{package}/{package if name.startswith('.') else ''}{name}")


def components(text: str) -> tuple[list[tuple[str, str]], int]:
    """Return the components of a colon list, and how many entries are none."""
    entries = [entry for entry in text.strip().split(":") if entry and entry != "null"]
    found = [component(entry) for entry in entries]
    good = [pair for pair in found if pair]
    return good, len(entries) - len(good)


def moment(text: str) -> datetime | None:
    """Read ``2021-11-04 20:12:50`` in the phone's own clock; ``None`` if it is none."""
    try:
        return datetime.fromisoformat(text.strip()[:19]).replace(tzinfo=None)
    except ValueError:
        return None


def seconds(text: str) -> float | None:
    """Read Android's ``+1d2h3m4s5ms``; ``None`` if it is none."""
    text = text.strip()
    if text in {"0", "+0"}:
        return 0.0
    found = _DURATION.fullmatch(text)
    if not found or not found.lastindex or found.lastindex == 1:
        return None
    sign, *amounts = found.groups("0")
    days, hours, minutes, secs, millis = [int(amount[:15]) for amount in amounts]
    total = ((days * 24 + hours) * 60 + minutes) * 60 + secs + millis / 1000
    return -total if sign == "-" else total


def number(text: str | None) -> int | None:
    """Read a decimal number of up to 18 digits; ``None`` if it is none."""
    if not text:
        return None
    digits = text.strip().removeprefix("-")
    return int(text) if digits.isdecimal() and digits.isascii() and len(digits) < 19 else None  # noqa: PLR2004
