"""``dumpsys package`` whole, as bug reports and AndroidQF hold it: every app, but no requested permissions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.facts import AppOrigin, DeclaredComponent, InstalledApp, PermissionGrant, SignerHash
from devicecheck.parse.draft import Draft
from devicecheck.parse.package_block import blocks
from devicecheck.parse.package_facts import apps, grants, origin, signers
from devicecheck.parse.resolver import POWERS, entries

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (InstalledApp, AppOrigin, SignerHash, PermissionGrant, DeclaredComponent)


def parse(artifact: Artifact) -> Parsed:
    """Read every package block and the resolver tables."""
    draft = Draft(artifact, GIVES)
    found = list(blocks(draft.lines))
    shared = {block.name: block for block in found if block.shared}
    named = [block for block in found if not block.shared]
    for block in named:
        draft.add(origin(block, draft.at(block.line)))
        for fact in (*apps(block, draft), *signers(block, draft.at(block.line)), *grants(block, draft, shared)):
            draft.add(fact)
    bare = sum(not block.users for block in named)
    if named:
        draft.recognised([*GIVES[:3], *((PermissionGrant,) if bare < len(named) else ())])
    if bare:
        draft.gap(f"{bare} of {len(named)} package blocks say nothing of any user", (InstalledApp, PermissionGrant))
    _declared(draft, bool(named))
    return draft.done()


def _declared(draft: Draft, named: bool) -> None:  # noqa: FBT001 - whether the dump as a whole was understood
    if not any(line.endswith(" Resolver Table:") for line in draft.lines):
        draft.gap("no resolver tables", (DeclaredComponent,))
        return
    if named:
        draft.recognised((DeclaredComponent,))
    for entry in entries(draft.lines):
        if entry.action in POWERS:
            draft.add(
                DeclaredComponent(
                    source=draft.at(entry.line),
                    package=entry.package,
                    component=entry.component,
                    power=POWERS[entry.action],
                )
            )
