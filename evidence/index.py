"""The vault's index: an encrypted SQLite file, held by one program at a time."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlite_utils import Database

from evidence.errors import StorageFullError, VaultBusyError, VaultDamagedError

Row = dict[str, Any]
_TABLES: Mapping[str, tuple[Mapping[str, type], str | tuple[str, ...]]] = {
    "meta": ({"name": str, "value": bytes}, "name"),
    "cases": (
        {
            "id": str,
            "folder": str,
            "pseudonym": str,
            "created": str,
            "delete_after": str,
            "keep": int,
            "key": bytes,
            "released": str,
        },
        "id",
    ),
    "log": (
        {"case_id": str, "seq": int, "session": int, "op": str, "exhibit": str, "raw": bytes},
        ("case_id", "seq"),
    ),
    "bodies": ({"case_id": str, "seq": int, "exhibit": str, "opened": bytes}, ("case_id", "seq")),
    "objects": (
        {
            "case_id": str,
            "exhibit": str,
            "file": str,
            "key": bytes,
            "name": str,
            "class": str,
            "state": str,
            "seq": int,
            "size": int,
            "sha256": str,
            "blake3": str,
            "crc32": int,
        },
        ("case_id", "exhibit"),
    ),
    "drawers": ({"case_id": str, "name": str, "data": bytes}, ("case_id", "name")),
}


class Index:
    """Rows in, rows out; every write durable when its ``atomic`` block ends. Safe to use from several threads."""

    def __init__(self, path: Path, key: bytes, *, create: bool = False) -> None:
        """Open the file; VaultBusyError, VaultDamagedError."""
        self._lock = threading.RLock()
        with _translated():
            self._connection = sqlcipher3.connect(str(path), timeout=0.2, isolation_level=None, check_same_thread=False)
            try:
                self._set_up(key, create=create)
            except BaseException:
                self._connection.close()
                raise

    def _set_up(self, key: bytes, *, create: bool) -> None:
        for pragma in (
            "cipher_log_level = NONE",
            f"key = \"x'{key.hex()}'\"",
            "locking_mode = EXCLUSIVE",
            "journal_mode = WAL",
            "synchronous = FULL",
            "secure_delete = ON",
            "temp_store = MEMORY",
        ):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute("BEGIN EXCLUSIVE")
        self._connection.execute("COMMIT")
        self._database = Database(self._connection, execute_plugins=False)
        if create:
            with self._database.atomic():
                for name, (columns, key_columns) in _TABLES.items():
                    self._database.table(name).create(dict(columns), pk=key_columns)
                self._database.table("bodies").create_index(["case_id", "exhibit"])
        missing = _TABLES.keys() - set(self._database.table_names())
        if missing:
            raise VaultDamagedError(f"the index lacks {', '.join(sorted(missing))}")

    @contextlib.contextmanager
    def atomic(self) -> Iterator[None]:
        """All writes inside, or none."""
        with self._lock, _translated(), self._database.atomic():
            yield

    def put(self, table: str, row: Mapping[str, object]) -> None:
        """Insert a row, or replace the one with its key."""
        with self.atomic():
            self._database.table(table).insert(dict(row), replace=True)

    def add(self, table: str, row: Mapping[str, object]) -> None:
        """Insert a new row."""
        with self.atomic():
            self._database.table(table).insert(dict(row))

    def change(self, table: str, key: str | tuple[object, ...], values: Mapping[str, object]) -> None:
        """Change some columns of one row."""
        with self.atomic():
            self._database.table(table).update(key, dict(values))

    def rows(
        self, table: str, where: str = "1", given: Sequence[object] = (), order: str = "rowid", *, columns: str = "*"
    ) -> list[Row]:
        """Return the rows that fit; ``columns``: only these, where there may be many rows."""
        query = f"select {columns} from {table} where {where} order by {order}"  # noqa: S608 - all parts are ours
        with self._lock, _translated():
            found = self._connection.execute(query, list(given))
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found]

    def count(self, table: str, where: str = "1", given: Sequence[object] = ()) -> int:
        """Return how many rows fit."""
        with self._lock, _translated():
            return int(self._database.table(table).count_where(where, list(given)))

    def remove(self, table: str, where: str, given: Sequence[object]) -> None:
        """Delete rows; their bytes are overwritten."""
        with self.atomic():
            self._database.table(table).delete_where(where, list(given))

    def forget(self) -> None:
        """Overwrite what deleted rows left behind in the file and in its journal."""
        with self._lock, _translated():
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def checkpoint(self) -> None:
        """Bring everything into the one file."""
        with self._lock, _translated():
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def damage(self) -> tuple[str, ...]:
        """Return what is wrong with the file's pages: each carries a checksum that needs the key."""
        with self._lock, _translated():
            return tuple(str(row[0]) for row in self._connection.execute("PRAGMA cipher_integrity_check"))

    def held(self) -> contextlib.AbstractContextManager[object]:
        """Keep other threads from writing for a while."""
        return self._lock

    def close(self) -> None:
        """Close the file and let other programs have it."""
        with self._lock, _translated():
            self._connection.close()


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except sqlcipher3.Error as error:
        text = str(error)
        if "locked" in text:
            raise VaultBusyError(text) from error
        if "full" in text or "disk I/O" in text or "readonly" in text:
            raise StorageFullError(text) from error
        raise VaultDamagedError(f"index: {text}") from error
