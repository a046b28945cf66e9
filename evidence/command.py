"""The command line of the verifier. Exit status: 0 verified, 1 refused, 2 bad arguments."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from evidence import anchor, keys, receipt, recipients, sources
from evidence.errors import ReceiptError, RecipientError
from evidence.verdict import Verified, VerifyError
from evidence.verify import Ahead, Expected, judge

VERIFIED, REFUSED, BAD_ARGUMENTS = 0, 1, 2
SCHEMA = "devicecheck.verification/1"


def main(arguments: Sequence[str]) -> int:
    """Run the command and return its exit status."""
    options = _parser().parse_args(arguments)
    try:
        expected, identities, words = _expected(options)
    except (OSError, ValueError, ReceiptError, RecipientError, UnicodeError) as error:
        _say(f"python -m evidence verify: {error}", out=sys.stderr)
        return BAD_ARGUMENTS
    try:
        ahead = Ahead()
        seen = sources.read(
            options.bundle,
            identities=identities,
            words=words,
            meanwhile=ahead.read,
            workers=min(2, os.cpu_count() or 1),
        )
        verified = judge(seen, expected, ahead)
    except VerifyError as error:
        if options.json:
            _print({"schema": SCHEMA, "verified": False, "kind": str(error.kind), "what": error.what})
        else:
            _say("REFUSED", f"kind: {error.kind}", error.what)
        return REFUSED
    if options.json:
        _print({"schema": SCHEMA, "verified": True, **asdict(verified)})
    else:
        _say(*_words(verified))
    return VERIFIED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evidence")
    verify = parser.add_subparsers(required=True, metavar="COMMAND").add_parser(
        "verify", help="check a bundle", description="Check a bundle: sealed (.age), the zip inside it, or unpacked."
    )
    verify.add_argument("bundle", type=Path, metavar="BUNDLE")
    verify.add_argument("--identity", type=Path, metavar="FILE", help="secret age key, to open a sealed bundle")
    verify.add_argument("--passphrase-file", type=Path, metavar="FILE", help="passphrase of a sealed bundle")
    verify.add_argument("--key", metavar="FINGERPRINT", help="fingerprint of the centre's key, known from elsewhere")
    verify.add_argument("--receipt", metavar="TEXT", help="the receipt, or the name of a file that holds it")
    verify.add_argument("--tsa-ca", type=Path, metavar="FILE", help="certificate of the time-stamp authority (PEM)")
    verify.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    return parser


def _expected(options: argparse.Namespace) -> tuple[Expected, list[object], str | None]:
    given = options.receipt
    if given and len(given) < 256 and Path(given).is_file():  # noqa: PLR2004 - longer is no file name
        given = Path(given).read_text(encoding="utf-8")
    identities = recipients.read_identities(options.identity.read_text(encoding="utf-8")) if options.identity else []
    expected = Expected(
        opened_by=tuple(str(each.to_public()) for each in identities),
        key=keys.read_fingerprint(options.key) if options.key is not None else "",
        receipt=receipt.parse(given) if given is not None else None,
        check_anchor=anchor.checker(options.tsa_ca.read_bytes()) if options.tsa_ca else None,
    )
    secret = options.passphrase_file.read_text(encoding="utf-8").rstrip("\r\n") if options.passphrase_file else None
    return expected, identities, secret


def _words(verified: Verified) -> list[str]:
    return [
        "VERIFIED: every byte is as it was sealed.",
        f"origin: {verified.origin}",
        f"case: {verified.case}",
        f"bundle: {verified.bundle}",
        f"sealed: {verified.sealed} (laptop's clock)",
        f"time-stamp: {verified.anchor}",
        f"centre's key: {keys.grouped(verified.key)}",
        f"head of the log: {keys.grouped(verified.head)} (line {verified.seq}, counted from 0)",
        f"exhibits: {verified.handed_over} in this bundle of {verified.exhibits} captured",
        f"files: {verified.files}, lines of the log: {verified.lines}",
        *(f"note ({note.about}): {note.text}" for note in verified.notes),
        "Nobody can prove that what the phone said was true.",
    ]


def _print(value: object) -> None:
    _say(json.dumps(value, sort_keys=True))


def _say(*lines: str, out: TextIO | None = None) -> None:
    """Print each line as one line: whoever made the bundle chose some of its words."""
    for line in lines:
        print("".join(mark if mark.isprintable() else f"\\u{{{ord(mark):x}}}" for mark in line), file=out or sys.stdout)
