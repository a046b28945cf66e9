"""The YAML of stalkerware-indicators: families with package ids, certificates and servers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checks.facts import Kind, Match
from checks.indicators.plain_yaml import items

if TYPE_CHECKING:
    from checks.indicators.model import Collector

KINDS = {"stalkerware": Kind.STALKERWARE, "watchware": Kind.WATCHWARE, "spyware": Kind.SPYWARE}
UNUSED = (
    "websites",
    "distribution",
    "certificate_cname_re",
    "certificate_organizations",
    "ios_bundles",
)
"""Fields that nothing on an Android phone is compared with."""
LICENCE = "CC BY 4.0, Echap (AssoEchap/stalkerware-indicators)"


def read(data: bytes, collect: Collector) -> None:
    """Read a list; raises ``UnreadableListError`` where it is no YAML list."""
    for line, item in items(data):
        place = f"line {line}"
        if not isinstance(item, dict) or not isinstance(item.get("name"), str) or not item["name"]:
            collect.wrong(place, "an entry without a name")
        elif item.get("type") not in KINDS:
            collect.wrong(place, f"{item['name']}: type {str(item.get('type'))[:40]!r} is not known")
        else:
            _family(item, place, collect)


def _family(item: dict[str, Any], place: str, collect: Collector) -> None:
    family, kind = item["name"], KINDS[item["type"]]
    for key, match in (("packages", Match.PACKAGE), ("certificates", Match.CERTIFICATE)):
        for value in _texts(item.get(key), f"{place}, {key}", collect):
            collect.add(family, kind, match, value, place)
    servers = item.get("c2")
    if isinstance(servers, dict):
        for value in _texts(servers.get("domains"), f"{place}, c2", collect):
            collect.add(family, kind, Match.DOMAIN, value, place)
        for key in ("ips", "ip"):
            collect.unused("ip address", len(_texts(servers.get(key), f"{place}, c2", collect)))
    elif servers:
        collect.wrong(place, f"{family}: c2 is no table")
    for key in UNUSED:
        collect.unused(key, len(_texts(item.get(key), f"{place}, {key}", collect)))


def _texts(value: Any, place: str, collect: Collector) -> list[Any]:  # noqa: ANN401 - whatever the file holds
    if value is None or value == "":
        return []
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return value
    collect.wrong(place, "no list")
    return []
