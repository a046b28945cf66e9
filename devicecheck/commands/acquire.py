"""Read a phone once and keep what it answered in a folder.

Exit status: 0 everything was answered, 3 in part (what is missing is named), 2 bad arguments, 1 anything else.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from devicecheck.acquire.batch import Batch, Progress

DONE, BAD, IN_PART = 0, 2, 3


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take the phone's address and the folder."""
    parser.add_argument(
        "--phone", required=True, metavar="ADDRESS", help="usb:SERIAL, tcp:HOST:PORT, practice:NAME or folder:PATH"
    )
    parser.add_argument("--into", required=True, metavar="DIR", type=Path, help="a folder that is empty or not there")


def run(options: argparse.Namespace) -> int:
    """Ask everything, keep it, and say what is missing."""
    from devicecheck.acquire import batch
    from devicecheck.acquire.errors import BadAddressError
    from devicecheck.acquire.folder import FolderNotEmptyError, FolderWriter, check_empty
    from devicecheck.acquire.key import new_key
    from devicecheck.acquire.recipes import RECIPES
    from devicecheck.clock import utc_now
    from devicecheck.practice import NoSuchPracticePhoneError
    from devicecheck.sitting.reach import connector

    try:
        check_empty(options.into)
        phone = connector(utc_now)(options.phone, new_key(), _asking, _never)
        writer = FolderWriter(options.into)
    except (BadAddressError, NoSuchPracticePhoneError, FolderNotEmptyError) as error:
        _say(f"{error.key}: {error.detail}")
        return BAD
    try:
        found = batch.run(phone, RECIPES, writer.keep, _tell, _never)
    finally:
        phone.close()
    writer.close(complete=found.complete)
    return _report(found)


def _asking() -> None:
    _say("The phone shows a question now: please allow this computer on the phone.")


def _never() -> bool:
    return False


def _tell(progress: Progress) -> None:
    from devicecheck.words import Words

    if progress.recipe:
        what = Words("en").say(f"recipes.{progress.recipe}.reading")
        user = "" if progress.user is None else f" (user {progress.user})"
        _say(f"{progress.number}/{progress.total} {what}{user}")


def _report(found: Batch) -> int:
    from devicecheck.untrusted import untrusted

    for answer in found.missing:
        user = "" if answer.question.user is None else f" of user {answer.question.user}"
        print(f"{answer.question.recipe.id}{user}: {answer.standing.value}: {untrusted(answer.why)}")
    return DONE if found.complete else IN_PART


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
