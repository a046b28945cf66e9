"""Compare two looks at one phone: what is new, gone or changed.

BEFORE and AFTER are each an acquisition (as for check), an unpacked bundle, or case:NUMBER for a case in the vault.
Exit status: 0 everything could be compared, 3 something could not (it is named), 2 bad arguments, 1 anything else.
Differences never change it.
"""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("before", metavar="BEFORE")
    parser.add_argument("after", metavar="AFTER")
    parser.add_argument("--key", type=Path, metavar="FILE", help="age identity of an encrypted acquisition")
    parser.add_argument("--vault", metavar="DIR", help="where the vault is (or DEVICECHECK_VAULT)")
    parser.add_argument("--language", default="en", choices=("de", "en"))


def run(options: argparse.Namespace) -> int:
    """Return 0 when everything could be compared, 3 when something could not."""
    from devicecheck.compare import compare
    from devicecheck.comparing import lines
    from devicecheck.sitting import looks
    from devicecheck.sitting.unlock import desk_for

    with ExitStack() as opened:
        kept = any(looks.is_case(where) for where in (options.before, options.after))
        desk = opened.enter_context(desk_for(None, options.vault)) if kept else None
        before, after = (looks.facts(where, desk, options.key) for where in (options.before, options.after))
        found = compare(before, after)
    for line in lines(found, options.language):
        print(line)
    return 3 if found.unsure else 0
