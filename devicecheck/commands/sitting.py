"""Carry out a whole sitting that is written down in a file; no screens.

Exit status: 0 done, 3 done in part (what is missing is named), 2 the file cannot be carried out, 1 anything else.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from devicecheck.errors import DeviceCheckError

BAD_SCRIPT = 2


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("script", type=Path, metavar="SCRIPT.toml")
    parser.add_argument("--vault", metavar="DIR", help="where the vault is (or DEVICECHECK_VAULT)")


def run(options: argparse.Namespace) -> int:
    """Return 0 when done, 3 when done in part, 2 for a script that cannot be carried out, 1 for anything else."""
    from devicecheck.cli import sentence
    from devicecheck.sitting.run_script import check_script
    from devicecheck.sitting.run_script import run as carry_out
    from devicecheck.sitting.script import BadScriptError, read_script
    from devicecheck.sitting.unlock import desk_for

    try:
        script = read_script(_text(options.script), options.script.resolve().parent)
        check_script(script)
    except DeviceCheckError as error:
        print(sentence(error), file=sys.stderr)
        return BAD_SCRIPT
    with desk_for(script.address, options.vault) as desk:
        try:
            return carry_out(script, desk, print)
        except BadScriptError as error:
            print(sentence(error), file=sys.stderr)
            return BAD_SCRIPT


def _text(path: Path) -> str:
    from devicecheck.sitting.script import BadScriptError

    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadScriptError(f"{path.name}: {error}") from error
