"""Settle what several lists say of one value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.facts import Indicator, Kind, Match

if TYPE_CHECKING:
    from collections.abc import Iterable

TEST_KEYS = frozenset(
    {
        "61ed377e85d386a8dfee6b864bd85b0bfaa5af81",  # SHA-1 of AOSP's public test key
        "a40da80a59d170caa950cf15c18c454d47a39b26989d8b640ecd745ba71bf5dc",  # the same certificate, SHA-256
    }
)
"""Anyone can sign with these: they name no family."""
TEST_KEY_HASH = "d7f1f224"
"""``Arrays.hashCode`` of that certificate, as dumpsys prints it."""
_MILDEST_FIRST = {Kind.WATCHWARE: 0, Kind.STALKERWARE: 1, Kind.SPYWARE: 2}


def settled(indicators: Iterable[Indicator], match: Match) -> dict[str, Indicator]:
    """Return one indicator for every value of one kind of match.

    Where one list calls a value watchware and another stalkerware, it is watchware: published STIX bundles do not
    tell the two apart, and an openly visible tool must not be called a hidden one.
    """
    chosen: dict[str, Indicator] = {}
    for indicator in indicators:
        if indicator.match is not match or indicator.value in TEST_KEYS:
            continue
        before = chosen.get(indicator.value)
        if before is None or _MILDEST_FIRST[indicator.kind] < _MILDEST_FIRST[before.kind]:
            chosen[indicator.value] = indicator
    return chosen
