"""Texts of the catalogue and of checks, in whatever language the app speaks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from devicecheck.words import FALLBACK, Words

if TYPE_CHECKING:
    from devicecheck.plan.model import Texts
    from devicecheck.widgets.spoken import Text


def catalogued(texts: Texts, values: Mapping[str, str] | None = None) -> Text:
    """Return a text of the catalogue; a placeholder that the centre has not filled in stays visible."""

    def spoken(words: Words) -> str:
        found = texts.get(words.language) or texts[FALLBACK]
        return found.text.format_map(_Visible(values or {}))

    return spoken


class _Visible(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return f"<{key}>"


def by_language(say: Callable[[str], str]) -> Text:
    """Return what ``say`` gives for a language."""
    return lambda words: say(words.language)
