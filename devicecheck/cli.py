"""Arguments only: which command is meant, and what its exit status is."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from devicecheck import commands
from devicecheck.errors import DeviceCheckError

BAD_ARGUMENTS = 2
_ONLY_ME = 0o077
"""Vault, plan, paper and bundle are readable for nobody else who uses this computer."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; without any, the app."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0].startswith("-") and given[0] not in {"-h", "--help"}):
        given.insert(0, "app")
    options = _parser(given[0]).parse_args(given)
    before = os.umask(_ONLY_ME)
    try:
        return int(options.run(options))
    except DeviceCheckError as error:
        print(sentence(error), file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stdout = None  # whoever read the output has gone
        return 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    finally:
        os.umask(before)


def whole_parser() -> argparse.ArgumentParser:
    """Return the parser with every command in it."""
    return _parser("")


def _parser(wanted: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="devicecheck")
    kinds = parser.add_subparsers(required=True, metavar="COMMAND")
    known = commands.names()
    for name in [wanted] if wanted in known else known:
        module = commands.load(name)
        text = (module.__doc__ or "").replace("``", "")
        sub = kinds.add_parser(name, help=text.split("\n", 1)[0], description=text)
        module.arguments(sub)
        sub.set_defaults(run=module.run)
    return parser


def sentence(error: DeviceCheckError) -> str:
    """Say an error in English for the command line; the app says it in the counsellor's language."""
    from devicecheck.words import Words  # noqa: PLC0415 - only when something went wrong

    words = Words("en")
    parts = [words.say(f"errors.{error.key}.{part}", **error.fields) for part in ("happened", "means", "do")]
    detail = f" ({error.detail})" if error.detail else ""
    return " ".join(parts) + detail
