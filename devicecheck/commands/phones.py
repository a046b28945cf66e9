"""Phones that are connected, and why one is not ready.

Nothing is sent to a phone: no question appears on it. Exit status: 0 whether there are phones or not, 2 bad arguments,
1 anything else.
"""

from __future__ import annotations

import argparse
import json
from typing import Any


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--json", action="store_true", help="print one object and nothing else")
    parser.add_argument("--language", choices=("de", "en"), default="en", help="language of the sentences")


def run(options: argparse.Namespace) -> int:
    """Print what is plugged in; 0 also when nothing is."""
    from devicecheck.acquire.watching import look
    from devicecheck.words import Words

    words = Words(options.language)
    told = [_told(phone, words) for phone in look()]
    if options.json:
        print(json.dumps({"schema": "devicecheck.phones/1", "phones": told}, ensure_ascii=False))
        return 0
    if not told:
        print(_sentences("phone_none", words))
    for one in told:
        print(f"{one['address']}  {one['maker']} {one['model']}: {one['says']}")
        if one["why"]:
            print(f"  {one['why']}")
        if one["command"]:
            print(f"  {one['command']}")
    return 0


def _told(phone: Any, words: Any) -> dict[str, Any]:  # noqa: ANN401 -- types load only in run
    from devicecheck.acquire.states import PhoneState, trouble
    from devicecheck.acquire.udev import COMMAND

    error = trouble(phone)
    return {
        "address": phone.address,
        "maker": phone.maker or None,
        "model": phone.model or None,
        "state": phone.state.value,
        "ready": error is None,
        "says": words.say(f"connect.state.{phone.state.value}.title"),
        "why": _sentences(error.key, words) if error else None,
        "command": COMMAND if phone.state is PhoneState.NO_PERMISSION else None,
    }


def _sentences(key: str, words: Any) -> str:  # noqa: ANN401 -- types load only in run
    return " ".join(words.say(f"errors.{key}.{part}") for part in ("happened", "means", "do"))
