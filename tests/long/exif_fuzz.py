"""Thousands of broken photos against the wall: ``python -m tests.long.exif_fuzz [COUNT]``, about 5 a second.

Every one has to come back as an answer.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

from evidence.exif import CannotRedrawError, Field, read, redraw
from tests.exif.images import photo, with_xmp

KINDS = ("JPEG", "PNG", "WEBP", "AVIF", "TIFF", "HEIF")
SEEDS = [photo(kind) for kind in KINDS] + [
    with_xmp(photo(), 'exif:GPSLatitude="52,31.2N" exif:GPSLongitude="13,24.3E"')
]


def broken(chance: random.Random) -> bytes:
    """Return a photo with flipped, cut, doubled or inserted bytes."""
    data = bytearray(chance.choice(SEEDS))
    for _ in range(chance.choice((1, 1, 2, 5, 20, 100))):
        place = chance.randrange(min(len(data), chance.choice((64, 400, len(data)))))
        deed = chance.randrange(4)
        if deed == 0:
            data[place] ^= 1 << chance.randrange(8)
        elif deed == 1:
            data[place] = chance.choice((0, 1, 0x7F, 0x80, 0xFF))
        elif deed == 2:
            data[place:place] = chance.randbytes(chance.randrange(1, 9))
        else:
            del data[place : place + chance.randrange(1, 9)]
    return bytes(data)


def one(seed: int) -> tuple[str, str, float]:
    """Return what was said about the place, how redrawing ended, and the seconds of the slower of both."""
    image = broken(random.Random(seed))
    begun = perf_counter()
    claims = read(image)
    assert {claim.field for claim in claims.claims} == set(Field)
    middle = perf_counter()
    try:
        drawn = "drawn" if redraw(image, longest=200).jpeg.startswith(b"\xff\xd8") else "no JPEG"
    except CannotRedrawError as error:
        drawn = error.reason
    return str(claims[Field.PLACE].state), drawn, max(middle - begun, perf_counter() - middle)


def main() -> None:
    """Run them all and print one table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(one, range(count)))
    print(f"{count} photos, slowest {max(seconds for *_, seconds in results):.2f} s")
    for title, column in (("place", 0), ("redrawn", 1)):
        told = Counter(result[column] for result in results)
        print(f"{title}: " + ", ".join(f"{name} {number}" for name, number in told.most_common()))


if __name__ == "__main__":
    main()
