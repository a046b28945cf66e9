"""Measure detection on our own phones: ``python -m tests.quality [--write] [--mvt PROGRAM]``."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.quality.mvt import Mvt
from tests.quality.page import lines, measure

PAGE = Path(__file__).parents[2] / "docs" / "detection-quality.md"


def main() -> None:
    """Measure, and print or write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/detection-quality.md")
    parser.add_argument("--mvt", type=Path, metavar="PROGRAM", help="mvt-android of an environment of its own")
    options = parser.parse_args()
    mvt = Mvt(program=options.mvt) if options.mvt else None
    text = "\n".join(lines(measure(mvt), mvt.version() if mvt else None)) + "\n"
    if options.write:
        PAGE.write_text(text, "utf-8")
    else:
        print(text, end="")  # noqa: T201 - that is what it was asked for


if __name__ == "__main__":
    main()
