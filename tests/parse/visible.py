"""What no fact and no gap may hold, whatever the input was."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from devicecheck.parse.artifact import Parsed


def strings(fact: object) -> Iterable[str]:
    for field in dataclasses.fields(fact):  # type: ignore[arg-type]
        value = getattr(fact, field.name)
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple | frozenset):
            yield from (item for item in value if isinstance(item, str))
        elif dataclasses.is_dataclass(value):
            yield from strings(value)


def assert_visible(parsed: Parsed) -> None:
    for found in parsed.facts.values():
        for fact in found:
            for text in strings(fact):
                assert text.isprintable()
                assert len(text) <= 4200
    for gap in parsed.gaps:
        assert gap.why.isprintable()
        assert gap.where.isprintable()
