"""Texts that the report's fonts can print; anything else is shown as its number instead of failing the report.

PDF/A forbids characters without a glyph, so the typesetter refuses them; which ones, only it knows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_REFUSED = re.compile(r'the (?:text|PDF contains the codepoint|codepoint) `"((?:[^"\\]|\\.)*)"`')
_NUMBERED = re.compile(r"\\u\{([0-9a-f]+)\}")
_LAST_PLAIN = 0x17F
"""End of Latin Extended-A: surely in every font we use."""


def refused(diagnostic: str) -> frozenset[str]:
    """Return the characters that the typesetter's diagnostic complains about."""
    marks: set[str] = set()
    for found in _REFUSED.findall(diagnostic):
        marks.update(_NUMBERED.sub(lambda hit: chr(int(hit[1], 16)), found))
    return frozenset(mark for mark in marks if ord(mark) > _LAST_PLAIN or not mark.isprintable())


def number(text: str, marks: frozenset[str]) -> str:
    r"""Return ``text`` with every one of ``marks`` shown as ``\u{…}``."""
    return "".join(f"\\u{{{ord(mark):x}}}" if mark in marks else mark for mark in text)


def beyond_latin(data: Any) -> frozenset[str]:  # noqa: ANN401 - JSON
    """Return every character of all texts in ``data`` that is not surely printable."""
    marks: set[str] = set()
    map_texts(data, lambda text: marks.update(text) or text)  # type: ignore[func-returns-value]
    return frozenset(mark for mark in marks if ord(mark) > _LAST_PLAIN and mark not in "–—„“”‘’·…")  # noqa: RUF001


def map_texts(data: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 - JSON
    """Return a copy of a JSON value with every text changed; keys stay."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        return {key: map_texts(value, change) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [map_texts(value, change) for value in data]
    return data
