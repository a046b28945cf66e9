"""Notice when a pseudonym gives a person away. A warning, never a refusal: the counsellor decides."""

from __future__ import annotations

import re

_NAME = re.compile(r"[^\W\d_]{2,}[ ,]+[^\W\d_]{2,}")
_MAIL = re.compile(r"\S+@\S+\.\S+")
_PHONE = re.compile(r"(?<!\d)[+0][\d ()/.-]{6,}")
_DIGITS_OF_A_NUMBER = 7


def gives_away(pseudonym: str) -> str | None:
    """Return ``mail``, ``phone`` or ``name`` for what a pseudonym looks like; ``None`` for initials or a code.

    >>> gives_away("M-17"), gives_away("Maria Petrova"), gives_away("0151 2345678")
    (None, 'name', 'phone')
    """
    if _MAIL.search(pseudonym):
        return "mail"
    digits = sum(mark.isdigit() for mark in pseudonym)
    if _PHONE.search(pseudonym) and digits >= _DIGITS_OF_A_NUMBER:
        return "phone"
    return "name" if _NAME.search(pseudonym) else None
