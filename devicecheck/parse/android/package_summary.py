"""The head lines of every package block (``dumpsys package packages``, filtered): system apps and who disabled them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.facts import AppOrigin, ForgedRecord, InstalledApp, SignerHash
from devicecheck.parse.draft import Draft
from devicecheck.parse.package_block import repeated
from devicecheck.parse.package_facts import apps, origin, signers, trustworthy

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (SignerHash,)
ADDS = (InstalledApp, AppOrigin, ForgedRecord)


def parse(artifact: Artifact) -> Parsed:
    """Read the blocks; permissions and components are filtered out on the phone."""
    draft = Draft(artifact, GIVES)
    heading = repeated(draft.lines)
    if heading:
        draft.gap(heading)
    for block in trustworthy(draft):
        draft.recognised()
        draft.add(origin(block, draft.at(block.line)))
        for fact in (*apps(block, draft), *signers(block, draft.at(block.line))):
            draft.add(fact)
    return draft.done()
