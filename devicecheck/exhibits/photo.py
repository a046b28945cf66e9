"""What a photo says, in plain words, with the warning before it is handed over. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from devicecheck.untrusted import untrusted
from devicecheck.words import Words
from evidence.exif import Claim, Field, PhotoClaims, State
from evidence.exif.claims import place_of

_TIMES = {Field.TAKEN, Field.CHANGED}
_REVEALING = (Field.SERIAL, Field.OWNER, Field.TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One photo in words of one language."""

    lines: tuple[tuple[str, str], ...]
    """Label and what was read, for screen and report."""
    warnings: tuple[str, ...]
    """Whole sentences; the one about whereabouts comes first."""
    whereabouts: bool
    """Whether it may tell where somebody was: ask before it is handed over, and offer the redacted copy."""


def tell(claims: PhotoClaims, words: Words) -> Told:
    """Say what the file says of itself, and what nobody could read."""
    return Told(
        lines=tuple(
            (words.say(f"photos.field.{claim.field}"), _said(claim, words)) for claim in claims.claims if _worth(claim)
        ),
        warnings=tuple(_warnings(claims, words)),
        whereabouts=claims.tells_whereabouts,
    )


def _worth(claim: Claim) -> bool:
    """Place, time and device are always answered; the rest only where there is something to say."""
    return claim.field in {Field.PLACE, Field.TAKEN, Field.DEVICE} or claim.state in {State.SAID, State.DISAGREE}


def _said(claim: Claim, words: Words) -> str:
    if claim.state in {State.NOT_THERE, State.COULD_NOT_READ}:
        return words.say(f"photos.state.{claim.state}")
    if claim.state is State.DISAGREE:
        parts = [
            f"{words.say(f'photos.reader.{one.reader}')}: {_value(claim.field, one.value, words)}"
            for one in claim.readings
        ]
        return words.say("photos.state.disagree", readings="; ".join(parts))
    value = _value(claim.field, claim.readings[0].value, words)
    return value if len(claim.readings) > 1 else words.say("photos.state.one_reader", value=value)


def _value(field: Field, value: str, words: Words) -> str:
    place = place_of(value) if field is Field.PLACE else None
    if place:
        north = words.say("photos.north" if place.latitude >= 0 else "photos.south")
        east = words.say("photos.east" if place.longitude >= 0 else "photos.west")
        text = f"{abs(place.latitude):.5f}° {north}, {abs(place.longitude):.5f}° {east}"
        return text.replace(".", ",") if words.language == "de" else text
    shown = untrusted(value)
    return shown.replace(":", "-", 2) if field in _TIMES and shown[4:5] == ":" else shown


def _warnings(claims: PhotoClaims, words: Words) -> list[str]:
    keys = []
    place = claims[Field.PLACE].state
    if place in {State.SAID, State.DISAGREE}:
        keys.append("whereabouts")
    elif place is State.COULD_NOT_READ:
        keys.append("whereabouts_unknown")
    keys += [block for block in ("video", "iptc", "thumbnail") if block in claims.holds]
    if any(claims[field].readings for field in _REVEALING):
        keys.append("revealing")
    if any(claim.state is State.DISAGREE for claim in claims.claims):
        keys.append("disagree")
    return [words.say(f"photos.warning.{key}") for key in keys]
