"""The toolkit's own form of list, in TOML: families with package ids, each with the source of the fact."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import TYPE_CHECKING, Any

from checks.facts import Kind, Match
from checks.indicators.model import UnreadableListError

if TYPE_CHECKING:
    from checks.indicators.model import Collector


def table(data: bytes) -> dict[str, Any]:
    """Return the file as a table; raises ``UnreadableListError``."""
    try:
        read_table = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableListError(f"no TOML: {error}") from error
    if not isinstance(read_table.get("family"), list):
        raise UnreadableListError("no family in this file")
    return read_table


def read(data: bytes, collect: Collector) -> None:
    """Read every family: ``name``, ``kind``, ``packages``, ``certificates``, ``source``."""
    for number, family in enumerate(table(data)["family"]):
        place = f"family {number}"
        if not isinstance(family, dict) or not isinstance(family.get("name"), str):
            collect.wrong(place, "a family without a name")
            continue
        kind = next((kind for kind in Kind if kind.value == family.get("kind")), None)
        if kind is None:
            collect.wrong(place, f"kind {str(family.get('kind'))[:40]!r} is not known")
            continue
        for key, match in (("packages", Match.PACKAGE), ("certificates", Match.CERTIFICATE)):
            for value in family.get(key, ()):
                collect.add(family["name"], kind, match, value, f"{place}, {family['name']}")


def dated(data: bytes) -> date | None:
    """Return the day the list gives itself."""
    day = table(data).get("dated")
    return day if isinstance(day, date) else None
