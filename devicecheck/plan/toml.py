"""TOML tables that know their file and line, so that an error can say where."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from devicecheck.plan.errors import CatalogueError
from devicecheck.plan.model import Place

E = TypeVar("E", bound=Enum)
_TABLE = re.compile(r'^\[\s*"?(?P<name>[^\]"]+)"?\s*\]')


@dataclass(slots=True, kw_only=True)
class Table:
    """One table of a file; what was not taken out of it by the end is an error."""

    id: str
    place: Place
    values: dict[str, Any]

    def wrong(self, why: str) -> CatalogueError:
        """Return the error that names this table."""
        return CatalogueError(f"{self.place}: {self.id}: {why}")

    def text(self, key: str, default: str | None = None) -> str:
        """Take a string out."""
        found = self.values.pop(key, default)
        if not isinstance(found, str) or (not found.strip() and default is None):
            raise self.wrong(f"{key!r} is missing or no text")
        return found

    def yes(self, key: str) -> bool:
        """Take a boolean out; absent means false."""
        found = self.values.pop(key, False)
        if not isinstance(found, bool):
            raise self.wrong(f"{key!r} is neither true nor false")
        return found

    def number(self, key: str) -> int:
        """Take a whole number out."""
        found = self.values.pop(key, None)
        if not isinstance(found, int) or isinstance(found, bool):
            raise self.wrong(f"{key!r} is missing or no number")
        return found

    def list(self, key: str, *, required: bool = True) -> tuple[str, ...]:
        """Take a list of strings out."""
        found = self.values.pop(key, None if required else [])
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            raise self.wrong(f"{key!r} is missing or no list of texts")
        return tuple(found)

    def table(self, key: str) -> dict[str, Any]:
        """Take a table out; absent means empty."""
        found = self.values.pop(key, {})
        if not isinstance(found, dict):
            raise self.wrong(f"{key!r} is no table")
        return found

    def one_of(self, key: str, kind: type[E]) -> E:
        """Take the value of an enumeration out."""
        return self.member(self.text(key), kind)

    def member(self, value: object, kind: type[E]) -> E:
        """Return the member that is written ``value``; a member is itself."""
        try:
            return kind(value)
        except ValueError:
            known = ", ".join(str(one.value) for one in kind)
            raise self.wrong(f"{value!r} is none of: {known}") from None

    def end(self) -> None:
        """Refuse keys that nobody knows."""
        if self.values:
            raise self.wrong(f"unknown {', '.join(sorted(self.values))}")


def document(file: Traversable, name: str) -> dict[str, Any]:
    """Return a whole file; broken TOML is an error that names it and the line."""
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"{name}: {error}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{name}: cannot be read: {error}") from error


def tables(file: Traversable, name: str) -> Iterator[Table]:
    """Yield every top-level table of a file, in order."""
    content = document(file, name)
    lines = _lines(file.read_text("utf-8"))
    for key, values in content.items():
        place = Place(file=name, line=lines.get(key, 1))
        if not isinstance(values, dict):
            raise CatalogueError(f"{name}: {key!r} is no table")
        yield Table(id=key, place=place, values=values)


def _lines(text: str) -> dict[str, int]:
    found = ((number, _TABLE.match(line)) for number, line in enumerate(text.splitlines(), 1))
    return {match["name"]: number for number, match in found if match}
