"""An acquisition of ours as a phone: it answers what it was asked then, so that a sitting can be held over it."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from devicecheck.acquire.errors import BadAddressError, FileRefusedError, GoneError, StoppedError
from devicecheck.acquire.folder import index_of
from devicecheck.acquire.phone import Limits, PulledFile, Reply
from devicecheck.archive import FolderArchive

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = "folder:"
_UNKNOWN = b"/system/bin/sh: not asked in this acquisition: inaccessible or not found\n"


class StoredPhone:
    """Keeps the promises of ``phone.py``; nothing of the phone itself is reached."""

    def __init__(self, address: str, *, clock: Callable[[], datetime]) -> None:
        """Open ``folder:PATH``; raises ``BadAddressError`` unless an acquisition of ours lies there."""
        root = Path(address.removeprefix(FOLDER))
        self._archive = FolderArchive(root)
        index = index_of(self._archive) if root.is_dir() else b""
        if not index:
            raise BadAddressError(f"{root}: no acquisition of this program")
        answers = json.loads(index).get("answers", [])
        self._answers: dict[str, dict[str, Any]] = {one["command"]: one for one in answers if "command" in one}
        self._address = address
        self._clock = clock
        self._closed = False

    @property
    def address(self) -> str:
        """``folder:PATH``."""
        return self._address

    def run(self, command: str, limits: Limits, stop: Callable[[], bool]) -> Reply:
        """Return the answer of then, with its own time; bytes that were altered never come back."""
        self._alive(stop)
        told = self._answers.get(command)
        if told is None:
            return Reply(stdout=b"", stderr=_UNKNOWN, status=127, started=self._clock(), seconds=0.0)
        stdout, stderr = self._bytes(told["stdout"]), self._bytes(told["stderr"])
        cut = "bytes" if len(stdout) > limits.bytes else str(told.get("cut") or "")
        return Reply(
            stdout=stdout[: limits.bytes],
            stderr=stderr,
            status=told.get("status"),
            started=datetime.fromisoformat(told["started"]),
            seconds=float(told["seconds"]),
            cut=cut,
        )

    def pull(
        self, path: bytes, write: Callable[[bytes], object], limits: Limits, stop: Callable[[], bool]
    ) -> PulledFile:
        """Refuse: an acquisition holds answers, no files of the phone."""
        del write, limits
        self._alive(stop)
        raise FileRefusedError(repr(path))

    def close(self) -> None:
        """Let it go."""
        self._closed = True

    def _alive(self, stop: Callable[[], bool]) -> None:
        if self._closed:
            raise GoneError(self._address)
        if stop():
            raise StoppedError

    def _bytes(self, told: dict[str, Any]) -> bytes:
        name = f"artifacts/{told['sha256']}"
        if told["size"] == 0:
            return b""
        if name not in self._archive.names:
            raise GoneError(f"{name} is missing")
        with self._archive.open(name) as file:
            data = file.read()
        if hashlib.sha256(data).hexdigest() != told["sha256"]:
            raise GoneError(f"{name} was altered")
        return data
