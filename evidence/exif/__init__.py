"""What a photo says about place, time, device and edits, read behind a wall; stands alone.

Two readers (ExifRead, Pillow) and a look at XMP run in a worker process without rights to write and with little
memory and time, because parsers of images fall over hostile ones. What they read is a claim of the file, not a
fact; where they differ it is said, and what could not be read is never taken for "nothing there".

    claims = read(image)                    # PhotoClaims
    copy = redraw(image)                    # Redrawn: pixels only, a new JPEG
"""

from __future__ import annotations

from evidence.exif.claims import Claim, Field, PhotoClaims, Place, Reading, State
from evidence.exif.wall import CannotRedrawError, Redrawn, read, redraw

__all__ = [
    "CannotRedrawError",
    "Claim",
    "Field",
    "PhotoClaims",
    "Place",
    "Reading",
    "Redrawn",
    "State",
    "read",
    "redraw",
]
