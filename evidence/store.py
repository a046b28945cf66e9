"""What cases share: the index, the folder of objects, the centre's key."""

from __future__ import annotations

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
from evidence.hashing import Digests, Hasher
from evidence.index import Index, Row

if TYPE_CHECKING:
    from evidence.custody import Custody

_NONCE = 12


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

    def new_object(self, case: str) -> tuple[str, bytes, object]:
        """Return a name, a wrapped key and the recipient for a new object."""
        identity = pyrage.x25519.Identity.generate()
        name = secrets.token_hex(12) + ".age"
        nonce = self.clock.random(_NONCE)
        box = ChaCha20Poly1305(self.case_row(case)["key"])
        wrapped = nonce + box.encrypt(nonce, str(identity).encode(), name.encode())
        return name, wrapped, identity.to_public()

    def copy(self, row: Row, write: Callable[[bytes], object]) -> Digests:
        """Push an object's bytes to ``write``; ExhibitDamagedError if they are not what was logged."""
        hasher = Hasher()

        def both(chunk: bytes) -> None:
            hasher.update(chunk)
            write(chunk)

        try:
            identity = self._identity(row)
            with self.place(row["case_id"], row["file"]).open("rb") as source:
                agefile.decrypt(source, both, [identity])
        except (agefile.DecryptError, FileNotFoundError, InvalidTag) as error:
            raise ExhibitDamagedError(f"{row['exhibit']}: {error}", exhibit=row["exhibit"]) from error
        found = hasher.digests()
        if (found.size, found.sha256, found.blake3) != (row["size"], row["sha256"], row["blake3"]):
            raise ExhibitDamagedError(f"{row['exhibit']}: hashes differ", exhibit=row["exhibit"])
        return found

    def _identity(self, row: Row) -> object:
        box = ChaCha20Poly1305(self.case_row(row["case_id"])["key"])
        secret = box.decrypt(row["key"][:_NONCE], row["key"][_NONCE:], row["file"].encode())
        return pyrage.x25519.Identity.from_str(secret.decode())

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
