"""A copy of a whole vault in one file, as encrypted as the vault itself, and the way back.

The file is a stored zip: ``manifest-sha256.txt`` first, then the vault's files. What was deleted after a backup was
made is still in the backup: delete old ones.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from evidence import bag
from evidence.clock import Clock
from evidence.errors import BackupError, BundleExistsError, StoppedError, VaultExistsError
from evidence.files import PART, storage, sync_folder

if TYPE_CHECKING:
    from evidence.vault import Vault

_CHUNK = 1 << 20
_MANIFEST = "manifest-sha256.txt"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write(vault: Vault, path: Path, *, stop: Callable[[], bool] = lambda: False) -> int:
    """Copy an open vault into one file, read it back, and return how many files are in it.

    BundleExistsError, StorageFullError, StoppedError, BackupError: then nothing is left of it.
    """
    if path.exists():
        raise BundleExistsError(str(path), name=path.name)
    part = path.with_name(path.name + PART)
    try:
        with storage(), vault.at_rest():
            hashes = {name: _sha256((vault.path / name).open("rb"), stop) for name in _names(vault.path)}
            with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as packed:
                packed.writestr(zipfile.ZipInfo(_MANIFEST, _EPOCH), bag.manifest(hashes))
                for name in hashes:
                    with (vault.path / name).open("rb") as source:
                        _pack(packed, name, source, stop)
        check(part)
        with storage():
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            part.rename(path)
            sync_folder(path.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return len(hashes)


def check(path: Path) -> None:
    """Compare every byte of a backup with its manifest; BackupError."""
    try:
        for name, source, sha256 in _contents(path):
            if _sha256(source) != sha256:
                raise BackupError(f"{name} is not as it was saved")
    except zipfile.BadZipFile as error:
        raise BackupError(str(error)) from error


def restore(path: Path, place: Path, passphrase: str, *, clock: Clock) -> Vault:
    """Unpack a backup at a free place, open it and check every case in it; BackupError and what ``Vault.open`` raises.

    Nothing is left at ``place`` if it fails.
    """
    from evidence.vault import Vault  # noqa: PLC0415 - a vault knows its backups, not the other way round

    if place.exists():
        raise VaultExistsError(str(place))
    check(path)
    try:
        with storage():
            (place / "objects").mkdir(parents=True)
            for name, source, _ in _contents(path):
                target = place / name
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("xb") as out:
                    shutil.copyfileobj(source, out, _CHUNK)
                    os.fsync(out.fileno())
            sync_folder(place)
        vault = Vault.open(place, passphrase, clock=clock)
        try:
            vault.check()
        except BaseException:
            vault.close()
            raise
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    return vault


def _names(root: Path) -> list[str]:
    paths = [root / "vault.json", root / "index.db", *sorted((root / "objects").glob("*/*.age"))]
    return [path.relative_to(root).as_posix() for path in paths]


def _contents(path: Path) -> Iterator[tuple[str, IO[bytes], str]]:
    try:
        with zipfile.ZipFile(path) as packed:
            hashes = bag.read_manifest(packed.read(_MANIFEST))
            if sorted(packed.namelist()) != sorted([_MANIFEST, *hashes]):
                raise BackupError("its files are not those of its manifest")
            for name, sha256 in hashes.items():
                if not bag.is_safe(name):
                    raise BackupError(f"a name that is not a vault's: {name!r}")
                with packed.open(name) as source:
                    yield name, source, sha256
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, NotImplementedError) as error:
        raise BackupError(str(error)) from error


def _pack(packed: zipfile.ZipFile, name: str, source: IO[bytes], stop: Callable[[], bool]) -> None:
    with packed.open(zipfile.ZipInfo(name, _EPOCH), "w", force_zip64=True) as target:
        while chunk := source.read(_CHUNK):
            if stop():
                raise StoppedError
            target.write(chunk)


def _sha256(source: IO[bytes], stop: Callable[[], bool] = lambda: False) -> str:
    hasher = hashlib.sha256()
    with source:
        while chunk := source.read(_CHUNK):
            if stop():
                raise StoppedError
            hasher.update(chunk)
    return hasher.hexdigest()
