"""What the readers said about a photo, laid side by side. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

NEAR = 1e-4
"""Degrees by which two readings of a place may differ and still agree: about ten metres."""
LONGEST = 500
"""Characters kept of one value."""


class Field(StrEnum):
    """What is asked of a photo."""

    PLACE = "place"
    TAKEN = "taken"
    DEVICE = "device"
    SERIAL = "serial"
    """Serial number of camera or lens: ties the photo to one device."""
    SOFTWARE = "software"
    CHANGED = "changed"
    OWNER = "owner"
    """Artist, camera owner, copyright."""
    TEXT = "text"
    """Description or comment."""


class State(StrEnum):
    """How sure the answer is."""

    SAID = "said"
    NOT_THERE = "not_there"
    """Every reader got through and found none."""
    COULD_NOT_READ = "could_not_read"
    DISAGREE = "disagree"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one reader said. The value is text from the file: hostile, not yet made visible."""

    reader: str
    """``exifread``, ``pillow`` or ``xmp``."""
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The answer to one ``Field``."""

    field: Field
    state: State
    readings: tuple[Reading, ...] = ()
    silent: tuple[str, ...] = ()
    """Readers that got through and saw none, though another did."""
    failed: tuple[str, ...] = ()
    """Readers that did not get through."""

    @property
    def value(self) -> str | None:
        """The value all readers that saw one agree on; ``None`` otherwise."""
        return self.readings[0].value if self.state is State.SAID else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A point on the earth, WGS 84, degrees; north and east are positive."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoClaims:
    """All that was read out of one photo."""

    format: str = ""
    """``JPEG``, ``PNG``, …; empty if no reader knew it."""
    width: int = 0
    """Pixels; 0 if not known."""
    height: int = 0
    claims: tuple[Claim, ...]
    """One for each ``Field``."""
    holds: tuple[str, ...] = ()
    """Blocks that were seen and not read: ``thumbnail``, ``makernote``, ``iptc``, ``comment``, ``video``, ``c2pa``."""
    failures: tuple[tuple[str, str], ...] = ()
    """Reader and why: its error's name, ``type`` (knows no such images), ``time``, ``memory``, ``died``, ``size``."""

    def __getitem__(self, field: Field) -> Claim:
        """Return the claim on one field."""
        return next(claim for claim in self.claims if claim.field is field)

    @property
    def places(self) -> tuple[Place, ...]:
        """Every point that any reader saw."""
        found = (place_of(reading.value) for reading in self[Field.PLACE].readings)
        return tuple(place for place in found if place is not None)

    @property
    def tells_whereabouts(self) -> bool:
        """Whether the photo may tell where somebody was: a place was seen, or nobody can say that there is none."""
        return self[Field.PLACE].state is not State.NOT_THERE or bool({"video", "iptc"} & set(self.holds))


def place_of(value: str) -> Place | None:
    """Read ``52.520000,13.405000``; ``None`` for a place that is only named, or is nowhere."""
    found = re.fullmatch(r"(-?\d{1,3}\.\d+),(-?\d{1,3}\.\d+)", value)
    if not found:
        return None
    place = Place(latitude=float(found[1]), longitude=float(found[2]))
    inside = abs(place.latitude) <= 90 and abs(place.longitude) <= 180  # noqa: PLR2004 - degrees
    return place if inside else None


def weigh(readings: Mapping[str, Mapping[str, str]], failed: Mapping[str, str]) -> tuple[Claim, ...]:
    """Lay the readers' answers side by side: reader → field → value, and reader → why it failed.

    A reader that does not know such images (``type``) counts only where no other one got through.
    """
    through = set(readings) - {"xmp"}
    counted = {reader: why for reader, why in failed.items() if why != "type" or not through}
    return tuple(_weigh_one(field, readings, counted) for field in Field)


def _weigh_one(field: Field, readings: Mapping[str, Mapping[str, str]], failed: Mapping[str, str]) -> Claim:
    said = tuple(
        Reading(reader=reader, value=answers[field][:LONGEST])
        for reader, answers in sorted(readings.items())
        if answers.get(field)
    )
    speakers = {reading.reader for reading in said}
    return Claim(
        field=field,
        state=_state(field, said, failed),
        readings=said,
        silent=tuple(sorted(set(readings) - speakers - set(failed) - {"xmp"})) if said else (),
        failed=tuple(sorted(set(failed) - speakers)),
    )


def _state(field: Field, said: tuple[Reading, ...], failed: Mapping[str, str]) -> State:
    if not said:
        return State.COULD_NOT_READ if failed else State.NOT_THERE
    first = said[0].value
    return State.SAID if all(_agree(field, first, other.value) for other in said[1:]) else State.DISAGREE


def _agree(field: Field, one: str, other: str) -> bool:
    here, there = place_of(one), place_of(other)
    if field is Field.PLACE and here and there:
        return abs(here.latitude - there.latitude) < NEAR and abs(here.longitude - there.longitude) < NEAR
    if field in {Field.TAKEN, Field.CHANGED}:
        return _to_the_second(one) == _to_the_second(other)
    return " ".join(one.split()) == " ".join(other.split())


def _to_the_second(moment: str) -> str:
    return re.sub(r"\D", "", moment)[:14]
