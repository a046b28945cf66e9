"""The samples table of stalkerware-indicators: the SHA-256 of files that were seen."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from checks.facts import Kind, Match
from checks.indicators.model import UnreadableListError

if TYPE_CHECKING:
    from checks.indicators.model import Collector

COLUMNS = {"SHA256", "App"}


def read(data: bytes, collect: Collector) -> None:
    """Read the table; raises ``UnreadableListError`` where the columns are others."""
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise UnreadableListError(f"no text: {error}") from error
    rows = csv.DictReader(lines)
    if not set(rows.fieldnames or ()) >= COLUMNS:
        raise UnreadableListError("the table has no columns SHA256 and App")
    try:
        for row in rows:
            place = f"line {rows.line_num}"
            collect.add(row["App"] or "?", Kind.STALKERWARE, Match.FILE, row["SHA256"], place)
    except csv.Error as error:
        raise UnreadableListError(f"line {rows.line_num}: {error}") from error
