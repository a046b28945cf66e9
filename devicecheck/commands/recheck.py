"""Assess a kept case once more, with the checks and lists of today. Adds an assessment, changes none.

Exit status: 0 every check that applies looked, 3 some could not look, 2 bad arguments, 1 anything else. Findings never
change it.
"""

from __future__ import annotations

import argparse

COUNSELLOR = "recheck"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("case", metavar="CASE", help="number of the case (C-…), or its pseudonym")
    parser.add_argument("--vault", metavar="DIR", help="where the vault is (or DEVICECHECK_VAULT)")
    parser.add_argument("--language", default="en", choices=("de", "en"))
    parser.add_argument("--json", action="store_true", help="print the assessment and nothing else")


def run(options: argparse.Namespace) -> int:
    """Return 0 when every check that applies could look everywhere, 3 otherwise."""
    import json

    from devicecheck import assessment
    from devicecheck.sitting.again import recheck
    from devicecheck.sitting.summary import summary
    from devicecheck.sitting.unlock import desk_for
    from devicecheck.words import Words

    with desk_for(None, options.vault) as desk:
        found = recheck(desk, options.case, counsellor=COUNSELLOR)
    if options.json:
        print(json.dumps(assessment.to_json(found, options.language), ensure_ascii=False, indent=1))
    else:
        for line in summary(found, Words(options.language)):
            print(line)
    return 0 if found.complete else 3
