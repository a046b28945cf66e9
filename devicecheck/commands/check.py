"""Check an acquisition, without a phone and without a vault.

SOURCE is an acquisition of ours, an AndroidQF folder or zip, or an Android bug report zip. Exit status: 0 every check
that applies looked, 2 nothing readable in SOURCE, 3 some could not look or broke, 1 anything else. Findings never
change it.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from devicecheck.words import LANGUAGES

if TYPE_CHECKING:
    from devicecheck.assessment import Assessment

DONE, UNREADABLE, PARTLY = 0, 2, 3


def arguments(parser: ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("source", metavar="SOURCE", help="an acquisition: folder or zip")
    lists = parser.add_mutually_exclusive_group()
    lists.add_argument(
        "--indicators",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help="use this list alone; repeat for several",
    )
    lists.add_argument("--no-lists", action="store_true", help="use no list of known apps")
    parser.add_argument("--key", metavar="FILE", type=Path, help="age identity of an encrypted source")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    parser.add_argument("--language", default="en", choices=LANGUAGES)


def run(options: Namespace) -> int:
    """Open, parse, check and tell."""
    from devicecheck.source import SourceError

    try:
        assessment = _assess(options)
    except SourceError as error:
        _complain(error.key, error.detail, options)
        return UNREADABLE
    if assessment.blind:
        _complain("source_unreadable", str(options.source), options)
        return UNREADABLE
    _tell(assessment, options)
    return DONE if assessment.complete else PARTLY


def _assess(options: Namespace) -> Assessment:
    from devicecheck.assessment import make
    from devicecheck.lists import ListStore, data_home, facts_of, in_use
    from devicecheck.source import open_source

    lists = in_use(ListStore(data_home()), options.indicators, none=options.no_lists)
    acquisition = open_source(options.source, options.key)
    for problem in acquisition.problems:
        print(problem, file=sys.stderr)
    facts = acquisition.facts().plus(facts_of(lists))
    return make(facts, kind=acquisition.kind, sha256=acquisition.sha256)


def _tell(assessment: Assessment, options: Namespace) -> None:
    if options.json:
        from devicecheck.assessment import to_json

        print(json.dumps(to_json(assessment, options.language), ensure_ascii=False, indent=1))
        return
    from devicecheck.clock import utc_now
    from devicecheck.telling import lines

    for line in lines(assessment, options.language, utc_now().date()):
        print(line)


def _complain(key: str, detail: str, options: Namespace) -> None:
    from devicecheck.words import Words

    words = Words(options.language)
    sentences = " ".join(words.say(f"errors.{key}.{part}") for part in ("happened", "means", "do"))
    print(f"{sentences} ({detail})", file=sys.stderr)
