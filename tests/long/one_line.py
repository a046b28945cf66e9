"""Give every parser 50 MB on a single line, of many sorts: ``python tests/long/one_line.py``.

Each has to end within seconds, find nothing, and leave gaps for everything it gives.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
SIZE = 50_000_000
FILLERS = (
    b"A",
    b"\x00",
    b"\xff",
    b"{",
    b"[",
    b"(",
    b" ",
    b"\t",
    b"=",
    b":",
    b"User 0: ",
    b"a.b/c.D:",
    "\u202e".encode(),
)
MOST_SECONDS = 10.0


def main() -> int:
    from devicecheck.parse.artifact import Artifact
    from devicecheck.parse.registry import parsers

    worst, bad = 0.0, 0
    for filler in FILLERS:
        data = filler * (SIZE // len(filler))
        for kind, parser in sorted(parsers().items()):
            started = time.perf_counter()
            parsed = parser.parse(Artifact(kind=kind, sha256="00" * 32, data=data))
            seconds = time.perf_counter() - started
            worst = max(worst, seconds)
            silent = set(parser.GIVES) - {gap.kind for gap in parsed.gaps}
            if seconds > MOST_SECONDS or silent or any(parsed.facts.values()):
                bad += 1
                print(f"{kind} with {filler!r}: {seconds:.1f} s, silent about {silent}")
    print(f"{len(FILLERS)} fillers x {len(parsers())} parsers: worst {worst:.2f} s, {bad} findings")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
