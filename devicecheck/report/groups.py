"""Which picture goes into which file: courts take at most 200 MB in one message (ERVB)."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from devicecheck.report.content import Exhibit

PART_BYTES = 150_000_000
"""Picture bytes in one file; what the layout adds stays far below the other 50 MB."""
PART_EXHIBITS = 150
"""Exhibits described in one file: keeps typesetting below 250 MB of memory."""
LONG_LOG = 300
"""Events of which all are printed; in a longer log the routine ones are counted."""
ORDER = ("answers", "apps", "screenshots", "photos", "files", "notes")


def by_group(exhibits: Iterable[Exhibit]) -> Iterator[tuple[str, tuple[Exhibit, ...]]]:
    """Yield each group that has exhibits, in the report's order."""
    sorted_ = sorted(exhibits, key=lambda exhibit: (ORDER.index(exhibit.group), exhibit.number))
    for group, members in groupby(sorted_, key=lambda exhibit: exhibit.group):
        yield group, tuple(members)


def detail_parts(exhibits: Iterable[Exhibit], most: int = PART_EXHIBITS) -> tuple[tuple[Exhibit, ...], ...]:
    """Split exhibits into parts of one group and at most ``most`` each; empty if the report itself can hold them."""
    every = tuple(exhibits)
    if len(every) <= most:
        return ()
    groups = (members for _, members in by_group(every))
    return tuple(members[at : at + most] for members in groups for at in range(0, len(members), most))


def picture_parts(exhibits: Iterable[Exhibit], limit: int = PART_BYTES) -> tuple[tuple[Exhibit, ...], ...]:
    """Split the exhibits that have a picture into parts: one group each, each below ``limit`` bytes of pictures."""
    parts: list[tuple[Exhibit, ...]] = []
    for _, members in by_group(exhibit for exhibit in exhibits if exhibit.picture is not None):
        parts.extend(_below(members, limit))
    return tuple(parts)


def _below(members: Iterable[Exhibit], limit: int) -> Iterator[tuple[Exhibit, ...]]:
    part: list[Exhibit] = []
    filled = 0
    for exhibit in members:
        size = len(exhibit.picture.jpeg) if exhibit.picture else 0
        if part and filled + size > limit:
            yield tuple(part)
            part, filled = [], 0
        part.append(exhibit)
        filled += size
    if part:
        yield tuple(part)
