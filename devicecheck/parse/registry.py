"""Find every parser: the kind of an artifact is the name of the file that understands it."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING, Protocol

from devicecheck.parse import android

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checks.facts import Fact
    from devicecheck.parse.artifact import Artifact, Parsed


class Parser(Protocol):
    """A module that understands one kind of artifact."""

    GIVES: tuple[type[Fact], ...]
    """Kinds that it reads whole: with its artifact they are read, without any such artifact they are not."""

    def parse(self, artifact: Artifact) -> Parsed:
        """Turn bytes into facts and gaps; may raise: then every kind it gives is a gap."""


@cache
def parsers() -> Mapping[str, Parser]:
    """Return every parser by kind of artifact."""
    found: dict[str, Parser] = {}
    for unit in pkgutil.iter_modules(android.__path__):
        found[unit.name] = importlib.import_module(f"{android.__name__}.{unit.name}")
    return found


def adds(parser: Parser) -> tuple[type[Fact], ...]:
    """Return the kinds that a parser contributes to without reading them whole."""
    return getattr(parser, "ADDS", ())
