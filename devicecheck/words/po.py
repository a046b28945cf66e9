"""Texts as gettext PO for translators (Weblate, Poedit), and back.

The message id is the German text, the context is where it lives, the English text and the counsellor's caution are
comments. *Fuzzy* means draft. What comes back is at best *reviewed*: releasing a text for print is another decision.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from babel.core import UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from devicecheck.errors import DeviceCheckError
from devicecheck.words import LANGUAGES
from devicecheck.words.inventory import Entry, placeholders


class TranslationError(DeviceCheckError):
    """A file of translations cannot be taken; ``detail`` names line and text."""

    key = "words_translation"


def export(language: str, entries: Iterable[Entry]) -> bytes:
    """Return a PO file of the client's texts; ``TranslationError`` for a language that nobody knows."""
    if language in LANGUAGES:
        raise TranslationError(f"{language}: German and English are written beside the unit that they belong to")
    catalog = Catalog(locale=language, header_comment=f"# devicecheck: texts for clients, {language}", fuzzy=False)
    if catalog.locale is None:
        raise TranslationError(f"nobody knows a language {language!r}")
    for entry in entries:
        flags = {"fuzzy"} if language in entry.drafts else set()
        comments = [f"English: {entry.texts['en']}", *([f"Hinweis: {entry.care}"] if entry.care else [])]
        done = entry.texts.get(language, "")
        catalog.add(entry.texts["de"], done, context=entry.key, auto_comments=comments, flags=flags)
    out = io.BytesIO()
    write_po(out, catalog, width=0, omit_header=False, sort_output=False)
    return b"".join(line for line in out.getvalue().splitlines(keepends=True) if not line.startswith(_LEFT_OUT))


_LEFT_OUT = tuple(
    f'"{name}'.encode()
    for name in (
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Project-Id-Version",
        "Report-Msgid-Bugs-To",
        "Last-Translator",
        "Language-Team",
    )
)
"""Left out: the same texts give the same file, and nobody is named."""


def translations(file: bytes, language: str, entries: Iterable[Entry]) -> dict[str, dict[str, str]]:
    """Return key → text and status of everything that is translated in a PO file.

    Raises ``TranslationError`` for a file that is no PO, is for another language, names a text that does not exist, or
    has a translation that drops, adds or breaks a placeholder. A text whose German has changed since stays a draft.
    """
    known = {entry.key: entry for entry in entries}
    catalog = _read(file)
    if _language(catalog) != language:
        raise TranslationError(f"the file is for {_language(catalog)}, not for {language}")
    return dict(_taken(message, known) for message in catalog if message.id and message.string)


def language(file: bytes) -> str:
    """Return the language that a PO file names; ``TranslationError`` if it names none."""
    return _language(_read(file))


def _read(file: bytes) -> Catalog:
    try:
        return read_po(io.BytesIO(file), abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, UnknownLocaleError, ValueError) as error:
        raise TranslationError(str(error)) from error


def _language(catalog: Catalog) -> str:
    if catalog.locale is None:
        raise TranslationError("the file names no language")
    return str(catalog.locale.language)


def _taken(message: Message, known: Mapping[str, Entry]) -> tuple[str, dict[str, str]]:
    entry = known.get(message.context or "")
    if entry is None or not isinstance(message.string, str):
        raise TranslationError(f"line {message.lineno}: there is no text {message.context!r}")
    try:
        kept = placeholders(message.string)
    except ValueError as error:
        raise TranslationError(f"line {message.lineno}: {entry.key}: {error}") from error
    if kept != entry.fields():
        want, got = (" ".join(sorted(f"{{{name}}}" for name in one)) or "none" for one in (entry.fields(), kept))
        raise TranslationError(f"line {message.lineno}: {entry.key}: placeholders {got}, expected {want}")
    fresh = not message.fuzzy and message.id == entry.texts["de"]
    return entry.key, {"text": message.string, "status": "reviewed" if fresh else "draft"}


def destination(key: str, language: str) -> tuple[str, tuple[str, ...]]:
    """Return the file, below the folder of the program, and the place in its tables where a translation is kept."""
    home, _, rest = key.partition("/")
    if home == "plan":
        return f"devicecheck/plan/catalogue/translations/{language}.toml", tuple(rest.split("/"))
    unit, _, name = rest.rpartition("/")
    file = f"checks/{unit}/{language}.toml" if home == "checks" else f"devicecheck/words/{language}/{unit}.toml"
    return file, tuple(name.split("."))


def merged(
    taken: Mapping[tuple[str, ...], Mapping[str, str]], before: Mapping[str, Any], default: str | None
) -> dict[str, Any]:
    """Return a file of translations with what was taken; what it had and nobody sent stays.

    ``default`` is the status of texts that name none; ``None`` for a file whose texts have no status: it takes no
    drafts. A text whose words did not change keeps its status, unless it came back as a draft.
    """
    result: dict[str, Any] = copy.deepcopy(dict(before))
    for place, one in taken.items():
        at = result
        for step in place[:-1]:
            at = at.setdefault(step, {})
        if default is not None:
            at[place[-1]] = _newer(dict(one), at.get(place[-1]), default)
        elif one["status"] != "draft":
            at[place[-1]] = one["text"]
    return result


def _newer(one: dict[str, str], before: object, default: str) -> object:
    had = before if isinstance(before, dict) else {"text": before, "status": default}
    same = had.get("text") == one["text"]
    if same and (one["status"] != "draft" or had.get("status", default) == "draft"):
        return before
    return one["text"] if one["status"] == default else one


def open_texts(language: str, entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the keys of texts that a language does not have yet."""
    return (entry.key for entry in entries if language not in entry.texts)
