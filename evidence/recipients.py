"""Who may open a bundle: age keys, and the mistakes people make with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pyrage

from evidence.errors import RecipientError

_SSH = re.compile(r"\s*(ssh-|ecdsa-|sk-ssh-|-----BEGIN)", re.IGNORECASE)


def read_recipients(texts: Sequence[str]) -> list[object]:
    """Read public age keys (``age1…``); RecipientError says which mistake was made. Secrets are never repeated."""
    if not texts:
        raise RecipientError("none")
    return [_recipient(text) for text in texts]


def _recipient(text: str) -> object:
    word = text.strip()
    if "AGE-SECRET-KEY" in word.upper() or "PRIVATE KEY" in word.upper():
        raise RecipientError("private_key")
    if _SSH.match(word):
        raise RecipientError("ssh_key", word[:40])
    try:
        return pyrage.x25519.Recipient.from_str(word)
    except pyrage.RecipientError as error:
        raise RecipientError("not_a_key", word[:80]) from error


def read_identities(text: str) -> list[Any]:
    """Read the secret keys of an identity file as ``age-keygen`` writes it; RecipientError if there is none."""
    lines = [line.strip() for line in text.splitlines()]
    try:
        found = [
            pyrage.x25519.Identity.from_str(line.upper())
            for line in lines
            if line.upper().startswith("AGE-SECRET-KEY-")
        ]
    except pyrage.IdentityError as error:
        raise RecipientError("not_an_identity") from error
    if not found:
        raise RecipientError("not_an_identity")
    return list(found)
