"""What the report for lawyers says, as plain data. Texts may be hostile: they are made visible when it is laid out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Comparison = Literal["same", "different", "not_possible", "not_applicable"]
"""The phone's own SHA-256 of a file against ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """How the bytes of one exhibit came here."""

    by: str
    """Who did it: the counsellor's sign, never a full name that was not meant for a court."""
    at: datetime
    """Laptop's clock, with a zone."""
    how: str
    """In the report's language: "read over the cable", "photographed", "typed"."""
    why: str = ""
    command: str = ""
    """Exactly as the phone's shell got it; empty where no command was run."""
    status: int | None = None
    trace: str = ""
    """What it left on the phone; empty for nothing."""
    cut: str = ""
    """Why the exhibit is not whole: ``bytes`` or ``time``; empty if it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A viewing copy, drawn anew from the pixels by ``evidence.exif``; never the original's bytes."""

    jpeg: bytes
    width: int
    """Pixels."""
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One exhibit of the bundle."""

    number: str
    """``E-0001``."""
    group: str
    """One of ``groups.ORDER``; its title is ``report.group`` in the words."""
    title: str
    file: str
    """Its path in the bundle: ``data/E-0001.png``."""
    size: int
    """Bytes."""
    sha256: str
    blake3: str
    capture: Capture
    name_on_phone: str = ""
    on_phone: Comparison = "not_applicable"
    on_phone_sha256: str = ""
    says: str = ""
    """What the client says it shows, as the counsellor typed it."""
    text: str = ""
    """Of a typed note."""
    machine: tuple[tuple[str, str], ...] = ()
    """What a program read out of it: label and value, in the report's language."""
    picture: Picture | None = None
    derived_from: str = ""
    """Number of the exhibit it was made from."""
    sensitive: bool = False
    """Shows place, Wi-Fi, accounts or other people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What was seen about one app, or about the phone itself, in words of the report's language."""

    title: str
    subject: str
    """Package name and Android user, or ``phone``."""
    seen: tuple[str, ...]
    could_also_be: tuple[str, ...]
    exhibits: tuple[str, ...] = ()
    """Numbers of the exhibits it rests on, with the place: ``E-0003, line 14``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotChecked:
    """Something that was not looked at, and why."""

    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry of the custody log."""

    seq: int
    at: datetime
    what: str
    """In the report's language."""
    by: str = ""
    routine: bool = False
    """An exhibit captured without incident: left out of a long log, since the exhibit itself says when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """The phone as it described itself."""

    lines: tuple[tuple[str, str], ...]
    """Label and value, in the report's language."""
    clock_ahead: float | None
    """Seconds by which the phone's clock was ahead of the laptop's; ``None`` if it was not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """When and by whom."""

    started: datetime
    ended: datetime
    operators: tuple[str, ...]
    tool: str
    """Name and version."""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the lawyer holds against the bundle, by another way."""

    text: str
    """As printed, for the verifier's ``--receipt``."""
    lines: tuple[tuple[str, str], ...]
    """Label and value, in the report's language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportInput:
    """Everything the report says. Plan, answers and cover stories have no field here, on purpose."""

    language: Literal["de", "en"]
    case: str
    """Pseudonym."""
    bundle: str
    """Name of the bundle."""
    made: datetime
    """Becomes the PDF's creation time; no clock is read."""
    sitting: Sitting
    device: Device | None
    exhibits: tuple[Exhibit, ...]
    withheld: tuple[str, ...] = ()
    """Numbers of exhibits that were captured and are not handed over."""
    stories: tuple[Story, ...]
    not_checked: tuple[NotChecked, ...]
    events: tuple[Event, ...]
    receipt: Receipt | None = None
    """``None`` while the log is still open: the report inside a bundle is made before the seal."""
    origin: str = ""
    """SHA-256 fingerprint of the centre's public key."""
    anchor: str = ""
    """A sentence on the time-stamp in the report's language."""
    practice: bool = False
    """A practice phone: says so on every page."""
