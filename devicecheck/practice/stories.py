"""The story behind a practice phone, as it is told to the person who practises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from devicecheck.practice.table import build

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Who comes, what is known before the phone is looked at, and what to talk about afterwards."""

    name: str
    title: str
    who: str
    worry: str
    """What the client says."""
    afterwards: str
    """What a good sitting will have found, and what it will have done with it; shown only when it is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    title: str
    who: str
    worry: str
    afterwards: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Both:
    order: int
    de: _Told
    en: _Told


def read(name: str, table: Mapping[str, object], language: str) -> Story:
    """Return the story of ``table`` in ``language``, ``de`` or ``en``."""
    both = build(_Both, table, f"{name}: story.")
    told = both.de if language == "de" else both.en
    return Story(name=name, title=told.title, who=told.who, worry=told.worry, afterwards=told.afterwards)
