"""``sha256sum`` of third-party APKs, taken on the phone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.facts import ApkHash
from devicecheck.parse.apk_path import package_of
from devicecheck.parse.draft import Draft
from devicecheck.untrusted import untrusted

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (ApkHash,)
_LINE = re.compile(r"([0-9a-f]{64})  (/.+)")


def parse(artifact: Artifact) -> Parsed:
    """Read one digest a line; any other line is a file that could not be read."""
    draft = Draft(artifact, GIVES)
    ended = False
    for number, line in enumerate(draft.lines):
        found = _LINE.fullmatch(line)
        if line == "@@ end":
            ended = True
            draft.recognised()
        elif found:
            draft.add(
                ApkHash(
                    source=draft.at(number), package=package_of(found[2]), path=untrusted(found[2]), sha256=found[1]
                )
            )
        elif line:
            draft.gap(line)
    if draft.lines and not ended:
        draft.gap("the end is missing: not every app was hashed")
    return draft.done()
