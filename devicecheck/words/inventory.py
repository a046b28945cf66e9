"""Every text that this program prints or shows, wherever it lives: words areas, checks, the plan's catalogue.

All three are TOML tables of texts with ``{placeholders}``; this is the one list of them, for translators and for lint.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from checks.registry import all_checks
from devicecheck.plan import catalogue
from devicecheck.plan.model import Catalogue, Texts

SAID = ("found", "unsure", "none", "incomplete", "no_look", "belief")
"""Messages of the plan that are said to the client."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One text in every language that has it."""

    key: str
    """Where it lives: ``plan/actions/S05-safe-device/sheet``, ``checks/android/vpn/title``, ``words/errors/x.do``."""
    texts: Mapping[str, str]
    drafts: frozenset[str] = frozenset()
    """Languages in which it is only a draft."""
    client: bool = False
    """Said, shown or given to the client; all others are for counsellors and lawyers."""
    care: str = ""
    """What a translator should know."""

    def fields(self) -> frozenset[str]:
        """Return the placeholders that every translation must keep."""
        return placeholders(self.texts["de"])


def placeholders(text: str) -> frozenset[str]:
    """Return the placeholders in a text; ``ValueError`` if its braces do not match."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def entries() -> tuple[Entry, ...]:
    """Return every text, sorted by key."""
    found = [*_plan(catalogue()), *_areas(files("devicecheck.words")), *_checks()]
    return tuple(sorted(found, key=lambda one: one.key))


def _entry(key: str, texts: Texts, *, client: bool, care: str = "") -> Iterator[Entry]:
    if texts:
        drafts = frozenset(language for language, one in texts.items() if one.status.value == "draft")
        plain = {language: one.text for language, one in texts.items()}
        yield Entry(key=f"plan/{key}", texts=plain, drafts=drafts, client=client, care=care)


def _plan(found: Catalogue) -> Iterator[Entry]:
    for action in found.actions.values():
        care = action.care["de"].text
        for name in ("text", "sheet", "card"):
            yield from _entry(f"actions/{action.id}/{name}", getattr(action, name), client=True, care=care)
        yield from _entry(f"actions/{action.id}/care", action.care, client=False)
    for section in found.sections:
        yield from _entry(f"sections/{section.id}/title", section.title, client=True)
    for question in found.questions.values():
        yield from _entry(f"questions/{question.id}/text", question.text, client=question.aloud)
        yield from _entry(f"questions/{question.id}/care", question.care, client=False)
        for answer in question.answers.values():
            yield from _entry(f"questions/{question.id}/answers/{answer.id}", answer.text, client=question.aloud)
    yield from _named(found)


def _named(found: Catalogue) -> Iterator[Entry]:
    for name, texts in found.messages.items():
        yield from _entry(f"messages/{name}/text", texts, client=name in SAID)
    for name, texts in found.forms.items():
        said = name.startswith(("sheet_", "screen_")) or name in {"document_title", "draft"}
        yield from _entry(f"forms/{name}/text", texts, client=said)
    for kind, group in (("findings", found.findings), ("flags", found.flags)):
        for name, texts in group.items():
            yield from _entry(f"{kind}/{name}/text", texts, client=False)
    for gate, texts in found.gates.items():
        yield from _entry(f"gates/{gate.value}/text", texts, client=False)


def _areas(home: Traversable) -> Iterator[Entry]:
    languages = [one for one in home.iterdir() if one.is_dir() and not one.name.startswith("_")]
    for name in sorted({one.name for folder in languages for one in folder.iterdir() if one.name.endswith(".toml")}):
        flat = {folder.name: _flat(folder.joinpath(name)) for folder in languages}
        yield from _merged(f"words/{name.removesuffix('.toml')}", flat)


def _checks() -> Iterator[Entry]:
    for check in all_checks():
        found = [one for one in files("checks").joinpath(check.id).iterdir() if one.name.endswith(".toml")]
        flat = {one.name.removesuffix(".toml"): _flat(one) for one in found if one.name != "cases.toml"}
        yield from _merged(f"checks/{check.id}", flat)


def _merged(home: str, flat: Mapping[str, Mapping[str, str]]) -> Iterator[Entry]:
    for key in sorted({key for texts in flat.values() for key, text in texts.items() if text}):
        yield Entry(
            key=f"{home}/{key}", texts={language: texts[key] for language, texts in flat.items() if key in texts}
        )


def _flat(file: Traversable) -> dict[str, str]:
    return dict(_leaves(tomllib.loads(file.read_text("utf-8")))) if file.is_file() else {}


def _leaves(table: Any, path: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 - TOML
    if isinstance(table, str):
        yield path, table
    elif isinstance(table, dict):
        for key, value in table.items():
            yield from _leaves(value, f"{path}.{key}" if path else str(key))
    elif isinstance(table, list):
        for number, value in enumerate(table):
            yield from _leaves(value, f"{path}.{number}")
