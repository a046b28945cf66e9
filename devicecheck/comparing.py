"""What changed between two looks, in plain lines. Accounts are counted, not named."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from checks.facts import Account
from devicecheck.check_words import missing
from devicecheck.compare import KEYS, What
from devicecheck.words import Words, area

if TYPE_CHECKING:
    from collections.abc import Iterator

    from devicecheck.compare import Comparison, Difference, Unsure

SHORT = 12
"""Characters of a digest that are shown."""


def lines(comparison: Comparison, language: str) -> Iterator[str]:
    """Yield what is new, gone and changed, and what cannot be compared."""
    words = Words(language)
    for what in What:
        rows = list(dict.fromkeys(_row(one, language) for one in comparison.of(what)))
        if rows:
            yield words.say(f"compare.{what.value}")
            yield from (f"  - {row}" for row in rows)
    if not comparison.differences:
        yield words.say("compare.nothing")
    if comparison.unsure:
        yield words.say("compare.unsure")
        counted = Counter(_unsure(one, language) for one in comparison.unsure)
        yield from (f"  - {row}" if count == 1 else f"  - {row} ({count})" for row, count in counted.items())


def _row(one: Difference, language: str) -> str:
    words = Words(language)
    named = dict(zip(KEYS[one.kind], one.key, strict=True))
    if one.kind is Account:
        del named["name"]
    user = named.pop("user", None)
    parts = [_short(value) for value in named.values()]
    parts += [words.say("compare.user", user=user)] if user else []
    row = words.say("compare.row", kind=missing(one.kind.__name__, language), what=", ".join(parts) or "0")
    if not one.fields:
        return row
    known = area(language, "compare").get("field", {})
    fields = ", ".join(dict.fromkeys(str(known.get(name, name)) for name in one.fields))
    return words.say("compare.fields", row=row, fields=fields)


def _unsure(one: Unsure, language: str) -> str:
    user = "" if one.user is None else f", {Words(language).say('compare.user', user=one.user)}"
    return f"{missing(one.kind.__name__, language)}{user}: {one.why}"


def _short(value: object) -> str:
    text = str(value)
    return f"{text[:SHORT]}…" if len(text) == 64 and text.isalnum() else text  # noqa: PLR2004 - a SHA-256
