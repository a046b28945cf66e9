"""Text from a phone is hostile until it went through here.

The bytes stay as they came in the artifact. What is shown, printed or put into a fact is this: one line,
bounded, with everything that could steer a terminal, a reader or a layout made visible.
"""

from __future__ import annotations

import unicodedata

LIMIT = 200
"""Characters that are shown of one text."""

_ESCAPED_BYTES = range(0xDC80, 0xDD00)
"""Where ``surrogateescape`` puts bytes that are no UTF-8."""
_HIDDEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}


def untrusted(text: bytes | str, *, limit: int = LIMIT) -> str:
    r"""Return ``text`` fit to be shown: NFC, at most ``limit`` characters, hidden characters as ``\u{202e}``.

    Never raises: bytes that are no UTF-8 come out as ``\x{ff}``.
    """
    if isinstance(text, bytes):
        text = text[: limit * 4 + 4].decode("utf-8", "surrogateescape")
    elif text.isascii() and text.isprintable() and len(text) <= limit:
        return text
    shown = "".join(_visible(mark) for mark in unicodedata.normalize("NFC", text[: limit + 1]))
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def _visible(mark: str) -> str:
    if mark.isprintable() and unicodedata.category(mark) not in _HIDDEN:
        return mark
    code = ord(mark)
    if code in _ESCAPED_BYTES:
        return f"\\x{{{code & 0xFF:02x}}}"
    return f"\\u{{{code:x}}}"
