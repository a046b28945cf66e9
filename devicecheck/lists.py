"""Lists of known apps: those that ship with the toolkit, those that were imported, those given by name."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from checks.facts import Fact, Indicator, IndicatorList, KnownStore, ReviewedApp
from checks.indicators import builtin
from checks.indicators.model import MAX_BYTES, ListRead, UnreadableListError, conflicts_between
from checks.indicators.reading import read_list
from devicecheck.errors import DeviceCheckError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OLD_AFTER_DAYS = 90


class UnreadableListFileError(DeviceCheckError):
    """A file that was given as a list and is none, or cannot be read."""

    key = "unreadable_list"


class AlteredListError(DeviceCheckError):
    """An imported list whose bytes are not those that were imported."""

    key = "altered_list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A list in the store, and how it came there."""

    read: ListRead
    imported: datetime | None
    """``None``: it ships with the toolkit, or was only given for this look."""
    origin: str
    """File name or address it came from."""


def data_home() -> Path:
    """Return where the app keeps its lists: ``DEVICECHECK_DATA`` or this system's usual place."""
    given = os.environ.get("DEVICECHECK_DATA")
    return Path(given) if given else platformdirs.user_data_path("devicecheck", appauthor=False)


class ListStore:
    """Imported lists, one folder; every file is named by its SHA-256 and checked against it when read."""

    def __init__(self, home: Path) -> None:
        """Use ``home``, made when something is first stored."""
        self._home = home / "lists"

    def all(self) -> tuple[Stored, ...]:
        """Return every imported list, by name; raises ``AlteredListError``."""
        notes = sorted(self._home.glob("*.json")) if self._home.is_dir() else []
        return tuple(sorted((self._load(note) for note in notes), key=lambda stored: stored.read.name))

    def add(self, data: bytes, *, name: str, origin: str, imported: datetime, dated: date | None) -> Stored:
        """Store a list in place of an earlier one of the same name; raises ``UnreadableListFileError``."""
        read = _read(data, name, dated)
        note = {
            "name": name,
            "origin": origin,
            "imported": imported.isoformat(),
            "dated": dated.isoformat() if dated else None,
            "licence": read.licence,
            "sha256": read.sha256,
        }
        self._home.mkdir(parents=True, exist_ok=True)
        earlier = [path for path in self._home.glob("*.json") if json.loads(path.read_bytes())["name"] == name]
        _write(self._home / read.sha256, data)
        _write(self._home / f"{read.sha256}.json", json.dumps(note, indent=1).encode())
        for path in earlier:
            if path.stem != read.sha256:
                path.unlink()
                path.with_suffix("").unlink(missing_ok=True)
        return Stored(read=read, imported=imported, origin=origin)

    def _load(self, note: Path) -> Stored:
        told = json.loads(note.read_bytes())
        dated = date.fromisoformat(told["dated"]) if told["dated"] else None
        path = note.with_suffix("")
        read = _read(path.read_bytes() if path.is_file() else b"", told["name"], dated)
        if read.sha256 != told["sha256"]:
            raise AlteredListError(path.name, name=told["name"])
        return Stored(read=read, imported=datetime.fromisoformat(told["imported"]), origin=told["origin"])


def given(path: Path) -> Stored:
    """Read a list for one look, without storing it; raises ``UnreadableListFileError``."""
    data, day = read_file(path)
    return Stored(read=_read(data, path.name, day), imported=None, origin=path.name)


def read_file(path: Path) -> tuple[bytes, date]:
    """Return a file's bytes and the day it was last changed."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
            changed = os.fstat(file.fileno()).st_mtime
    except OSError as error:
        raise UnreadableListFileError(str(error.strerror), name=path.name) from error
    return data, date.fromtimestamp(changed)  # noqa: DTZ012 - a day is all that is said


def shipped() -> Stored:
    """Return the starter list that comes with the toolkit."""
    return Stored(read=builtin.starter(), imported=None, origin="starter.toml")


def in_use(store: ListStore, files: Sequence[Path] = (), *, none: bool = False) -> tuple[Stored, ...]:
    """Return the lists of one look: the given files alone, else all that are imported and the shipped one."""
    if none:
        return ()
    if files:
        return tuple(given(path) for path in files)
    return (*store.all(), shipped())


def facts_of(lists: Sequence[Stored]) -> Mapping[type[Fact], Sequence[Fact]]:
    """Return lists, stores and reviewed apps as facts; without any list there are no indicator facts at all."""
    facts: dict[type[Fact], Sequence[Fact]] = {KnownStore: builtin.stores(), ReviewedApp: builtin.reviewed()}
    if lists:
        read = [stored.read.facts(builtin=stored.origin == "starter.toml") for stored in lists]
        facts[IndicatorList] = tuple(one for one, _ in read)
        facts[Indicator] = tuple(indicator for _, indicators in read for indicator in indicators)
    return facts


def conflicts(lists: Sequence[Stored]) -> tuple[str, ...]:
    """Return values that one list calls watchware and another stalkerware; they are treated as watchware."""
    return tuple(conflicts_between(tuple(stored.read for stored in lists)))


def is_old(one: ListRead | IndicatorList, today: date) -> bool:
    """Tell whether a list is older than 90 days; one without a date counts as old."""
    return one.dated is None or (today - one.dated).days > OLD_AFTER_DAYS


def _read(data: bytes, name: str, dated: date | None) -> ListRead:
    try:
        return read_list(data, name, dated)
    except UnreadableListError as error:
        raise UnreadableListFileError(str(error), name=name) from error


def _write(path: Path, data: bytes) -> None:
    part = path.with_name(f"{path.name}.part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
