"""A QR code in the terminal: two rows of modules in one line of half blocks, dark on light whatever the colours are."""

from __future__ import annotations

import segno

_BLOCKS = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
BORDER = 2


def qr(text: str) -> str:
    """Return the code; light modules are drawn, so that it reads on a dark ground.

    >>> len(qr("A").splitlines()[0]) == len(qr("A").splitlines()[-1])
    True
    """
    rows = [[bool(module) for module in row] for row in segno.make(text, error="m").matrix_iter(border=BORDER)]
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    return "\n".join(
        "".join(_BLOCKS[upper, lower] for upper, lower in zip(*pair, strict=True))
        for pair in zip(rows[::2], rows[1::2], strict=True)
    )
