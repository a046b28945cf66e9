"""Write an acquisition in a form that other tools read.

Exit status: 0 done, 2 bad arguments or nothing readable in SOURCE, 1 anything else.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

DONE, BAD = 0, 2


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take the source, the form and the folder."""
    parser.add_argument("source", metavar="SOURCE", help="an acquisition: folder or zip")
    parser.add_argument("--androidqf", action="store_true", required=True, help="laid out as AndroidQF does")
    parser.add_argument("--into", required=True, metavar="DIR", type=Path, help="a folder that is empty or not there")
    parser.add_argument("--key", type=Path, metavar="FILE", help="age identity of an encrypted source")
    parser.add_argument(
        "--personal", action="store_true", help="also what shows accounts, paired devices and other computers"
    )


def run(options: argparse.Namespace) -> int:
    """Write the files."""
    from devicecheck.acquire import androidqf_writer
    from devicecheck.acquire.folder import FolderNotEmptyError, check_empty
    from devicecheck.source import SourceError, open_source

    try:
        check_empty(options.into)
        acquisition = open_source(options.source, options.key)
    except (FolderNotEmptyError, SourceError) as error:
        print(f"{error.key}: {error.detail}", file=sys.stderr)
        return BAD
    options.into.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, data in androidqf_writer.files(acquisition, personal=options.personal):
        (options.into / name).write_bytes(data)
        print(name)
    return DONE
