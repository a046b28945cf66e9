"""Hashes taken on the way are those of the whole."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from blake3 import blake3
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.acquire.hashing import Digests


@given(st.lists(st.binary(max_size=2000), max_size=30))
def test_however_it_is_cut(pieces: list[bytes]) -> None:
    written = bytearray()
    with Digests(written.extend) as digests:
        for piece in pieces:
            digests.take(piece)
    whole = b"".join(pieces)
    assert written == whole
    assert digests.sha256 == hashlib.sha256(whole).hexdigest()
    assert digests.blake3 == blake3(whole).hexdigest()


def test_many_megabytes_keep_their_order() -> None:
    written: list[int] = []
    digest = hashlib.sha256()
    with Digests(lambda data: written.append(len(data))) as digests:
        for number in range(300):
            piece = number.to_bytes(2, "big") * 40_000
            digest.update(piece)
            digests.take(piece)
    assert sum(written) == 300 * 80_000
    assert digests.sha256 == digest.hexdigest()


def failing(write: Callable[[bytes], object]) -> None:
    with Digests(write) as digests:
        digests.take(b"x")
        raise ZeroDivisionError


def test_an_error_ends_it_and_what_was_left_is_dropped() -> None:
    written = bytearray()
    with pytest.raises(ZeroDivisionError):
        failing(written.extend)
    assert written == b""
