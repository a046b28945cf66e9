"""Writing a sealed bundle: one zip, encrypted while it is written, read back before anybody is told of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pyrage

from evidence import agelock, bag, guide, zipfmt
from evidence.errors import BundleError, BundleExistsError, StoppedError
from evidence.files import PART, storage, sync_folder, write_durably
from evidence.hashing import Digests, Hasher, digest
from evidence.receipt import Receipt
from evidence.recipients import read_recipients
from evidence.seal import Member, Seal, chunks_of

if TYPE_CHECKING:
    from evidence.case import Case

Progress = Callable[[str, int, int], object]
"""``progress(step, bytes done, bytes in all)``; ``step`` is ``write`` or ``verify``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A bundle that was written, read back and verified."""

    path: Path
    guide: Path
    receipt: Receipt
    sha256: str
    size: int
    """Of the encrypted file, in bytes."""


def log_of(case: Case, seal: Seal) -> bytes:
    """Return the log up to the seal."""
    return case.log_bytes(seal.receipt.seq)


def tail(case: Case, seal: Seal) -> tuple[Member, ...]:
    """Return what the seal does not name: the log, the anchors, and the manifest of all that is no exhibit."""
    loose = {bag.LOG: log_of(case, seal)}
    loose.update({f"custody/anchors/{number:04d}.tsr": raw for number, raw in enumerate(seal.anchors, 1)})
    hashed = {name: digest(data) for name, data in loose.items()}
    known = {each.name: each.digests.sha256 for each in seal.members}
    manifest = bag.manifest({**known, **{name: digests.sha256 for name, digests in hashed.items()}})
    loose[bag.TAG_MANIFEST] = manifest
    hashed[bag.TAG_MANIFEST] = digest(manifest)
    return tuple(Member(name=name, content=loose[name], digests=hashed[name]) for name in loose)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One file to be written."""

    name: str
    digests: Digests
    push: Callable[[Callable[[bytes], object]], Digests]
    """Pushes the bytes to a ``write`` and says what they were."""


def _parts(case: Case, seal: Seal, loose: Sequence[Member]) -> Iterator[_Part]:
    copy = case.copier()
    for member in (*loose, *seal.members):
        yield _Part(name=member.name, digests=member.digests, push=_pusher(member))
    for each in seal.payload:
        yield _Part(name=each.name, digests=each.digests, push=partial(copy, each.exhibit))


def _pusher(member: Member) -> Callable[[Callable[[bytes], object]], Digests]:
    def push(write: Callable[[bytes], object]) -> Digests:
        hasher = Hasher()
        for chunk in chunks_of(member.content):
            hasher.update(chunk)
            write(chunk)
        return hasher.digests()

    return push


def _zip(parts: Iterable[_Part], base: str, write: Callable[[bytes], object], tick: Callable[[int], object]) -> None:
    entries: list[zipfmt.Entry] = []
    offset = 0

    def ticking(chunk: bytes) -> None:
        tick(len(chunk))
        write(chunk)

    for part in parts:
        entry = zipfmt.Entry(
            name=f"{base}/{part.name}", size=part.digests.size, crc32=part.digests.crc32, offset=offset
        )
        header = zipfmt.local(entry)
        write(header)
        if part.push(ticking) != part.digests:
            raise BundleError(f"{part.name} is not what was sealed", name=part.name)
        entries.append(entry)
        offset += len(header) + entry.size
    write(zipfmt.ending(entries, offset))


class _File:
    """The encrypted file, hashed while it is written."""

    def __init__(self, write: Callable[[bytes], object]) -> None:
        self._write, self.sha256, self.size = write, hashlib.sha256(), 0

    def write(self, data: bytes) -> None:
        self.sha256.update(data)
        self.size += len(data)
        self._write(data)


def _stanzas(
    recipients: Sequence[str], check: pyrage.x25519.Identity, passphrase: str | None, random: agelock.Random
) -> list[agelock.Stanza]:
    if passphrase is not None:
        return [agelock.for_passphrase(passphrase, random)]
    keys = [str(key) for key in (*read_recipients(recipients), check.to_public())]
    return [agelock.for_key(agelock.key_bytes(key), random) for key in keys]


def write_bundle(
    case: Case,
    seal: Seal,
    *,
    out: Path,
    recipients: Sequence[str] = (),
    passphrase: str | None = None,
    progress: Progress = lambda _step, _done, _all: None,
    stop: Callable[[], bool] = lambda: False,
) -> Written:
    """Write ``<bundle>.zip.age`` and its guide into the folder ``out``, read it back, verify it, and only then say so.

    For age recipients (``age1…``; the seal's where none are given) or a passphrase. RecipientError,
    BundleExistsError, StorageFullError, ExhibitDamagedError, StoppedError, BundleError: nothing is left in ``out``.
    """
    from evidence.readback import read_back  # noqa: PLC0415 - the verifier is needed only here

    check = pyrage.x25519.Identity.generate()
    wanted = tuple(recipients) or seal.recipients
    if seal.recipients and (passphrase is not None or set(wanted) != set(seal.recipients)):
        raise BundleError("sealed for other recipients")
    stanzas = _stanzas(wanted, check, passphrase, case.clock.random)
    path = out / f"{seal.bundle}.zip.age"
    part = path.with_name(path.name + PART)
    if path.exists():
        raise BundleExistsError(str(path), name=path.name)
    loose = tail(case, seal)
    whole = sum(each.digests.size for each in (*loose, *seal.members)) + sum(each.digests.size for each in seal.payload)

    def counter(step: str) -> Callable[[int], None]:
        done = 0

        def tick(size: int) -> None:
            nonlocal done
            done += size
            progress(step, min(done, whole), whole)
            if stop():
                raise StoppedError

        return tick

    try:
        with storage():
            out.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as file:
                made = _File(file.write)
                lock = agelock.Lock(made, stanzas, case.clock.random)
                _zip(_parts(case, seal, loose), seal.bundle, lock.write, counter("write"))
                lock.finish()
                file.flush()
                os.fsync(file.fileno())
        del loose  # may be large, and reading back has its own
        sha256 = made.sha256.hexdigest()
        read_back(part, seal.receipt, sha256, identity=check, passphrase=passphrase, progress=counter("verify"))
        with storage():
            part.rename(path)
            sync_folder(out)
            leaflet = path.with_name(path.name + ".txt")
            words = guide.text(name=path.name, size=made.size, sha256=sha256, passphrase=passphrase is not None)
            write_durably(leaflet, words.encode())
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return Written(path=path, guide=leaflet, receipt=seal.receipt, sha256=sha256, size=made.size)
