"""Words that we do not use, and what to say instead. For lint, and for the counsellor while a client words a line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

EVERYWHERE = ("everywhere",)
CLIENT = ("everywhere", "client")
PAPER = ("everywhere", "client", "paper")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One word that was found."""

    word: str
    instead: str


@cache
def _patterns(language: str, kind: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    table = tomllib.loads(files(__package__).joinpath("banned.toml").read_text("utf-8"))
    return tuple((re.compile(key, re.IGNORECASE), instead) for key, instead in table[language][kind].items())


def find(text: str, language: str, kinds: tuple[str, ...]) -> Iterator[Hit]:
    """Yield the words of ``text`` that are on the lists ``kinds``."""
    for kind in kinds:
        for pattern, instead in _patterns(language, kind):
            for match in pattern.finditer(text):
                yield Hit(word=match[0], instead=instead)
