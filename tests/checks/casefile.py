"""Turn the data of ``cases.toml`` into facts."""

from __future__ import annotations

import dataclasses
import tomllib
import types
import typing
from enum import Enum
from pathlib import Path
from typing import Any

import checks
from checks import facts as kinds
from checks.facts import Fact, Facts, Gap, KnownStore, ReviewedApp, Source
from checks.indicators.builtin import reviewed, stores

HOME = Path(checks.__file__).parent


def toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _value(hint: object, value: object) -> object:
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    if _may_be_unknown(hint) and value == "":
        return None
    origin = typing.get_origin(hint)
    return origin(value) if origin in (tuple, frozenset) else value


def fact(kind: type[Fact], row: dict[str, Any], place: str) -> Fact:
    hints = typing.get_type_hints(kind)
    values = {key: _value(hints[key], value) for key, value in row.items()}
    for field in dataclasses.fields(kind):  # TOML has no null: what is left out and may be unknown is unknown
        if field.name not in values and field.default is dataclasses.MISSING and _may_be_unknown(hints[field.name]):
            values[field.name] = None
    return kind(source=Source(artifact="0" * 64, place=place), **values)


def _may_be_unknown(hint: object) -> bool:
    return isinstance(hint, types.UnionType) and type(None) in typing.get_args(hint)


def facts_of(case: dict[str, Any]) -> Facts:
    """Facts of one case; the lists that are always there are the shipped ones unless the case has its own."""
    read: dict[type[Fact], tuple[Fact, ...]] = {KnownStore: stores(), ReviewedApp: reviewed()}
    for name, rows in case.items():
        kind = getattr(kinds, name, None)
        if isinstance(kind, type) and issubclass(kind, Fact):
            read[kind] = tuple(fact(kind, row, f"case {n}") for n, row in enumerate(rows))
    gaps = [Gap(**{**gap, "kind": getattr(kinds, gap["kind"])}) for gap in case.get("gaps", ())]
    return Facts(read, gaps)
