"""The app's own text, by language and area.

``words/<lang>/<area>.toml`` holds nested tables; ``Words("de").say("connect.unplugged.title", name=…)`` reads
``words/de/connect.toml``, table ``unplugged``, key ``title``. A missing text is an error in tests and falls back
to English in the app.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("de", "en")
FALLBACK = "en"


@cache
def area(language: str, name: str) -> dict[str, Any]:
    """Return one area's texts; an area that a language lacks is empty."""
    path = files(__name__).joinpath(language, f"{name}.toml")
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}


class Words:
    """The texts of one language."""

    def __init__(self, language: str) -> None:
        """Take a language of ``LANGUAGES``."""
        if language not in LANGUAGES:
            raise ValueError(f"no words in {language!r}")
        self.language = language

    def say(self, key: str, /, **fields: object) -> str:
        """Return the text for ``area.table.key`` with its placeholders filled; ``KeyError`` if there is none."""
        for language in (self.language, FALLBACK):
            text = _find(language, key)
            if text is not None:
                return text.format_map({name: str(value) for name, value in fields.items()})
        raise KeyError(key)


def _find(language: str, key: str) -> str | None:
    name, *path = key.split(".")
    found: Any = area(language, name)
    for part in path:
        if not isinstance(found, dict) or part not in found:
            return None
        found = found[part]
    return found if isinstance(found, str) else None
