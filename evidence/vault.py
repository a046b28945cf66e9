"""The vault: a folder that holds cases, encrypted at rest, opened by a passphrase, by one program at a time."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

from evidence import header, keys
from evidence.case import Case
from evidence.clock import Clock, stamp
from evidence.errors import NoVaultError, UnknownCaseError, VaultDamagedError, VaultExistsError
from evidence.files import PART, storage, sync_folder, write_durably
from evidence.index import Index, Row
from evidence.store import Store

_HEADER, _INDEX, _OBJECTS = "vault.json", "index.db", "objects"
_HALF_MADE = frozenset((_HEADER + PART, _INDEX, _INDEX + "-wal", _INDEX + "-journal", _OBJECTS))
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """A case whose last session was not sealed: the program ended in its middle."""

    case: Case
    session: int
    begun: tuple[str, ...]
    """Exhibits that were begun but not finished; they will be logged as failed when the case goes on."""


class Vault:
    """An open vault. Close it, or use it in ``with``."""

    def __init__(self, path: Path, index: Index, clock: Clock) -> None:
        """Use ``open`` or ``create``."""
        self.path = path
        self.clock = clock
        self._index = index
        self._store = Store(path / _OBJECTS, index, clock)

    @classmethod
    def create(cls, path: Path, passphrase: str, *, clock: Clock, cost: header.Cost = header.STRONG) -> Self:
        """Make a new vault; VaultExistsError if anything is there that a broken attempt would not have left."""
        _make_room(path)
        key = clock.random(32)
        with storage():
            (path / _OBJECTS).mkdir(parents=True)
            index = Index(path / _INDEX, key, create=True)
            index.put("meta", {"name": "centre", "value": clock.random(32)})
            index.checkpoint()
            write_durably(path / _HEADER, header.wrap(key, passphrase, clock=clock, cost=cost).to_bytes())
            sync_folder(path.parent)
        return cls(path, index, clock)

    @classmethod
    def open(cls, path: Path, passphrase: str, *, clock: Clock) -> Self:
        """Open a vault; NoVaultError, WrongPassphraseError, VaultBusyError, VaultDamagedError, VaultTooNewError."""
        key = _header(path).unwrap(passphrase)
        if not (path / _INDEX).is_file():
            raise VaultDamagedError(f"{_INDEX} is missing")
        vault = cls(path, Index(path / _INDEX, key), clock)
        try:
            vault._store.sweep()
        except BaseException:
            vault.close()
            raise
        return vault

    @staticmethod
    def exists(path: Path) -> bool:
        """Say whether there is a vault at this place."""
        return (path / _HEADER).is_file()

    def close(self) -> None:
        """Let other programs have it. Sessions that were not sealed stay unfinished."""
        for case in list(self._store.live.values()):
            case.close()
        self._index.close()

    def __enter__(self) -> Self:
        """Nothing more to do."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def change_passphrase(self, old: str, new: str, *, cost: header.Cost = header.STRONG) -> None:
        """Lock the vault's key with another passphrase; WrongPassphraseError."""
        key = _header(self.path).unwrap(old)
        write_durably(self.path / _HEADER, header.wrap(key, new, clock=self.clock, cost=cost).to_bytes())

    def check(self) -> int:
        """Check every page, line and byte; the number of exhibits read. VaultDamagedError, ExhibitDamagedError."""
        damage = self._index.damage()
        if damage:
            raise VaultDamagedError(f"index: {damage[0]}")
        return sum(case.check() for case in self.cases() if case.released is None)

    @contextlib.contextmanager
    def at_rest(self) -> Iterator[None]:
        """Keep every file as it is for a while, so that it can be copied."""
        with self._index.held():
            self._index.checkpoint()
            yield

    @property
    def fingerprint(self) -> str:
        """The centre's key, as others know it: 64 hex digits."""
        return keys.fingerprint(self._store.centre().public)

    def new_case(self, pseudonym: str, *, delete_after: date | None = None, keep: bool = True) -> Case:
        """Begin a case. ``keep=False``: it is meant to be removed at the end of the sitting."""
        row: Row = {
            "id": self._new_id(),
            "folder": secrets.token_hex(8),
            "pseudonym": pseudonym,
            "created": stamp(self.clock.now()),
            "delete_after": "" if delete_after is None else delete_after.isoformat(),
            "keep": int(keep),
            "key": self.clock.random(32),
            "released": "",
        }
        with storage():
            (self.path / _OBJECTS / row["folder"]).mkdir()
            sync_folder(self.path / _OBJECTS)
        self._index.add("cases", row)
        return Case(self._store, row["id"])

    def cases(self) -> tuple[Case, ...]:
        """Return every case, oldest first."""
        return tuple(Case(self._store, row["id"]) for row in self._index.rows("cases"))

    def case(self, number: str) -> Case:
        """Return one case by its id; UnknownCaseError."""
        if not self._index.rows("cases", "id = ?", [number]):
            raise UnknownCaseError(number)
        return Case(self._store, number)

    def unfinished(self) -> tuple[Unfinished, ...]:
        """Return the cases in whose middle the program ended, to be asked about at the next start."""
        return tuple(
            Unfinished(case=case, session=case.sessions, begun=case.begun)
            for case in self.cases()
            if case.is_unfinished
        )

    def due(self, today: date) -> tuple[Case, ...]:
        """Return the cases whose day of deletion has come."""
        return tuple(case for case in self.cases() if case.delete_after is not None and case.delete_after <= today)

    def _new_id(self) -> str:
        taken = {row["id"] for row in self._index.rows("cases")}
        while True:
            letters = "".join(_LETTERS[byte % 32] for byte in self.clock.random(8))
            number = f"C-{letters[:4]}-{letters[4:]}"
            if number not in taken:
                return number


def _header(path: Path) -> header.Header:
    try:
        return header.read((path / _HEADER).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        raise NoVaultError(str(path)) from None


def _make_room(path: Path) -> None:
    """Clear what an interrupted creation left; refuse anything else."""
    if not path.exists():
        return
    if not path.is_dir() or not {each.name for each in path.iterdir()} <= _HALF_MADE:
        raise VaultExistsError(str(path))
    for each in path.iterdir():
        if each.is_dir():
            each.rmdir()
        else:
            each.unlink()
