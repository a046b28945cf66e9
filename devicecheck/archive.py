"""The files of a folder or zip that somebody else made: hostile until looked at."""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Protocol

from devicecheck.untrusted import untrusted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO

MOST_ENTRIES = 200_000
FILE_LIMIT = 64 * 1024 * 1024
"""Bytes read of one file that is no whole dump."""


class Archive(Protocol):
    """Files by their relative POSIX path."""

    @property
    def names(self) -> tuple[str, ...]:
        """Paths that are safe to open, sorted."""

    @property
    def problems(self) -> tuple[str, ...]:
        """What was refused, for an expert."""

    def open(self, name: str) -> BinaryIO:
        """Open one file; raises ``OSError``. Reading a broken one raises whatever ``zlib`` and ``zipfile`` raise."""


class FolderArchive:
    """A folder; symbolic links are never followed."""

    def __init__(self, root: Path) -> None:
        """List the files below ``root``."""
        self._root = root
        self._problems: list[str] = []
        self.names = tuple(sorted(self._walk()))

    @property
    def problems(self) -> tuple[str, ...]:
        """What was refused."""
        return tuple(self._problems)

    def open(self, name: str) -> BinaryIO:
        """Open one file for reading."""
        return (self._root / name).open("rb")

    def _walk(self) -> list[str]:
        found: list[str] = []
        for folder, folders, files in os.walk(self._root, followlinks=False):
            for name in [*folders, *files]:
                path = Path(folder) / name
                shown = path.relative_to(self._root).as_posix()
                if path.is_symlink():
                    self._problems.append(f"{untrusted(shown)}: a symbolic link, not followed")
                elif path.is_file():
                    found.append(shown)
            if len(found) > MOST_ENTRIES:
                self._problems.append(f"more than {MOST_ENTRIES} files")
                break
        return found[:MOST_ENTRIES]


class ZipArchive:
    """A zip; names that lead outside, links, duplicates and encrypted entries are left out and said."""

    def __init__(self, file: BinaryIO) -> None:
        """Read the directory; raises ``zipfile.BadZipFile`` if it is none."""
        try:
            self._zip = zipfile.ZipFile(file)
        except Exception as error:
            raise zipfile.BadZipFile(str(error)) from error
        self._problems: list[str] = []
        self._entries = self._accepted()
        self.names = tuple(sorted(self._entries))

    @property
    def problems(self) -> tuple[str, ...]:
        """What was refused."""
        return tuple(self._problems)

    def open(self, name: str) -> BinaryIO:
        """Open one entry for reading; its check sum is verified at its end."""
        try:
            return self._zip.open(self._entries[name])  # type: ignore[return-value]  # reads bytes, as BinaryIO does
        except Exception as error:
            raise OSError(f"{untrusted(name)}: {type(error).__name__}") from error

    def _accepted(self) -> Mapping[str, zipfile.ZipInfo]:
        found: dict[str, zipfile.ZipInfo] = {}
        twice: set[str] = set()
        for info in self._zip.infolist()[:MOST_ENTRIES]:
            if info.filename.endswith("/"):
                continue
            why = _objection(info)
            if info.filename in found or info.filename in twice:
                why = "twice in the zip"
                found.pop(info.filename, None)
                twice.add(info.filename)
            if why:
                self._problems.append(f"{untrusted(info.filename)}: {why}")
            else:
                found[info.filename] = info
        if len(self._zip.infolist()) > MOST_ENTRIES:
            self._problems.append(f"more than {MOST_ENTRIES} entries")
        return found


def _objection(info: zipfile.ZipInfo) -> str:
    path = PurePosixPath(info.filename)
    outside = path.is_absolute() or ".." in path.parts or "\\" in info.orig_filename or ":" in (path.parts or ("",))[0]
    if outside or not info.filename or "\0" in info.orig_filename:
        return "its name leads outside"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "a symbolic link"
    return "encrypted by zip" if info.flag_bits & 1 else ""


def read_some(archive: Archive, name: str, limit: int) -> tuple[bytes, str]:
    """Return up to ``limit`` bytes of a file, and why they are not all of it; empty if they are."""
    try:
        with archive.open(name) as file:
            data = file.read(limit + 1)
    except Exception as error:  # noqa: BLE001 - zlib, zipfile and the disk each have their own
        return b"", f"unreadable: {type(error).__name__}"
    return data[:limit], "bytes" if len(data) > limit else ""


def sha256_of(file: BinaryIO) -> str:
    """Return the SHA-256 of a file from its current place on, and go back there."""
    at = file.tell()
    digest = hashlib.sha256()
    while data := file.read(1024 * 1024):
        digest.update(data)
    file.seek(at)
    return digest.hexdigest()
