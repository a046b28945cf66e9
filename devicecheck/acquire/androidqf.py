"""An acquisition that AndroidQF made, folder or zip, as artifacts."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import TYPE_CHECKING

from devicecheck.acquire import bugreport
from devicecheck.archive import FILE_LIMIT, ZipArchive, read_some
from devicecheck.parse import Artifact
from devicecheck.parse.sections import sections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from devicecheck.archive import Archive

_KINDS = {
    "getprop.txt": "getprop",
    "packages.json": "androidqf_packages",
    "ps.txt": "ps",
    "processes.txt": "ps",
    "processes.json": "ps",
    "root_binaries.json": "root_binaries",
    "settings_global.txt": "settings_global",
    "settings_secure.txt": "settings_secure",
    "settings_system.txt": "settings_system",
}
"""File name → kind of artifact. AndroidQF writes many more files; these are the ones that a check reads."""
_DUMP, _REPORT = "dumpsys.txt", "bugreport.zip"


def fits(archive: Archive) -> bool:
    """Tell whether anything in it looks like AndroidQF's."""
    return any(_base(name) in {*_KINDS, _DUMP} for name in archive.names)


def artifacts(archive: Archive, problems: list[str]) -> Iterator[Artifact]:
    """Yield what can be read; AndroidQF's bug report is used where its ``dumpsys.txt`` is missing.

    A file that is there twice, in two acquisitions side by side, is refused: two phones must never become one.
    """
    by_base: dict[str, list[str]] = {}
    for name in archive.names:
        by_base.setdefault(_base(name), []).append(name)
    for base, names in sorted(by_base.items()):
        wanted = base in {*_KINDS, _DUMP} or (base == _REPORT and _DUMP not in by_base)
        if wanted and len({_folder(name) for name in names}) > 1:
            problems.append(f"{base} is there {len(names)} times: is this more than one acquisition?")
        elif wanted:
            yield from _read(archive, names[0], base, problems)


def _read(archive: Archive, name: str, base: str, problems: list[str]) -> Iterator[Artifact]:
    if base == _DUMP:
        try:
            with archive.open(name) as file:
                yield from sections(file)
        except OSError as error:
            problems.append(str(error))
        return
    data, cut = read_some(archive, name, FILE_LIMIT * (4 if base == _REPORT else 1))
    if base == _REPORT:
        try:
            yield from bugreport.artifacts(ZipArchive(io.BytesIO(data)))
        except (zipfile.BadZipFile, OSError) as error:
            problems.append(f"{base}: {error}")
        return
    yield Artifact(kind=_KINDS[base], sha256=hashlib.sha256(data).hexdigest(), data=data, cut=cut, trimmed=True)


def _base(name: str) -> str:
    return name.rsplit("/", 1)[-1]


def _folder(name: str) -> str:
    return name.rpartition("/")[0]
