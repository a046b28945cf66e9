"""From a TOML table to a dataclass, strictly: a key that nobody knows is an error that names it."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from devicecheck.errors import DeviceCheckError

T = typing.TypeVar("T")


class DescriptionError(DeviceCheckError):
    """A described phone that cannot be understood; says where and why."""

    key = "practice_description"


def build(kind: type[T], table: Mapping[str, object], where: str = "") -> T:
    """Return a ``kind`` filled from ``table``. Raises ``DescriptionError``."""
    hints = typing.get_type_hints(kind)
    known = {field.name for field in dataclasses.fields(typing.cast("typing.Any", kind))}
    for key in table:
        if key not in known:
            raise DescriptionError(f"{where}{key}: unknown")
    values = {key: _value(hints[key], value, f"{where}{key}") for key, value in table.items()}
    try:
        return kind(**values)
    except TypeError as error:
        raise DescriptionError(f"{where.rstrip('.') or kind.__name__}: {error}") from None


def _value(hint: object, value: object, where: str) -> object:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in {types.UnionType, typing.Union}:
        return _one_of(inner, value, where)
    if origin is tuple and isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(_value(inner[0], item, f"{where}[{number}]") for number, item in enumerate(value))
    if origin is dict and isinstance(value, Mapping):
        return {str(key): _value(inner[1], item, f"{where}.{key}") for key, item in value.items()}
    if isinstance(hint, type) and dataclasses.is_dataclass(hint) and isinstance(value, Mapping):
        return build(hint, value, f"{where}.")
    return _plain(hint, value, where)


def _one_of(hints: Sequence[object], value: object, where: str) -> object:
    for hint in hints:
        try:
            return _value(hint, value, where)
        except DescriptionError:
            continue
    raise DescriptionError(f"{where}: {value!r} does not fit")


def _plain(hint: object, value: object, where: str) -> object:
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if hint is datetime and isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, 12)  # noqa: DTZ001 - a phone's clock has no zone
    if isinstance(hint, type) and isinstance(value, hint) and isinstance(value, bool) == (hint is bool):
        return value
    raise DescriptionError(f"{where}: {value!r} does not fit")
