"""Photos of the phone's screen, taken with the counsellor's camera, read from a folder of this computer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from devicecheck.exhibits.copying import Counted, Write
from devicecheck.exhibits.errors import FolderError, TooLargeError
from devicecheck.exhibits.taken import Taken

ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif", ".tif", ".tiff", ".dng"})
LARGEST = 100 * 1024 * 1024
MOST = 500
_PIECE = 1024 * 1024


def pictures(folder: Path) -> tuple[Path, ...]:
    """Return the pictures in a folder, by name; no sub-folders, no links. Raises ``FolderError``."""
    try:
        inside = sorted(folder.iterdir())
    except OSError as error:
        raise FolderError(str(error), folder=folder.name) from error
    return tuple(
        path for path in inside if path.suffix.lower() in ENDINGS and path.is_file() and not path.is_symlink()
    )[:MOST]


def take(path: Path, write: Write) -> Taken:
    """Copy one picture to ``write``. Raises ``FolderError`` or ``TooLargeError``; the file itself is only read."""
    out = Counted(write)
    try:
        for piece in _pieces(path):
            out(piece)
            if out.size > LARGEST:
                raise TooLargeError(path.name, name=path.name, most=str(LARGEST // 1024**2))
    except OSError as error:
        raise FolderError(str(error), folder=path.parent.name) from error
    return Taken(size=out.size, sha256=out.sha256)


def _pieces(path: Path) -> Iterator[bytes]:
    opened = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(opened, "rb") as file:
        while piece := file.read(_PIECE):
            yield piece
