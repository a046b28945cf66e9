"""Make a new check: ``python -m checks.new android/NAME``. It passes its contract and waits for its rule."""

from __future__ import annotations

import re
import sys
from importlib.resources import files
from pathlib import Path

HERE = Path(__file__).parent
NAME = re.compile(r"(android)/([a-z][a-z0-9]*(?:_[a-z0-9]+)*)")
USAGE = "python -m checks.new android/NAME    (NAME: small letters, digits and underscores)"


def make(check: str, home: Path) -> Path:
    """Write the files of a new check below ``home``; raises ``ValueError`` where the name will not do."""
    found = NAME.fullmatch(check)
    if not found:
        raise ValueError(f"{check!r} is no name for a check: {USAGE}")
    folder = home / check
    if folder.exists():
        raise ValueError(f"{check} is already there")
    template = files("checks").joinpath("template")
    texts = {file.name: file.read_text("utf-8") for file in template.iterdir() if file.name.endswith(".txt")}
    folder.mkdir(parents=True)
    for name, text in texts.items():
        (folder / name.removesuffix(".txt")).write_text(text.replace("NAME", found[2]), "utf-8")
    return folder


def main(arguments: list[str]) -> int:
    """Make the check that is named; 0 when it is there or help was asked for, 2 where it is not."""
    try:
        if arguments in (["-h"], ["--help"]):
            sys.stdout.write(f"{USAGE}\n")
            return 0
        if len(arguments) != 1:
            raise ValueError(USAGE)  # noqa: TRY301 - one way out
        folder = make(arguments[0], HERE)
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(f"Made {folder}. Now read checks/README.md, step 2.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
