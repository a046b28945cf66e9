"""Where a bundle may lie: sealed (age), as the zip inside it, or unpacked as a folder."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import io
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from blake3 import blake3

from evidence import agefile
from evidence.hashing import Digests, digest
from evidence.seen import Look, Seen, is_read
from evidence.verdict import Kind, VerifyError
from evidence.zipread import ZipError, ZipReader

_CHUNK = 1 << 20
Progress = Callable[[int], object]
"""Told how many bytes were read since the last time."""
Meanwhile = Callable[[dict[str, bytes]], object]
"""Given the files that are read whole, while the others are still being hashed."""
_BATCH, _MANY = 8 << 20, 400
_CACHED = 1 << 18
"""Small enough that the second hash finds it in the processor's cache."""
_NOTHING = digest(b"")
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_AGE = b"age-encryption.org/v1"
_ARMOUR = b"-----BEGIN AGE ENCRYPTED FILE-----"


def _silent(_: int) -> None:
    """Tell nobody."""


def _idle(_: dict[str, bytes]) -> None:
    """Wait."""


def read(
    path: Path,
    *,
    identities: Sequence[object] = (),
    words: str | None = None,
    progress: Progress = _silent,
    meanwhile: Meanwhile = _idle,
    workers: int = 1,
) -> list[Seen]:
    """Look at every file of a bundle once; VerifyError if there is none at ``path`` or it cannot be opened."""
    if path.is_dir():
        return read_folder(path, progress, meanwhile, workers)
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


def read_folder(root: Path, progress: Progress = _silent, meanwhile: Meanwhile = _idle, workers: int = 1) -> list[Seen]:
    """Look at everything below a folder. Links are never followed.

    ``workers`` more processes may do the hashing; only a program without threads should ask for more than one.
    """
    read, hashed, odd = _found(str(root))
    jobs = _jobs(hashed) if workers > 1 else [hashed]
    with _hashers(workers) as started:
        running = started(str(root), jobs)
        seen = [_whole(f"{root}/{name}", name) for name, _ in read]
        meanwhile({each.name: each.data for each in seen if each.data is not None})
        for batch in running:
            for name, size, sha256, blake in batch:
                both = Digests(size=size, sha256=sha256, blake3=blake, crc32=0)
                seen.append(Seen(name=name, digests=both))
                progress(size)
    return seen + odd


Found = list[tuple[str, int]]
"""Names with sizes."""
Hashed = tuple[str, int, str, str]
"""Name, size, SHA-256, BLAKE3: plain, because it travels between processes."""


def _found(root: str) -> tuple[Found, Found, list[Seen]]:
    """Return the files to be read, those to be hashed only, and what is no file."""
    read: Found = []
    hashed: Found = []
    odd: list[Seen] = []
    waiting = [""]
    while waiting:
        base = waiting.pop()
        with os.scandir(f"{root}/{base}") as entries:
            here = list(entries)
        if not here and base:
            odd.append(Seen(name=base.rstrip("/"), digests=_NOTHING, odd="folder"))
        for entry in here:
            name = base + entry.name
            if entry.is_file(follow_symlinks=False):
                (read if is_read(name) else hashed).append((name, entry.stat(follow_symlinks=False).st_size))
            elif entry.is_dir(follow_symlinks=False):
                waiting.append(name + "/")
            else:
                odd.append(Seen(name=name, digests=_NOTHING, odd="link" if entry.is_symlink() else "special"))
    for found in (read, hashed):
        found.sort()
    odd.sort(key=lambda each: each.name)
    return read, hashed, odd


def _jobs(files: Found) -> list[Found]:
    """Share the files out: large ones first and alone, small ones in batches."""
    jobs: list[Found] = []
    size = _BATCH
    for name, length in sorted(files, key=lambda file: -file[1]):
        if size >= _BATCH or len(jobs[-1]) >= _MANY:
            jobs.append([])
            size = 0
        jobs[-1].append((name, length))
        size += length
    return jobs


@contextlib.contextmanager
def _hashers(workers: int) -> Iterator[Callable[[str, list[Found]], Iterable[list[Hashed]]]]:
    if workers < 2 or "fork" not in multiprocessing.get_all_start_methods():  # noqa: PLR2004 - one is this process
        yield lambda root, jobs: (_hash(root, job) for job in jobs)
        return
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        yield lambda root, jobs: pool.imap_unordered(functools.partial(_hash, root), jobs)


def _hash(root: str, files: Found) -> list[Hashed]:
    done: list[Hashed] = []
    view = memoryview(bytearray(_CACHED))
    for name, _ in files:
        try:
            source = os.open(f"{root}/{name}", _FLAGS)
            try:
                done.append((name, *_hash_one(source, view)))
            finally:
                os.close(source)
        except OSError as error:
            raise VerifyError(Kind.MALFORMED, f"{name} cannot be read: {error.strerror}") from error
    return done


def _hash_one(source: int, view: memoryview) -> tuple[int, str, str]:
    hashed, blake, size = hashlib.sha256(), blake3(), 0
    while count := _read_into(source, view):
        part = view[:count]
        hashed.update(part)
        blake.update(part)
        size += count
    return size, hashed.hexdigest(), blake.hexdigest()


def _read_into(source: int, view: memoryview) -> int:
    """Read without making a new object for each piece, where the system can."""
    if hasattr(os, "readv"):
        return os.readv(source, (view,))
    data = os.read(source, len(view))
    view[: len(data)] = data
    return len(data)


def _whole(path: str, name: str) -> Seen:
    look = Look(name)
    try:
        with _opened(path, name) as source:
            while chunk := source.read(_CHUNK):
                look.write(chunk)
    except ValueError as error:
        raise VerifyError(Kind.MALFORMED, str(error)) from error
    return look.seen()


@contextlib.contextmanager
def _opened(path: str, name: str) -> Iterator[io.FileIO]:
    try:
        with open(path, "rb", buffering=0) as source:  # noqa: PTH123 - a path object for each of many files is slow
            yield source
    except OSError as error:
        raise VerifyError(Kind.MALFORMED, f"{name} cannot be read: {error.strerror}") from error
