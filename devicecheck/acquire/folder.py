"""Our own acquisition folder: ``acquisition.json`` and the raw bytes under ``artifacts/`` by their SHA-256.

``acquisition.json`` is written anew after every answer, so that a run which was cut off can still be read.
"""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING, Any

from devicecheck.archive import read_some
from devicecheck.errors import DeviceCheckError
from devicecheck.parse import Artifact

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from devicecheck.acquire.batch import Question
    from devicecheck.acquire.phone import Reply
    from devicecheck.archive import Archive

SCHEMA = "devicecheck.acquisition/1"
INDEX = "acquisition.json"
_MOST_BYTES = 256 * 1024 * 1024


class FolderNotEmptyError(DeviceCheckError):
    """The folder for an acquisition already holds something."""

    key = "folder_not_empty"


def check_empty(root: Path) -> None:
    """Raise ``FolderNotEmptyError`` unless ``root`` is not there or is an empty folder."""
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise FolderNotEmptyError(str(root))


class FolderWriter:
    """Keeps answers as they come."""

    def __init__(self, root: Path) -> None:
        """Make the folder; raises ``FolderNotEmptyError`` if anything is in it."""
        check_empty(root)
        self._root = root
        (root / "artifacts").mkdir(parents=True, mode=0o700)
        self._answers: list[dict[str, Any]] = []
        self._write_index(complete=False)

    def keep(self, question: Question, reply: Reply) -> None:
        """Store both streams, then name them in the index. What the disk refuses is raised."""
        entry = {
            "recipe": question.recipe.id,
            "kind": question.recipe.gives,
            "user": question.user,
            "command": question.command,
            "privacy": question.recipe.privacy.value,
            "started": reply.started.isoformat(),
            "seconds": round(reply.seconds, 3),
            "status": reply.status,
            "cut": reply.cut,
            "stdout": self._store(reply.stdout),
            "stderr": self._store(reply.stderr),
        }
        self._answers = [
            old for old in self._answers if (old["recipe"], old["user"]) != (entry["recipe"], entry["user"])
        ]
        self._answers.append(entry)
        self._write_index(complete=False)

    def close(self, *, complete: bool) -> None:
        """Say whether every question was answered whole."""
        self._write_index(complete=complete)

    def _store(self, data: bytes) -> dict[str, Any]:
        digest = hashlib.sha256(data).hexdigest()
        path = self._root / "artifacts" / digest
        if data and not path.exists():
            _write(path, data)
        return {"sha256": digest, "size": len(data)}

    def _write_index(self, *, complete: bool) -> None:
        index = {"schema": SCHEMA, "complete": complete, "answers": self._answers}
        _write(self._root / INDEX, (json.dumps(index, indent=1, ensure_ascii=False) + "\n").encode())


def _write(path: Path, data: bytes) -> None:
    """Write whole or not at all."""
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def index_of(archive: Archive) -> bytes:
    """Return our index; empty if this is no acquisition of ours."""
    if INDEX not in archive.names:
        return b""
    data, _ = read_some(archive, INDEX, _MOST_BYTES)
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        return b""
    return data if isinstance(told, dict) and told.get("schema") == SCHEMA else b""


def artifacts(archive: Archive, index: bytes, problems: list[str]) -> Iterator[Artifact]:
    """Yield the artifacts that the index names; one whose bytes are not those that were stored is empty and cut."""
    answers = json.loads(index).get("answers")
    for entry in answers if isinstance(answers, list) else []:
        try:
            kind, stdout = str(entry["kind"]), entry["stdout"]
            digest, size = str(stdout["sha256"]), int(stdout["size"])
            user, status, cut = _number(entry.get("user")), _number(entry.get("status")), str(entry.get("cut") or "")
        except (KeyError, TypeError, ValueError):
            problems.append("an answer in acquisition.json is incomplete")
            continue
        data, wrong = _stored(archive, digest, size)
        if wrong:
            problems.append(f"{kind}: {wrong}")
        yield Artifact(kind=kind, sha256=digest, data=data, user=user, status=status, cut=wrong or cut)


def _number(told: object) -> int | None:
    return told if isinstance(told, int) and not isinstance(told, bool) else None


def _stored(archive: Archive, digest: str, size: int) -> tuple[bytes, str]:
    """Return the bytes, or why they are not used."""
    name = f"artifacts/{digest}"
    if size == 0 and digest == hashlib.sha256(b"").hexdigest():
        return b"", ""
    if name not in archive.names:
        return b"", "its bytes are missing"
    data, wrong = read_some(archive, name, min(max(size, 0), _MOST_BYTES))
    if wrong.startswith("unreadable"):
        return b"", wrong
    whole = not wrong and len(data) == size and hashlib.sha256(data).hexdigest() == digest
    return (data, "") if whole else (b"", "its bytes were altered")
