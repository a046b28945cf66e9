"""Who, when, how and why, known before the first byte: one function for each kind of exhibit.

Each asks the rules first and raises ``RefusedError``: there is no other way to a ``Capture`` of a copy. The sitting
then does, for a file::

    with custody.exhibit(describe.file(here, found, why=…, shows=…)) as writer:
        files.take(phone, found.path, writer.write, stop).into(writer.result)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from devicecheck.exhibits import files, screenshot
from devicecheck.exhibits.rules import Circumstances, allow
from devicecheck.untrusted import untrusted
from evidence.exhibit import Capture, Class

_ENDING = re.compile(r"[a-z0-9]{1,8}")
_TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "heic": "image/heic",
    "heif": "image/heif",
    "avif": "image/avif",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "mp4": "video/mp4",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "opus": "audio/ogg",
    "ogg": "audio/ogg",
    "pdf": "application/pdf",
    "txt": "text/plain",
    "apk": "application/vnd.android.package-archive",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a person said about an exhibit, and when it was begun."""

    why: str
    shows: str = ""
    """What the client says it shows, as typed."""
    started: datetime | None = None
    """Laptop's clock, UTC."""
    drift_ms: int | None = None
    """Phone's clock minus laptop's."""


def screen(here: Circumstances, told: Told) -> Capture:
    """Describe a screenshot over the cable."""
    allow(Class.SCREENSHOT, here)
    return _capture(Class.SCREENSHOT, told, screenshot.COMMAND, "adb screenshot", ending="png")


def file(here: Circumstances, path: bytes, told: Told) -> Capture:
    """Describe a file that the client chose on her phone."""
    allow(Class.FILE, here, image=files.may_show(path))
    return _capture(Class.FILE, told, untrusted(path, limit=1000), "adb pull", name=path)


def app(here: Circumstances, package: str, path: bytes, told: Told) -> Capture:
    """Describe one file of an installed app."""
    allow(Class.APP, here)
    about: dict[str, object] = {"package": untrusted(package)}
    return _capture(Class.APP, told, untrusted(path, limit=1000), "adb pull", name=path, ending="apk", details=about)


def photo(here: Circumstances, path: Path, told: Told) -> Capture:
    """Describe a photo of the phone's screen, from a folder of this computer. The folder's own path is not kept."""
    allow(Class.PHOTO, here)
    return _capture(
        Class.PHOTO, told, "camera of the centre", "camera import", name=path.name.encode("utf-8", "replace")
    )


def note(here: Circumstances, told: Told) -> Capture:
    """Describe a typed note."""
    allow(Class.NOTE, here)
    return _capture(Class.NOTE, told, "typed", "typed", ending="txt")


def redacted(here: Circumstances, number: str, told: Told) -> Capture:
    """Describe a copy of exhibit ``number`` that holds pixels only."""
    allow(Class.REDACTED, here)
    return _capture(Class.REDACTED, told, f"drawn anew from {number}", "redrawn", ending="jpg", derived_from=number)


def _capture(
    kind: Class,
    told: Told,
    source: str,
    method: str,
    *,
    name: bytes = b"",
    ending: str = "",
    derived_from: str | None = None,
    details: dict[str, object] | None = None,
) -> Capture:
    shown = untrusted(name.rpartition(b"/")[2]) if name else ""
    suffix = ending or _ending(name)
    more = dict(details or {})
    if shown and shown.encode() != name.rpartition(b"/")[2]:
        more["name_hex"] = name.hex()
    return Capture(
        kind=kind,
        source=source,
        method=method,
        why=told.why,
        suffix=suffix,
        media_type=_TYPES.get(suffix, "application/octet-stream"),
        shows=told.shows,
        original_name=shown,
        derived_from=derived_from,
        drift_ms=told.drift_ms,
        started=told.started,
        details=more,
    )


def _ending(name: bytes) -> str:
    ending = name.rpartition(b".")[2].lower().decode("ascii", "replace") if b"." in name else ""
    return ending if _ENDING.fullmatch(ending) else "bin"
