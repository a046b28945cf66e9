"""Pictures of a whole sitting, for the documents: ``python -m tests.screens.pictures LANGUAGE COLUMNS ROWS FOLDER``.

Needs ``rsvg-convert``. Without the web font that a screenshot names, DejaVu Sans Mono draws the letters.
"""

from __future__ import annotations

import asyncio
import io
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from devicecheck.app import DeviceCheck
from devicecheck.sitting.desk import practice_desk
from devicecheck.way import Place
from tests.screens.hand import Hand
from tests.screens.walk import whole_sitting

WIDTH = 820
FONT = re.compile(r"@font-face\s*\{.*?\}", re.DOTALL)


async def main(language: str, size: tuple[int, int], folder: Path) -> None:
    """Walk and draw every step."""
    with practice_desk("renamed-spy") as desk, tempfile.TemporaryDirectory() as out:
        app = DeviceCheck(Place.HOME, desk=desk, language=language)
        pages: dict[str, str] = {}
        async with app.run_test(size=size) as pilot:
            await whole_sitting(Hand(pilot), Path(out), lambda name: pages.update({name: app.export_screenshot()}))
    for name, drawing in pages.items():
        save(drawing, folder / f"{name}.png")


def save(drawing: str, path: Path) -> None:
    """Draw one page with local fonts only, in few colours."""
    svg = FONT.sub("", drawing).replace("Fira Code", "DejaVu Sans Mono").encode()
    png = subprocess.run(["rsvg-convert", "-w", str(WIDTH)], input=svg, capture_output=True, check=True).stdout
    Image.open(io.BytesIO(png)).convert("RGB").quantize(32).save(path, optimize=True)


if __name__ == "__main__":
    language, columns, rows, folder = sys.argv[1:]
    Path(folder).mkdir(parents=True, exist_ok=True)
    asyncio.run(main(language, (int(columns), int(rows)), Path(folder)))
