"""STIX 2 bundles, as published beside reports on spyware.

Bundles made from stalkerware-indicators call every family malware, watchware too; see ``checks.listed.settled``.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from checks.facts import Kind, Match
from checks.indicators.model import UnreadableListError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checks.indicators.model import Collector

PATTERNS = {
    "app:id": Match.PACKAGE,
    "app:cert.sha1": Match.CERTIFICATE,
    "app:cert.sha256": Match.CERTIFICATE,
    "file:hashes.sha256": Match.FILE,
    "file:hashes.'sha-256'": Match.FILE,
    "file:hashes.sha-256": Match.FILE,
    "domain-name:value": Match.DOMAIN,
    "process:name": Match.PROCESS,
    "file:path": Match.PATH,
    "android-property:name": Match.PROPERTY,
}
"""What STIX compares, in lower case, and what that is on a phone."""
_PATTERN = re.compile(r"\s*\[\s*([\w-]+:[\w.'-]+)\s*=\s*'((?:[^'\\]|\\.)*)'\s*\]\s*")
_STALKERWARE = re.compile(r"stalkerware", re.IGNORECASE)


def read(data: bytes, collect: Collector) -> None:
    """Read a bundle; a pattern that is not known is counted, one that is no pattern is malformed."""
    objects = _objects(data)
    names = {str(one.get("id")): one for _, one in objects if one.get("type") in {"malware", "tool", "intrusion-set"}}
    families = _families((one for _, one in objects), names)
    only = next(iter(names.values())) if len(names) == 1 else None
    for number, one in objects:
        if one.get("type") == "indicator":
            family = families.get(str(one.get("id")), only)
            _indicator(one, family, f"object {number}", collect)


def latest(data: bytes) -> date | None:
    """Return the day on which anything in the bundle was last changed."""
    days = (_day(str(one.get("modified") or one.get("created") or "")) for _, one in _objects(data))
    return max((day for day in days if day), default=None)


def _objects(data: bytes) -> list[tuple[int, dict[str, Any]]]:
    try:
        bundle = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UnreadableListError(f"no JSON: {error}") from error
    objects = bundle.get("objects") if isinstance(bundle, dict) and bundle.get("type") == "bundle" else None
    if not isinstance(objects, list):
        raise UnreadableListError("no STIX bundle")
    return [(number, one) for number, one in enumerate(objects) if isinstance(one, dict)]


def _families(objects: Iterable[dict[str, Any]], names: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {
        str(one.get("source_ref")): names[str(one.get("target_ref"))]
        for one in objects
        if one.get("type") == "relationship" and str(one.get("target_ref")) in names
    }


def _indicator(one: dict[str, Any], family: dict[str, Any] | None, place: str, collect: Collector) -> None:
    name = str((family or {}).get("name") or one.get("name") or "?")
    told = f"{name} {(family or {}).get('description')} {(family or {}).get('malware_types')}"
    kind = Kind.STALKERWARE if _STALKERWARE.search(told) else Kind.SPYWARE
    pattern = one.get("pattern")
    found = list(_terms(pattern)) if isinstance(pattern, str) else []
    if not found:
        collect.wrong(place, f"no pattern that can be read: {str(pattern)[:80]!r}")
    for what, value in found:
        match = PATTERNS.get(what.lower())
        if match is None:
            collect.unused(f"stix pattern {what}")
        else:
            collect.add(name, kind, match, value, place)


def _terms(pattern: str) -> Iterator[tuple[str, str]]:
    """Yield the comparisons of a pattern that is one of them, or several joined by OR."""
    for part in re.split(r"\s+OR\s+", pattern):
        part_in_brackets = part if part.lstrip().startswith("[") else f"[{part.strip().strip('[]')}]"
        closed = part_in_brackets if part_in_brackets.rstrip().endswith("]") else f"{part_in_brackets}]"
        found = _PATTERN.fullmatch(closed)
        if found:
            yield found[1], re.sub(r"\\(.)", r"\1", found[2])
        else:
            yield "in another form", part


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
