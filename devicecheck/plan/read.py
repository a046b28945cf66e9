"""Read ``catalogue/`` into a ``Catalogue``, or say in which file and line it is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from devicecheck.plan import contract
from devicecheck.plan.errors import CatalogueError
from devicecheck.plan.model import (
    Action,
    Answer,
    Catalogue,
    Gate,
    Noticed,
    Paper,
    Phase,
    Question,
    Section,
    Status,
    Store,
    Text,
    Texts,
)
from devicecheck.plan.toml import Table, document, tables
from devicecheck.words import LANGUAGES

WHO = ("client", "together", "counsellor", "expert")
PLATFORMS = ("any", "android", "ios")


@cache
def catalogue() -> Catalogue:
    """Return the catalogue that ships with the app."""
    return load(files("devicecheck.plan").joinpath("catalogue"))


def load(folder: Traversable) -> Catalogue:
    """Return the catalogue in ``folder``; ``CatalogueError`` names file and line."""
    reader = _Reader(folder)
    sections = tuple(reader.sections())
    questions = {one.id: one for one in reader.questions()}
    found = Catalogue(
        sections=sections,
        questions=questions,
        actions={one.id: one for one in reader.actions()},
        findings=reader.texts_of("findings.toml", "findings"),
        flags=reader.texts_of("flags.toml", "flags"),
        gates={Gate(name): texts for name, texts in reader.texts_of("gates.toml", "gates").items()},
        messages=reader.texts_of("messages.toml", "messages"),
        forms=reader.texts_of("forms.toml", "forms"),
        statuses=reader.status,
        directions=reader.directions,
        sources={one.id: f"{one.text('title')} ({one.text('where', '')})" for one in reader.tables("sources.toml")},
        renamed={str(old): str(new) for old, new in document(folder / "renamed.toml", "renamed.toml").items()},
    )
    contract.check(found, _ledger(folder))
    reader.check_translations(found)
    return found


def _ledger(folder: Traversable) -> tuple[str, ...]:
    """Return every action id that any release ever had, in the order of the file's lines."""
    return tuple((folder / "ids.txt").read_text("utf-8").splitlines())


def _names(folder: Traversable) -> Iterator[str]:
    return iter(sorted(one.name for one in folder.iterdir() if one.name.endswith(".toml")))


def _group(name: str) -> str:
    return re.sub(r"^\d+-|\.toml$", "", name)


class _Reader:
    """One pass over the files; remembers the languages and their translations."""

    def __init__(self, folder: Traversable) -> None:
        self.folder = folder
        self.status: dict[str, Status] = {}
        self.directions: dict[str, str] = {}
        for one in self.tables("languages.toml"):
            self.status[one.id] = one.one_of("status", Status)
            self.directions[one.id] = _known(one, "direction", ("ltr", "rtl"))
        self.translated: dict[str, Mapping[str, Any]] = {
            language: document(file, f"translations/{file.name}")
            for language in self.status
            if (file := folder / "translations" / f"{language}.toml").is_file()
        }
        self.seen: dict[str, Table] = {}

    def tables(self, *path: str) -> Iterator[Table]:
        return tables(self.folder.joinpath(*path), "/".join(path))

    def once(self, table: Table) -> Table:
        if table.id in self.seen:
            raise table.wrong(f"is already in {self.seen[table.id].place}")
        self.seen[table.id] = table
        return table

    def texts_of(self, name: str, kind: str) -> dict[str, Texts]:
        found: dict[str, Texts] = {}
        for table in self.tables(name):
            own = {language: {"text": table.text(language)} for language in LANGUAGES}
            found[table.id] = self.field(table, own, (kind, table.id), "text")
            table.end()
        return found

    def field(
        self, table: Table, own: Mapping[str, Mapping[str, Any]], path: tuple[str, ...], name: str, *, must: bool = True
    ) -> Texts:
        """Return one field in every language that has it; German and English are a must unless nobody has it.

        A text is a string, or ``{ text = "…", status = "reviewed" }`` where it is not as far as its language.
        """
        found: dict[str, Text] = {}
        for language, status in self.status.items():
            at: Any = own.get(language, {}) if language in LANGUAGES else self.translated.get(language, {})
            for step in () if language in LANGUAGES else path:
                at = at.get(step, {})
            text = at.get(name, "")
            one = text if isinstance(text, dict) else {"text": text}
            if str(one.get("text", "")).strip():
                found[language] = Text(text=str(one["text"]), status=table.member(one.get("status", status), Status))
        missing = [language for language in LANGUAGES if language not in found]
        if missing and (must or found):
            raise table.wrong(f"has no {name!r} in {', '.join(missing)}")
        return found

    def check_translations(self, found: Catalogue) -> None:
        """Refuse a translation of something that is not there: it would never be shown, and nobody would notice."""
        known = {
            "sections": {one.id for one in found.sections},
            "questions": set(found.questions),
            "actions": set(found.actions),
            "messages": set(found.messages),
            "forms": set(found.forms),
        }
        for language, kinds in self.translated.items():
            for kind, entries in kinds.items():
                for name in sorted(set(entries) - known.get(kind, set())):
                    raise CatalogueError(f"translations/{language}.toml: {kind}.{name}: there is no such entry")

    def actions(self) -> Iterator[Action]:
        for name in _names(self.folder / "actions"):
            for table in self.tables("actions", name):
                yield self.action(self.once(table), _group(name))

    def action(self, table: Table, group: str) -> Action:
        own = {language: table.table(language) for language in LANGUAGES}
        path = ("actions", table.id)
        paper = table.one_of("paper", Paper)
        found = Action(
            id=table.id,
            group=group,
            phase=table.one_of("phase", Phase),
            rank=table.number("rank"),
            talk=table.yes("talk"),
            in_danger=table.yes("in_danger"),
            noticed=table.one_of("noticed", Noticed),
            destroys_proof=table.yes("destroys_proof"),
            images=table.yes("images"),
            who=_known(table, "who", WHO),
            platform=_known(table, "platform", PLATFORMS),
            triggers=table.list("triggers"),
            needs=frozenset(table.member(one, Gate) for one in table.list("needs")),
            paper=paper,
            text=self.field(table, own, path, "text"),
            sheet=self.field(table, own, path, "sheet", must=paper is not Paper.NEVER),
            card=self.field(table, own, path, "card", must=paper is Paper.CARD),
            care=self.field(table, own, path, "care"),
            sources=table.list("sources"),
            place=table.place,
        )
        table.end()
        return found

    def sections(self) -> Iterator[Section]:
        for name in _names(self.folder / "questions"):
            head, *rest = self.tables("questions", name)
            if head.id != "section":
                raise head.wrong("a file of questions begins with [section]")
            own = {language: {"title": head.text(language)} for language in LANGUAGES}
            letter = head.text("letter")
            title = self.field(head, own, ("sections", letter), "title")
            head.end()
            yield Section(id=letter, title=title, questions=tuple(one.id for one in rest))

    def questions(self) -> Iterator[Question]:
        for name in _names(self.folder / "questions"):
            head, *rest = self.tables("questions", name)
            for table in rest:
                yield self.question(self.once(table), str(head.values["letter"]))

    def question(self, table: Table, section: str) -> Question:
        own = {language: table.table(language) for language in LANGUAGES}
        path = ("questions", table.id)
        found = Question(
            id=table.id,
            section=section,
            aloud=_known(table, "ask", ("client", "counsellor")) == "client",
            many=_known(table, "kind", ("one", "many", "time")) == "many",
            store=table.one_of("store", Store),
            short=_known(table, "path", ("short", "full")) == "short",
            only_if=table.list("only_if", required=False),
            text=self.field(table, own, path, "text"),
            care=self.field(table, own, path, "care", must=False),
            answers={key: self.answer(table, key, values) for key, values in table.table("answers").items()},
            sources=table.list("sources"),
            place=table.place,
        )
        table.end()
        return found

    def answer(self, table: Table, key: str, values: dict[str, Any]) -> Answer:
        part = Table(id=f"{table.id}.{key}", place=table.place, values=dict(values))
        own = {language: {key: part.text(language)} for language in LANGUAGES}
        says = part.text("says", "")
        found = Answer(
            id=key,
            text=self.field(part, own, ("questions", table.id, "answers"), key),
            flags=frozenset(part.list("flags", required=False)),
            clears=frozenset(part.list("clears", required=False)),
            holds=frozenset(part.list("holds", required=False)),
            says=says or None,
        )
        part.end()
        return found


def _known(table: Table, key: str, values: tuple[str, ...]) -> str:
    found = table.text(key)
    if found not in values:
        raise table.wrong(f"{key} = {found!r} is none of: {', '.join(values)}")
    return found


__all__ = ["CatalogueError", "catalogue", "load"]
