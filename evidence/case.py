"""A case: its custody log, its exhibits, and a drawer for what is not evidence."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from evidence import log
from evidence.custody import Custody, Operator, begin
from evidence.errors import CaseReleasedError, UnknownExhibitError, VaultDamagedError
from evidence.exhibit import Class, Exhibit
from evidence.hashing import Digests
from evidence.index import Row
from evidence.receipt import Receipt, parse
from evidence.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyEvent:
    """One line of the log, with its body where that was not deleted."""

    seq: int
    session: int
    time: str
    op: str
    exhibit: str | None
    body: Mapping[str, Any] | None
    personal: bool


class Drawer:
    """What the case keeps that is not evidence (answers, plan). Never seen by log or bundle."""

    def __init__(self, store: Store, case: str) -> None:
        """Open the drawer of a case."""
        self._store, self._case = store, case

    def put(self, name: str, data: bytes) -> None:
        """Keep some bytes under a name."""
        self._store.index.put("drawers", {"case_id": self._case, "name": name, "data": data})

    def get(self, name: str) -> bytes | None:
        """Return them, or none."""
        rows = self._store.index.rows("drawers", "case_id = ? and name = ?", [self._case, name])
        return bytes(rows[0]["data"]) if rows else None

    def names(self) -> tuple[str, ...]:
        """Return what is in it."""
        return tuple(row["name"] for row in self._store.index.rows("drawers", "case_id = ?", [self._case], "name"))

    def delete(self, name: str) -> None:
        """Destroy them."""
        self._store.index.remove("drawers", "case_id = ? and name = ?", [self._case, name])
        self._store.index.forget()


class Case:
    """One client's case."""

    def __init__(self, store: Store, number: str) -> None:
        """Use ``Vault.case``."""
        self._store = store
        self.id = number
        self.drawer = Drawer(store, number)
        self.clock = store.clock

    @property
    def _row(self) -> Row:
        return self._store.case_row(self.id)

    @property
    def pseudonym(self) -> str:
        """As the counsellor entered it; empty after release."""
        return str(self._row["pseudonym"])

    @property
    def created(self) -> str:
        """When, UTC."""
        return str(self._row["created"])

    @property
    def keep(self) -> bool:
        """Whether it may stay after the sitting."""
        return bool(self._row["keep"])

    @property
    def delete_after(self) -> date | None:
        """Day of its deletion."""
        text = self._row["delete_after"]
        return date.fromisoformat(text) if text else None

    @property
    def released(self) -> Receipt | None:
        """Receipt of a case that was handed over: all that is left of it."""
        text = self._row["released"]
        return parse(text) if text else None

    @property
    def sessions(self) -> int:
        """How many sessions were begun."""
        return self._store.index.count("log", "case_id = ? and op = 'session'", [self.id])

    @property
    def is_unfinished(self) -> bool:
        """Whether the last session was neither sealed nor is still going on."""
        if self.id in self._store.live:
            return False
        rows = self._rows("op in ('session', 'seal')")
        return bool(rows) and rows[-1]["op"] == "session"

    @property
    def begun(self) -> tuple[str, ...]:
        """Exhibits that were begun and not finished."""
        rows = self._store.index.rows("objects", "case_id = ? and state = 'begun'", [self.id])
        return tuple(row["exhibit"] for row in rows)

    def begin(self, operator: Operator) -> Custody:
        """Begin a session with a new key, or go on after an interruption; CaseReleasedError."""
        if self._row["released"]:
            raise CaseReleasedError(self.id)
        return begin(self._store, self.id, operator)

    def log_bytes(self, seq: int) -> bytes:
        """Return the log up to and with line ``seq``, as it stands in a bundle."""
        given = [self.id, seq]
        rows = self._store.index.rows("log", "case_id = ? and seq <= ?", given, "seq", columns="raw")
        return b"".join(bytes(row["raw"]) + b"\n" for row in rows)

    def events(self) -> Iterator[CustodyEvent]:
        """Yield the log with its bodies."""
        opened = {row["seq"]: row["opened"] for row in self._store.index.rows("bodies", "case_id = ?", [self.id])}
        for row in self._rows("1"):
            entry = log.read(bytes(row["raw"]), row["seq"]).entry
            body = entry.body
            if body is None and entry.seq in opened:
                body = json.loads(opened[entry.seq])["body"]
            yield CustodyEvent(
                seq=entry.seq,
                session=entry.session,
                time=entry.time,
                op=entry.op,
                exhibit=entry.exhibit,
                body=body,
                personal=entry.commit is not None,
            )

    def exhibits(self) -> tuple[Exhibit, ...]:
        """Return every exhibit that was logged, deleted ones too."""
        return tuple(self.each_exhibit())

    def each_exhibit(self) -> Iterator[Exhibit]:
        """Yield what ``exhibits`` returns one by one, for cases with very many."""
        where, place = "case_id = ? and state in ('kept', 'forgotten') and rowid > ?", -1
        while some := self._store.index.rows(
            "objects", where, [self.id, place], f"rowid limit {_AT_ONCE}", columns="*, rowid as place"
        ):
            place = some[-1]["place"]
            given = [self.id, min(row["seq"] for row in some), max(row["seq"] for row in some)]
            bodies = self._store.index.rows("bodies", "case_id = ? and seq between ? and ?", given)
            opened = {row["seq"]: row["opened"] for row in bodies}
            yield from (_exhibit(row, opened.get(row["seq"])) for row in some)

    def exhibit(self, number: str) -> Exhibit:
        """Return one exhibit; UnknownExhibitError."""
        found = [each for each in self.exhibits() if each.number == number]
        if not found:
            raise UnknownExhibitError(number, exhibit=number)
        return found[0]

    def copy(self, number: str, write: Callable[[bytes], object]) -> Digests:
        """Push an exhibit's bytes to ``write``, piece by piece.

        UnknownExhibitError; ExhibitDamagedError, after which whatever was written must be thrown away.
        """
        rows = self._store.index.rows("objects", "case_id = ? and exhibit = ? and state = 'kept'", [self.id, number])
        if not rows:
            raise UnknownExhibitError(number, exhibit=number)
        return self._store.copy(rows[0], write)

    def copier(self) -> Callable[[str, Callable[[bytes], object]], Digests]:
        """Return ``copy`` for many exhibits, which looks them all up once."""
        where, columns = "case_id = ? and state = 'kept'", "exhibit, file, key, size, sha256, blake3"
        rows = self._store.index.rows("objects", where, [self.id], columns=columns)
        known, copy = {row["exhibit"]: row for row in rows}, self._store.reader(self.id)

        def one(number: str, write: Callable[[bytes], object]) -> Digests:
            if number not in known:
                raise UnknownExhibitError(number, exhibit=number)
            return copy(known[number], write)

        return one

    def read(self, number: str) -> bytes:
        """Return an exhibit's bytes, verified, in memory. For large ones use ``copy``."""
        parts: list[bytes] = []
        self.copy(number, parts.append)
        return b"".join(parts)

    def check(self) -> int:
        """Check log, commitments and every stored byte; the number of exhibits read, or VaultDamagedError."""
        self.check_log()
        kept, copy = [each.number for each in self.exhibits() if each.kept], self.copier()
        for number in kept:
            copy(number, lambda _chunk: None)
        return len(kept)

    def check_log(self) -> None:
        """Check chain, signature and commitments; VaultDamagedError."""
        opened = {row["seq"]: row["opened"] for row in self._store.index.rows("bodies", "case_id = ?", [self.id])}
        try:
            for line in log.follow(bytes(row["raw"]) for row in self._rows("1")):
                body = opened.pop(line.entry.seq, None)
                if body is not None and log.commit(body) != line.entry.commit:
                    raise VaultDamagedError(f"{self.id}: the body of line {line.entry.seq + 1} was altered")
        except log.LogError as error:
            raise VaultDamagedError(f"{self.id}: {error}") from error
        if opened:
            raise VaultDamagedError(f"{self.id}: bodies without lines")

    def forget(self, *numbers: str) -> None:
        """Destroy exhibits' bytes, their keys and what was written about them; the log still verifies."""
        index, where = self._store.index, "case_id = ? and exhibit = ?"
        with index.atomic():
            for number in numbers:
                if not index.rows("objects", where, [self.id, number]):
                    raise UnknownExhibitError(number, exhibit=number)
                index.remove("bodies", where, [self.id, number])
                index.change("objects", (self.id, number), {**_FORGOTTEN, "state": "forgotten"})
        self._store.sweep()
        index.forget()

    def forget_everything(self, *, keep_drawer: bool = False) -> None:
        """Destroy all that is personal: bodies, exhibits, drawer, pseudonym. The log still verifies.

        ``keep_drawer``: what is no evidence stays, and with it the pseudonym under which it is found.
        """
        index = self._store.index
        with index.atomic():
            index.remove("bodies", "case_id = ?", [self.id])
            if not keep_drawer:
                index.remove("drawers", "case_id = ?", [self.id])
            for row in index.rows("objects", "case_id = ?", [self.id]):
                index.change("objects", (self.id, row["exhibit"]), {**_FORGOTTEN, "state": "forgotten"})
            name = self.pseudonym if keep_drawer else ""
            index.change("cases", self.id, {"key": self._store.clock.random(32), "pseudonym": name})
        self._store.sweep()
        index.forget()

    def release(self, receipt: Receipt) -> None:
        """End of *capture and hand over*: only the receipt and the head of the log stay."""
        index = self._store.index
        self._end_session()
        with index.atomic():
            for table in ("bodies", "drawers", "objects", "log"):
                index.remove(table, "case_id = ?", [self.id])
            index.change("cases", self.id, {"key": b"", "pseudonym": "", "released": str(receipt)})
        self._store.sweep()
        index.forget()

    def remove(self) -> None:
        """Destroy the case with everything in it, keys and log too."""
        index = self._store.index
        self._end_session()
        with index.atomic():
            for table in ("bodies", "drawers", "objects", "log"):
                index.remove(table, "case_id = ?", [self.id])
            index.remove("cases", "id = ?", [self.id])
        self._store.sweep()
        index.forget()

    def set_delete_after(self, day: date | None) -> None:
        """Change the day of deletion."""
        self._store.index.change("cases", self.id, {"delete_after": "" if day is None else day.isoformat()})

    def _end_session(self) -> None:
        live = self._store.live.pop(self.id, None)
        if live is not None:
            live.close()

    def _rows(self, where: str) -> list[Row]:
        return self._store.index.rows("log", f"case_id = ? and {where}", [self.id], "seq")


_AT_ONCE = 500
_FORGOTTEN: Mapping[str, object] = {"key": b"", "sha256": "", "blake3": "", "size": 0, "crc32": 0}


def _exhibit(row: Row, opened: bytes | None) -> Exhibit:
    return Exhibit(
        number=row["exhibit"],
        kind=Class(row["class"]),
        name=row["name"],
        digests=Digests(size=row["size"], sha256=row["sha256"], blake3=row["blake3"], crc32=row["crc32"]),
        seq=row["seq"],
        body=None if opened is None else json.loads(opened)["body"],
        kept=row["state"] == "kept",
    )
