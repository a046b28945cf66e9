"""Decides, before anything is sent, whether a shell command can only read. What it does not understand is refused.

The session asks at run time, and a test asks for every recipe. ``shell.py`` reads the command, ``tools.py`` knows the
tools.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from devicecheck.acquire.shell import Line, NotUnderstoodError, Simple, Word, read
from devicecheck.acquire.tools import RULES

_LONGEST = 32 * 1024
_PASSES_ON = {"toybox", "nice", "timeout", "xargs"}


def refusal(command: str) -> str:
    """Return why ``command`` may not be sent to a phone, for an expert; empty if it can only read."""
    if len(command) > _LONGEST:
        return "longer than 32 KiB"
    try:
        return _line(read(command))
    except NotUnderstoodError as error:
        return f"not understood: {error}"


def only_reads(command: str) -> bool:
    """Whether ``command`` leaves the phone as it is."""
    return not refusal(command)


def _line(line: Line) -> str:
    return _first(_simple(simple) for simple in line.commands) or _words(line.words)


def _words(words: Iterable[Word]) -> str:
    return _first(_line(inner) for word in words for inner in word.inner)


def _first(reasons: Iterable[str]) -> str:
    return next((reason for reason in reasons if reason), "")


def _simple(simple: Simple) -> str:
    inside = _words((*simple.assigned, *simple.words))
    if inside or not simple.words:
        return inside
    return _tool(simple.words)


def _tool(words: Sequence[Word]) -> str:
    name = words[0].text
    if name is None:
        return "a command whose name the phone fills in"
    name = name.removeprefix("/system/bin/")
    if name in _PASSES_ON:
        return _passed_on(name, words[1:])
    rule = RULES.get(name)
    if rule is None:
        return f"{name!r} is not on the list of tools that only read"
    return (
        "" if rule(words[1:]) else f"{name!r} with these arguments could change the phone, or is not known to only read"
    )


def _passed_on(name: str, words: Sequence[Word]) -> str:
    """Judge the inner tool of ``toybox``, ``nice``, ``timeout SECONDS`` or ``xargs [-0] [-r] [-n 1]``."""
    rest = list(words)
    if name == "timeout":
        if not rest or not (rest[0].text or "").isdecimal():
            return "'timeout' without a number"
        rest.pop(0)
    if name == "xargs":
        while rest and rest[0].text in {"-0", "-r", "-n", "1"}:
            rest.pop(0)
        rest.append(Word(text=None, prefix="", splits=True))
    if not rest or (name == "xargs" and len(rest) == 1):
        return f"{name!r} without a tool"
    return _tool(rest)
