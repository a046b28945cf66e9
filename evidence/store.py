"""What cases share: the index, the folder of objects, the centre's key."""

from __future__ import annotations

import io
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pyrage
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from evidence import agefile, keys
from evidence.clock import Clock
from evidence.errors import ExhibitDamagedError, VaultDamagedError
from evidence.files import PART, storage
from evidence.hashing import Digests, Hasher, digest
from evidence.index import Index, Row

if TYPE_CHECKING:
    from evidence.custody import Custody

_NONCE, _FILE_KEY = 12, 16
_SMALL = 1 << 18
"""Most bytes that are decrypted at once."""
_ENVELOPE = 1024
"""More than the header of an age file with one stanza, and the tags of its pieces, take."""


class Store:
    """Objects are age files, each with a key of its own that is wrapped by the key of its case."""

    def __init__(self, folder: Path, index: Index, clock: Clock) -> None:
        """Use the folder of objects of an open vault."""
        self.folder = folder
        self.index = index
        self.clock = clock
        self.live: dict[str, Custody] = {}

    def centre(self) -> keys.SigningKey:
        """Return the centre's key."""
        rows = self.index.rows("meta", "name = 'centre'")
        if len(rows) != 1:
            raise VaultDamagedError("the centre's key is missing")
        return keys.SigningKey(rows[0]["value"])

    def case_row(self, case: str) -> Row:
        """Return the row of a case."""
        return self.index.rows("cases", "id = ?", [case])[0]

    def place(self, case: str, name: str) -> Path:
        """Return where an object lies."""
        return self.folder / str(self.case_row(case)["folder"]) / name

    def new_object(self) -> tuple[str, pyrage.x25519.Identity]:
        """Return a name and a key for a new object."""
        return secrets.token_hex(12) + ".age", pyrage.x25519.Identity.generate()

    def wrap(self, case: str, name: str, identity: object, file_key: bytes) -> bytes:
        """Lock an object's keys with the key of its case."""
        nonce = self.clock.random(_NONCE)
        keys_of_object = file_key + str(identity).encode()
        return nonce + ChaCha20Poly1305(self.case_row(case)["key"]).encrypt(nonce, keys_of_object, name.encode())

    def reader(self, case: str) -> Callable[[Row, Callable[[bytes], object]], Digests]:
        """Return what pushes objects of a case to a ``write``: ``copy`` for many objects."""
        row = self.case_row(case)
        folder, box = self.folder / str(row["folder"]), ChaCha20Poly1305(row["key"] or bytes(32))
        return lambda one, write: _copy(folder, box, one, write)

    def copy(self, row: Row, write: Callable[[bytes], object]) -> Digests:
        """Push an object's bytes to ``write``; ExhibitDamagedError if they are not what was logged."""
        return self.reader(row["case_id"])(row, write)

    def remove_object(self, case: str, name: str) -> None:
        """Delete an object's file, whole or in part."""
        path = self.place(case, name)
        with storage():
            for each in (path, path.with_name(path.name + PART)):
                each.unlink(missing_ok=True)

    def sweep(self) -> None:
        """Delete what no case names any more, so that an interrupted deletion is finished at the next start."""
        folders = {row["folder"]: row["id"] for row in self.index.rows("cases")}
        named = {(row["case_id"], row["file"]) for row in self.index.rows("objects", "state in ('begun', 'kept')")}
        with storage():
            for folder in self.folder.iterdir():
                case = folders.get(folder.name)
                for file in folder.iterdir():
                    if (case, file.name.removesuffix(PART)) not in named:
                        file.unlink()
                if case is None:
                    folder.rmdir()


def identity_of(box: ChaCha20Poly1305, row: Row) -> str:
    """Return the age identity that opens an object with any age program."""
    return box.decrypt(row["key"][:_NONCE], row["key"][_NONCE:], row["file"].encode())[_FILE_KEY:].decode()


def _copy(folder: Path, box: ChaCha20Poly1305, row: Row, write: Callable[[bytes], object]) -> Digests:
    try:
        file_key = box.decrypt(row["key"][:_NONCE], row["key"][_NONCE:], row["file"].encode())[:_FILE_KEY]
        with open(f"{folder}/{row['file']}", "rb", buffering=0) as source:  # noqa: PTH123 - of many, each counts
            found = _push(source, int(row["size"]), file_key, write)
    except (agefile.DecryptError, FileNotFoundError, InvalidTag) as error:
        raise ExhibitDamagedError(f"{row['exhibit']}: {error}", exhibit=row["exhibit"]) from error
    if (found.size, found.sha256, found.blake3) != (row["size"], row["sha256"], row["blake3"]):
        raise ExhibitDamagedError(f"{row['exhibit']}: hashes differ", exhibit=row["exhibit"])
    return found


def _push(source: io.FileIO, size: int, file_key: bytes, write: Callable[[bytes], object]) -> Digests:
    """Decrypt and hash: a small file at once, a large one piece by piece."""
    if size <= _SMALL:
        start = source.read(size + _ENVELOPE)
        if len(start) < size + _ENVELOPE:
            plain = agefile.whole(start, file_key)
            write(plain)
            return digest(plain)
    hasher = Hasher()

    def both(chunk: bytes) -> None:
        hasher.update(chunk)
        write(chunk)

    source.seek(0)
    agefile.by_file_key(io.BufferedReader(source, 1 << 17), both, file_key)
    return hasher.digests()
