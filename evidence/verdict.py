"""What a verification says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Why a bundle is refused."""

    MALFORMED = "malformed"
    """Not of the form that the specification gives: no bundle, half a file, another version."""
    TAMPERED = "tampered"
    """Right form, but some bytes are not those that were sealed."""
    INCOMPLETE = "incomplete"
    """Something that was sealed is not there, or it was never sealed."""
    UNTRUSTED_KEY = "untrusted key"
    """Signed, but not with the key that it should be signed with."""
    ANCHOR_MISSING = "anchor missing"
    """The seal says that a time-stamp belongs to it, and there is none."""
    RECEIPT_MISMATCH = "receipt mismatch"
    """Whole in itself, but not the bundle that the receipt was written for."""


class VerifyError(Exception):
    """A bundle that is refused, and the one thing that is wrong with it."""

    def __init__(self, kind: Kind, what: str) -> None:
        """Name the kind and the thing."""
        super().__init__(f"{kind}: {what}")
        self.kind, self.what = kind, what

    def __reduce__(self) -> tuple[type[VerifyError], tuple[Kind, str]]:
        """Travel between processes."""
        return VerifyError, (self.kind, self.what)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that a reader has to know though the bundle verifies. ``about``: clock, anchor, origin, withheld."""

    about: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A bundle that is whole, and what is known about it."""

    case: str
    bundle: str
    seq: int
    head: str
    key: str
    """Fingerprint of the centre's key."""
    origin: str
    """``unverified``, or by what it was verified: ``key``, ``receipt``."""
    sealed: str
    """When, by the laptop's clock."""
    anchor: str
    """``none``, ``failed: …``, or the time with ``authority not checked`` or the tool that checked it."""
    lines: int
    files: int
    exhibits: int
    """Captured up to the seal."""
    handed_over: int
    """Of these, in this bundle."""
    notes: tuple[Note, ...]
