"""An exhibit in words: who, when, how, why, and what the client says it shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal


class Kind(StrEnum):
    """How an exhibit came about; ``exhibits.kind`` in the words says it to a counsellor and to a court."""

    ANSWER = "answer"
    """What the phone answered to one question."""
    APP = "app"
    """The file of an installed app."""
    SCREENSHOT = "screenshot"
    """The phone's screen, over the cable."""
    PHOTO = "photo"
    """The phone's screen, photographed with the counsellor's camera."""
    FILE = "file"
    """A file that the client chose on her phone."""
    NOTE = "note"
    """Typed by the counsellor."""
    REDACTED = "redacted"
    """A copy of a picture without its hidden data, made from another exhibit."""

    @property
    def group(self) -> str:
        """The report's group (``devicecheck.report.groups``)."""
        return _GROUPS[self]


_GROUPS = {
    Kind.ANSWER: "answers",
    Kind.APP: "apps",
    Kind.SCREENSHOT: "screenshots",
    Kind.PHOTO: "photos",
    Kind.FILE: "files",
    Kind.NOTE: "notes",
    Kind.REDACTED: "files",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """Everything a court asks about one exhibit, except its hashes."""

    kind: Kind
    title: str
    by: str
    """The counsellor's sign."""
    at: datetime
    """Laptop's clock, UTC, when the first byte was asked for."""
    why: str = ""
    says: str = ""
    """What the client says it shows, as typed."""
    command: str = ""
    name: bytes = b""
    """On the phone, or in the folder it came from; as it was, hostile."""
    derived_from: str = ""
    """Number of the exhibit it was made from."""
    about: str = ""
    """Package name, for the file of an app."""


Comparison = Literal["same", "different", "not_possible", "not_applicable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The bytes went to ``write``; this is what is known about them."""

    size: int
    sha256: str
    status: int | None = None
    """Exit status, where a command was run."""
    on_phone: Comparison = "not_applicable"
    """The phone's own SHA-256 against ours."""
    on_phone_sha256: str = ""
    trace: str = ""
    """Key under ``exhibits.trace``; empty for none."""
    media_type: str = "application/octet-stream"
