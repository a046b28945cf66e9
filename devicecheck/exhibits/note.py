"""A note that the counsellor types."""

from __future__ import annotations

import unicodedata
from hashlib import sha256

from devicecheck.exhibits.copying import Write
from devicecheck.exhibits.errors import TooLargeError
from devicecheck.exhibits.taken import Taken

LONGEST = 20_000
"""Characters."""


def take(text: str, write: Write) -> Taken:
    """Write a note as UTF-8 with Unix line ends. Raises ``TooLargeError``."""
    if len(text) > LONGEST:
        raise TooLargeError("note", name="note", most=str(LONGEST))
    lines = unicodedata.normalize("NFC", text).strip().splitlines()
    data = ("\n".join(line.rstrip() for line in lines) + "\n").encode("utf-8", "backslashreplace")
    write(data)
    return Taken(size=len(data), sha256=sha256(data).hexdigest())
