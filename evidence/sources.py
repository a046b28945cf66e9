"""Where a bundle may lie: sealed (age), as the zip inside it, or unpacked as a folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from evidence import agefile
from evidence.hashing import Digests, digest
from evidence.seen import Look, Seen
from evidence.verdict import Kind, VerifyError
from evidence.zipread import ZipError, ZipReader

_CHUNK = 1 << 20
Progress = Callable[[int], object]
"""Told how many bytes were read since the last time."""
_AGE = b"age-encryption.org/v1"
_ARMOUR = b"-----BEGIN AGE ENCRYPTED FILE-----"


def read(
    path: Path,
    *,
    identities: Sequence[object] = (),
    words: str | None = None,
    progress: Progress = lambda _bytes: None,
) -> list[Seen]:
    """Look at every file of a bundle once; VerifyError if there is none at ``path`` or it cannot be opened."""
    if path.is_dir():
        return read_folder(path, progress)
    try:
        with path.open("rb") as source:
            start = source.read(128)
            source.seek(0)
            return _read_file(source, start, identities, words, progress)
    except OSError as error:
        raise VerifyError(Kind.MALFORMED, f"cannot be read: {error.strerror}") from error


def _read_file(
    source: BinaryIO, start: bytes, identities: Sequence[object], words: str | None, progress: Progress
) -> list[Seen]:
    if start.startswith(_ARMOUR):
        raise VerifyError(Kind.MALFORMED, "an armoured age file: bundles are never written so")
    if not start.startswith(_AGE):
        return read_zip(source, progress)
    reader = ZipReader()

    def feed(chunk: bytes) -> None:
        progress(len(chunk))
        reader.feed(chunk)

    try:
        if agefile.is_locked_with_passphrase(start):
            if words is None:
                raise VerifyError(Kind.MALFORMED, "locked with a passphrase; none was given")
            agefile.by_passphrase(source, feed, words)
        else:
            if not identities:
                raise VerifyError(Kind.MALFORMED, "encrypted; no identity was given")
            agefile.by_identities(source, feed, identities)
        return reader.finish()
    except agefile.DecryptError as error:
        raise VerifyError(
            Kind.TAMPERED, f"cannot be decrypted: not for this key, cut off or altered ({error})"
        ) from error
    except ZipError as error:
        raise VerifyError(Kind.MALFORMED, f"not a bundle: {error}") from error


def read_zip(source: BinaryIO, progress: Progress) -> list[Seen]:
    """Look at every file of an opened bundle that is still one zip."""
    reader = ZipReader()
    try:
        while chunk := source.read(_CHUNK):
            progress(len(chunk))
            reader.feed(chunk)
        return reader.finish()
    except ZipError as error:
        raise VerifyError(Kind.MALFORMED, f"not a bundle: {error}") from error


def read_folder(root: Path, progress: Progress = lambda _bytes: None) -> list[Seen]:
    """Look at everything below a folder. Links are never followed."""
    seen: list[Seen] = []
    nothing = digest(b"")
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        entries = sorted(files) + sorted(name for name in folders if (here / name).is_symlink())
        if not files and not folders and here != root:
            seen.append(Seen(name=here.relative_to(root).as_posix(), digests=nothing, odd="folder"))
        for name in entries:
            path = here / name
            seen.append(_look(path, path.relative_to(root).as_posix(), nothing, progress))
    return seen


def _look(path: Path, name: str, nothing: Digests, progress: Progress) -> Seen:
    mode = path.lstat().st_mode
    if not stat.S_ISREG(mode):
        return Seen(name=name, digests=nothing, odd="link" if stat.S_ISLNK(mode) else "special")
    look = Look(name)
    try:
        with path.open("rb") as source:
            while chunk := source.read(_CHUNK):
                progress(len(chunk))
                look.write(chunk)
    except ValueError as error:
        raise VerifyError(Kind.MALFORMED, str(error)) from error
    return look.seen()
