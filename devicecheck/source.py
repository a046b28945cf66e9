"""Open what somebody acquired: our own folder, AndroidQF's folder or zip, a bug report; encrypted or not."""

from __future__ import annotations

import hashlib
import io
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from devicecheck.acquire import androidqf, bugreport, folder
from devicecheck.acquisition import Acquisition
from devicecheck.archive import FolderArchive, ZipArchive, sha256_of
from devicecheck.errors import DeviceCheckError
from devicecheck.parse.sections import sections

if TYPE_CHECKING:
    from typing import BinaryIO

    from devicecheck.archive import Archive

_AGE = b"age-encryption.org/v1"
_ZIP = b"PK"
_IN_MEMORY = 64 * 1024 * 1024


class SourceError(DeviceCheckError):
    """Nothing readable is there: exit status 2."""

    key = "source_unreadable"


class SourceKeyError(SourceError):
    """It is encrypted, and the key is missing or does not fit."""

    key = "source_key"


def open_source(address: str | Path, key: Path | None = None) -> Acquisition:
    """Return the acquisition at a path (or ``folder:PATH``); ``key``: file with an age identity.

    Raises ``SourceError`` where nothing in it can be read, ``SourceKeyError`` where it cannot be decrypted.
    """
    path = Path(str(address).removeprefix("folder:"))
    try:
        found = _folder(path) if path.is_dir() else _file(path, key)
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error
    if not any(len(artifact.data) for artifact in found.artifacts):
        raise SourceError("; ".join((str(path), *found.problems[:3])))
    return found


def _folder(path: Path) -> Acquisition:
    archive = FolderArchive(path)
    return _archive(archive, _digest_of(archive))


def _digest_of(archive: FolderArchive) -> str:
    """Return the digest of all lines ``sha256  path`` below a folder, or of our own index."""
    index = folder.index_of(archive)
    if index:
        return hashlib.sha256(index).hexdigest()
    total = hashlib.sha256()
    for name in archive.names:
        with archive.open(name) as file:
            total.update(f"{sha256_of(file)}  {name}\n".encode("utf-8", "surrogateescape"))
    return total.hexdigest()


def _file(path: Path, key: Path | None) -> Acquisition:
    with path.open("rb") as file:
        digest = sha256_of(file)
        head = file.read(len(_AGE))
        file.seek(0)
        if head == _AGE:
            with tempfile.SpooledTemporaryFile(_IN_MEMORY) as plain:
                _decrypt(file, plain, key)  # type: ignore[arg-type]  # a spooled file is a binary file
                return _plain(plain, digest)  # type: ignore[arg-type]
        return _plain(file, digest)


def _plain(file: BinaryIO, digest: str) -> Acquisition:
    head = file.read(2)
    file.seek(0)
    if head != _ZIP:
        return Acquisition(kind="bugreport", sha256=digest, artifacts=tuple(sections(file)))
    try:
        archive = ZipArchive(file)
    except zipfile.BadZipFile as error:
        raise SourceError(f"no readable zip: {error}") from error
    return _archive(archive, digest)


def _archive(archive: Archive, digest: str) -> Acquisition:
    problems: list[str] = []
    index = folder.index_of(archive)
    if index:
        kind, found = "devicecheck", tuple(folder.artifacts(archive, index, problems))
    elif androidqf.fits(archive):
        kind, found = "androidqf", tuple(androidqf.artifacts(archive, problems))
    else:
        kind, found = "bugreport", bugreport.artifacts(archive)
    return Acquisition(kind=kind, sha256=digest, artifacts=found, problems=(*archive.problems, *problems))


def _decrypt(file: BinaryIO, plain: BinaryIO, key: Path | None) -> None:
    import pyrage  # noqa: PLC0415 - only for encrypted sources

    if key is None:
        raise SourceKeyError("it is encrypted with age")
    try:
        identities = [
            pyrage.x25519.Identity.from_str(line.strip())
            for line in key.read_text("utf-8").splitlines()
            if line.strip() and not line.startswith("#")
        ]
        pyrage.decrypt_io(file, plain, identities)
    except (pyrage.IdentityError, pyrage.DecryptError, UnicodeDecodeError) as error:
        raise SourceKeyError(str(error)) from error
    plain.seek(0, io.SEEK_SET)
