"""``packages.json`` of AndroidQF: apps with installer, files, hashes and certificates."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from checks.facts import ApkHash, AppOrigin, InstalledApp, SigningCertificate
from devicecheck.parse.draft import Draft
from devicecheck.untrusted import untrusted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Fact, Source
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (InstalledApp, AppOrigin, ApkHash, SigningCertificate)
_HEX = re.compile(r"[0-9a-f]+")
_SHA1, _SHA256 = 40, 64


def parse(artifact: Artifact) -> Parsed:
    """Read one entry per package; AndroidQF asks for the current user."""
    draft = Draft(artifact, GIVES)
    try:
        told = json.loads(bytes(artifact.data))
    except (ValueError, RecursionError):
        return draft.done()
    if isinstance(told, list):
        draft.recognised()
        for number, entry in enumerate(told):
            if isinstance(entry, dict) and isinstance(entry.get("name"), str):
                _entry(draft, entry, artifact.at(f"entry {number + 1}"))
            else:
                draft.gap(f"entry {number + 1} names no package")
    return draft.done()


def _entry(draft: Draft, entry: dict[str, Any], source: Source) -> None:
    package = untrusted(entry["name"])
    installer = entry.get("installer")
    uid = entry.get("uid")
    system, third = entry.get("system"), entry.get("third_party")
    named = isinstance(installer, str) and installer not in {"null", ""}
    told = entry.get("files")
    files = [file for file in (told if isinstance(told, list) else ()) if isinstance(file, dict)]
    paths = [file["path"] for file in files if isinstance(file.get("path"), str)]
    draft.add(
        InstalledApp(
            source=source,
            package=package,
            user=draft.artifact.user or 0,
            system=system if isinstance(system, bool) and third is not True else (False if third is True else None),
            enabled=not entry["disabled"] if isinstance(entry.get("disabled"), bool) else None,
            uid=uid if isinstance(uid, int) and not isinstance(uid, bool) else None,
            path=untrusted(paths[0]) if paths else None,
        )
    )
    draft.add(AppOrigin(source=source, package=package, installer=untrusted(str(installer)) if named else None))
    for file in files:
        for fact in _file(file, package, source):
            draft.add(fact)
    if (not files and third is True) or len(files) != len(told if isinstance(told, list) else [None] * bool(told)):
        draft.gap(f"{package}: its files are not all described", (ApkHash, SigningCertificate))


def _file(file: dict[str, Any], package: str, source: Source) -> Iterator[Fact]:
    certificate = file.get("certificate")
    found = certificate if isinstance(certificate, dict) else {}
    sha1, sha256 = _digest(found.get("Sha1"), _SHA1), _digest(found.get("Sha256"), _SHA256)
    digest, path = _digest(file.get("sha256"), _SHA256), file.get("path")
    if digest:
        yield ApkHash(source=source, package=package, path=untrusted(str(path or "")), sha256=digest)
    if sha1 and sha256:
        yield SigningCertificate(source=source, package=package, sha1=sha1, sha256=sha256, scheme="v2")


def _digest(told: object, length: int) -> str:
    text = told.lower() if isinstance(told, str) else ""
    return text if len(text) == length and _HEX.fullmatch(text) else ""
