"""RFC 8785 (canonical JSON), narrowed so that two verifiers cannot read one line in two ways.

Narrower than the RFC: no fractions, whole numbers within ±(2**53 - 1), names of members ASCII. Then members sorted by
code point are members sorted by UTF-16 unit, and a line is what every common JSON library writes when told to sort.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

import rfc8785

Json = dict[str, Any]
LIMIT = 2**53 - 1


def dumps(value: Mapping[str, object]) -> bytes:
    """Write an object canonically; ValueError if it holds what the format does not allow."""
    _check(value)
    try:
        return rfc8785.dumps(cast("dict[str, Any]", value))
    except (rfc8785.CanonicalizationError, UnicodeError) as error:
        raise ValueError(f"cannot be written as canonical JSON: {error}") from error


def loads(line: bytes) -> Json:
    """Read one canonical object; ValueError for anything that ``dumps`` would not have written byte for byte."""
    try:
        decoder = _CAREFUL if _LONG.search(line) else _DECODER
        value = decoder.decode(line.decode())
        again = _ENCODER.encode(value).encode()
    except (UnicodeError, RecursionError) as error:
        raise ValueError(f"not JSON: {error}") from error
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 - one kind of error for one kind of fault
    if again != line:
        raise ValueError("not in canonical form (RFC 8785)")
    if not line.isascii():
        _check(value)
    return value


def _no_fraction(text: str) -> None:
    raise ValueError(f"a number that is not whole: {text}")


def _whole(text: str) -> int:
    number = int(text) if len(text) < 18 else LIMIT + 1  # noqa: PLR2004 - longer is too large anyway
    if abs(number) > LIMIT:
        raise ValueError(f"a number that is too large: {text[:40]}")
    return number


_LONG = re.compile(rb"[:,\[]-?[0-9]{16}")
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
_DECODER = json.JSONDecoder(parse_float=_no_fraction, parse_constant=_no_fraction)
_CAREFUL = json.JSONDecoder(parse_float=_no_fraction, parse_constant=_no_fraction, parse_int=_whole)


def _check(value: object) -> None:
    if value is None or isinstance(value, str | bool):
        return
    if isinstance(value, int):
        if abs(value) > LIMIT:
            raise ValueError(f"a number that is too large: {value}")
    elif isinstance(value, Mapping):
        for name, member in value.items():
            if not isinstance(name, str) or not name.isascii():
                raise ValueError(f"a member's name that is not ASCII: {name!r}")
            _check(member)
    elif isinstance(value, Sequence) and not isinstance(value, bytes | bytearray | memoryview):
        for member in value:
            _check(member)
    else:
        raise ValueError(f"not a JSON value: {value!r}")  # noqa: TRY004 - one kind of error for one kind of fault
