"""What an exhibit is, and what is written down about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from evidence.clock import stamp
from evidence.hashing import Digests


class Class(StrEnum):
    """What kind of thing an exhibit is; decides whether it is handed over unless somebody says otherwise."""

    PHONE = "phone"
    """A raw answer of the phone."""
    PERSONAL = "personal"
    """A raw answer that shows place, networks, accounts or other people: handed over only when chosen."""
    APP = "app"
    """The installation file of an app."""
    FILE = "file"
    """A file chosen from the phone."""
    SCREENSHOT = "screenshot"
    PHOTO = "photo"
    """Taken with another camera, of the phone's screen or of something else."""
    NOTE = "note"
    """Typed by a person."""
    REDACTED = "redacted"
    """A copy with something covered, derived from another exhibit."""


_SUFFIX = re.compile(r"[a-z0-9]{1,8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Who, when, how and why, known before the first byte."""

    kind: Class
    source: str
    """The command, the path on the phone, or where else it came from. Printable text."""
    method: str
    """``adb shell``, ``adb pull``, ``adb screenshot``, ``camera import``, ``typed`` …"""
    why: str
    suffix: str = "bin"
    """Ending of the name in the bundle: 1 to 8 of a-z and 0-9."""
    media_type: str = "application/octet-stream"
    shows: str = ""
    """What the client said that it shows, in her words."""
    original_name: str = ""
    derived_from: str | None = None
    """Exhibit that this one was made from."""
    phone_clock: str = ""
    """What the phone's clock said, as read."""
    drift_ms: int | None = None
    """Phone's clock minus laptop's."""
    started: datetime | None = None
    details: Mapping[str, object] = field(default_factory=dict)
    """Anything else worth keeping: JSON without fractions."""

    def __post_init__(self) -> None:
        """Refuse an ending that some file system would not take."""
        if not _SUFFIX.fullmatch(self.suffix):
            raise ValueError(f"not a safe ending: {self.suffix!r}")


@dataclass(slots=True, kw_only=True)
class Result:
    """What is known only after the last byte; the caller fills it in."""

    status: int | None = None
    """Exit status, where there was one."""
    cut: str = ""
    """Why it is not whole (``bytes``, ``time``), else empty."""
    stderr: str = ""
    phone_sha256: str = ""
    """What the phone itself said the SHA-256 is, where it was asked."""
    details: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One thing that was captured and logged."""

    number: str
    """``E-0001``"""
    kind: Class
    name: str
    """``data/E-0001.txt``: its place in a bundle."""
    digests: Digests
    seq: int
    """Line of the log (from 0) that records it."""
    body: Mapping[str, object] | None
    """All that was written down about it; none after deletion."""
    kept: bool
    """Whether its bytes are still here."""


def body_of(
    capture: Capture, result: Result, digests: Digests, *, name: str, operator: str, ended: str
) -> dict[str, object]:
    """Return what the log keeps about an exhibit."""
    return {
        "blake3": digests.blake3,
        "class": str(capture.kind),
        "cut": result.cut,
        "derived_from": capture.derived_from,
        "details": {**capture.details, **result.details},
        "drift_ms": capture.drift_ms,
        "ended": ended,
        "media_type": capture.media_type,
        "method": capture.method,
        "name": name,
        "operator": operator,
        "original_name": capture.original_name,
        "phone_clock": capture.phone_clock,
        "phone_sha256": result.phone_sha256,
        "sha256": digests.sha256,
        "shows": capture.shows,
        "size": digests.size,
        "source": capture.source,
        "started": None if capture.started is None else stamp(capture.started),
        "status": result.status,
        "stderr": result.stderr,
        "why": capture.why,
    }


def usual_choice(exhibits: Iterable[Exhibit]) -> tuple[str, ...]:
    """Return the numbers handed over unless somebody chooses: what is still here and not about other things."""
    return tuple(each.number for each in exhibits if each.kept and each.kind is not Class.PERSONAL)
