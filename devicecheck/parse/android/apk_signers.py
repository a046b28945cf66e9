"""Signing blocks of third-party APKs, read on the phone page by page (see ``recipes.py``)."""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import TYPE_CHECKING

from checks.facts import SigningCertificate
from devicecheck.parse.apk_path import package_of
from devicecheck.parse.draft import Draft
from devicecheck.parse.parts import parts
from devicecheck.parse.signing_block import NoBlockError, block_before, directory_offset, signers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (SigningCertificate,)
PAGE = 4096
BEFORE = 4
"""Pages before that of the zip directory that the recipe reads."""


def parse(artifact: Artifact) -> Parsed:
    """Read one part per APK: its last 22 bytes on one line, then its pages, both in base64."""
    draft = Draft(artifact, GIVES)
    found, ended = parts(artifact)
    for path, part in found:
        if not path:
            draft.gap("something stands before the first file")
            continue
        try:
            for fact in _certificates(path, Draft(part, GIVES)):
                draft.add(fact)
        except (NoBlockError, binascii.Error, ValueError) as error:
            draft.gap(f"{package_of(path)}: {error}")
    if ended:
        draft.recognised()
    elif draft.lines:
        draft.gap("the end is missing: not every app was read")
    return draft.done()


def _certificates(path: str, part: Draft) -> Iterator[SigningCertificate]:
    if not part.lines:
        raise NoBlockError("the file could not be read")
    directory = directory_offset(base64.b64decode(part.lines[0], validate=True))
    pages = base64.b64decode("".join(part.lines[1:]), validate=True)
    first = max(0, directory // PAGE - BEFORE) * PAGE if directory > BEFORE * PAGE else 0
    told: dict[str, SigningCertificate] = {}
    for signer in signers(block_before(pages, directory - first)):
        fact = SigningCertificate(
            source=part.at(0),
            package=package_of(path),
            sha1=hashlib.sha1(signer.certificate, usedforsecurity=False).hexdigest(),
            sha256=hashlib.sha256(signer.certificate).hexdigest(),
            scheme=signer.scheme,
        )
        told.setdefault(fact.sha256, fact)
    if not told:
        raise NoBlockError("the signing block names no signer that this version knows")
    yield from told.values()
