"""What a check says, in one language. The words live beside the check."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from checks.finding import PHONE
from devicecheck.words import FALLBACK, area

if TYPE_CHECKING:
    from checks.finding import Finding


_MISSING = re.compile(r"(?P<kind>\w+)(?: of user (?P<user>\d+))?(?: \((?P<name>.*?)\))?(?:: (?P<why>.*))?", re.DOTALL)
UNSTATED = "?"
"""Value of a detail that the phone does not state."""
TRANSLATED = frozenset({"kind", "lock", "powers", "role", "source"})
"""Details whose values are words of ours, in ``words/<lang>/values.toml``."""


@cache
def table(check: str, language: str) -> dict[str, str]:
    """Return the texts of a check: looks_at, title, seen, means, could_also_be, ask, before_change."""
    home = files("checks").joinpath(check)
    path = home.joinpath(f"{language}.toml")
    if not path.is_file():
        path = home.joinpath(f"{FALLBACK}.toml")
    words: dict[str, str] = tomllib.loads(path.read_text("utf-8"))
    return words


def say(check: str, key: str, language: str, finding: Finding, *, label: str | None = None) -> str:
    """Return one text of a check about one finding; an app without a known label is called by its package id."""
    subject = "" if finding.subject == PHONE else finding.subject
    details = {name: _value(name, value, language) for name, value in finding.details.items()}
    return table(check, language)[key].format_map({**details, "subject": subject, "name": label or subject})


def _value(name: str, value: str, language: str) -> str:
    """Say a value that is one of our own words, or several of them; others stay as they are."""
    if name not in TRANSLATED and value != UNSTATED:
        return value
    words = area(language, "values")
    return ", ".join(str(words.get(part, part)) for part in value.split(", "))


def looks_at(check: str, language: str) -> str:
    """Return what a check looks at, for lists of what was looked at and what was not; claims nothing."""
    return table(check, language)["looks_at"]


def missing(told: str, language: str) -> str:
    """Say in words what a check lacked (``NotAssessed.missing``); the reason stays as the expert needs it."""
    found = _MISSING.fullmatch(told)
    kinds = area(language, "kinds")
    if not found or found["kind"] not in kinds:
        return told
    user = str(kinds["user"]).format(user=found["user"]) if found["user"] else ""
    parts = ", ".join(part for part in (str(kinds[found["kind"]]), user, found["name"]) if part)
    return f"{parts}: {found['why']}" if found["why"] else parts
