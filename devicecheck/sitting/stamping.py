"""Ask a time-stamp authority about the head of the log: only its hash leaves the house, and only after a yes."""

from __future__ import annotations

import urllib.request

from devicecheck.fetch import FetchError, allowed
from evidence.anchor import stamper
from evidence.custody import Stamp
from evidence.errors import TimestampError

SECONDS = 30
LARGEST = 256 * 1024
"""Bytes of an answer; real ones have some 6 KB."""


def stamp_at(address: str) -> Stamp:
    """Return what asks the authority at an ``https`` address; ``TimestampError`` where it gives no usable answer."""

    def fetch(request: bytes) -> bytes:
        try:
            allowed(address)
        except FetchError as error:
            raise TimestampError(str(error)) from error
        asked = urllib.request.Request(  # noqa: S310 - the address was just looked at
            address, data=request, headers={"Content-Type": "application/timestamp-query"}
        )
        with urllib.request.urlopen(asked, timeout=SECONDS) as answer:  # noqa: S310
            return bytes(answer.read(LARGEST))

    return stamper(fetch)
