"""How far a share seen on few phones may be from the true one."""

from __future__ import annotations

from math import sqrt

Z = 1.959964
"""95 per cent."""


def interval(hits: int, of: int) -> tuple[float, float]:
    """Return Wilson's 95 per cent interval for ``hits`` out of ``of``; 0 to 1 where nothing was seen."""
    if not of:
        return 0.0, 1.0
    share = hits / of
    middle = share + Z * Z / (2 * of)
    spread = Z * sqrt(share * (1 - share) / of + Z * Z / (4 * of * of))
    whole = 1 + Z * Z / of
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


def said(hits: int, of: int) -> str:
    """Return ``3 of 4 (30 to 95 %)``."""
    low, high = interval(hits, of)
    return f"{hits} of {of} ({low * 100:.0f} to {high * 100:.0f} %)"
