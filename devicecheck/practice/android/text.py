"""How Android writes ids, durations, times and components."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime, timedelta

FIRST_APP = 10000
PER_USER = 100000


def object_id(*parts: object) -> str:
    """Return an ``identityHashCode`` in hex, always the same for the same thing."""
    digest = hashlib.sha256("/".join(map(str, parts)).encode()).digest()
    return f"{int.from_bytes(digest[:4], 'big') >> 4:x}"


def path_mark(*parts: object) -> str:
    """Return the random-looking mark of an install path: ``STVfdipYRYJs6KMukOgQrg==``."""
    return base64.urlsafe_b64encode(hashlib.md5("/".join(map(str, parts)).encode()).digest()).decode()  # noqa: S324


def number(limit: int, *parts: object) -> int:
    """Return a number from 0 to ``limit`` - 1, always the same for the same thing."""
    digest = hashlib.sha256("#".join(map(str, parts)).encode()).digest()
    return int.from_bytes(digest[:8], "big") % limit


def when(moment: datetime) -> str:
    """``2024-03-21 11:07:22``."""
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def when_exactly(moment: datetime) -> str:
    """``2024-03-21 11:07:22.315``."""
    return f"{when(moment)}.{moment.microsecond // 1000:03d}"


def duration(span: timedelta) -> str:
    """``+1d2h0m5s315ms``, as ``TimeUtils.formatDuration`` does: nothing left out below the largest unit."""
    milliseconds = round(span.total_seconds() * 1000)
    if milliseconds == 0:
        return "0"
    sign, rest = ("-" if milliseconds < 0 else "+"), abs(milliseconds)
    parts: list[str] = []
    for size, unit in ((86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1000, "s"), (1, "ms")):
        amount, rest = divmod(rest, size)
        if amount or parts:
            parts.append(f"{amount}{unit}")
    return sign + "".join(parts)


def uid(app_id: int, user: int) -> int:
    """Return the uid of an app for a user."""
    return user * PER_USER + app_id


def short_uid(app_id: int, user: int) -> str:
    """``1000``, ``u0a103``, ``u10s1000``, as ``UserHandle.formatUid`` does."""
    if user == 0 and app_id < FIRST_APP:
        return str(app_id)
    return f"u{user}a{app_id - FIRST_APP}" if app_id >= FIRST_APP else f"u{user}s{app_id}"


def full_class(package: str, name: str) -> str:
    """Return ``package.Main`` for ``.Main`` and ``Main``; a name with a package stays."""
    if name.startswith("."):
        return package + name
    return name if "." in name else f"{package}.{name}"


def component(package: str, name: str) -> str:
    """``package/package.Class``."""
    return f"{package}/{full_class(package, name)}"


def short_component(package: str, name: str) -> str:
    """``package/.Class``, where the class lies in the package."""
    full = full_class(package, name)
    return f"{package}/{full.removeprefix(package)}" if full.startswith(package + ".") else f"{package}/{full}"


def permission(name: str) -> str:
    """Return the full name: without a dot it is one of Android's own."""
    return name if "." in name else f"android.permission.{name}"
