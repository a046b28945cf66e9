"""``dumpsys package`` whole, as bug reports and AndroidQF hold it: every app, but no requested permissions.

It prints which activities answer to ``MAIN`` and not which of them stand in the app drawer. Every icon is among them,
so what is true of all of them is true of the icons: none at all, or all switched off. The rest stays open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.facts import AppOrigin, DeclaredComponent, ForgedRecord, InstalledApp, Launcher, PermissionGrant, SignerHash
from devicecheck.parse.component import full_name
from devicecheck.parse.draft import Draft
from devicecheck.parse.package_block import blocks, repeated
from devicecheck.parse.package_facts import apps, grants, origin, signers, trustworthy
from devicecheck.parse.resolver import MAIN, POWERS, entries
from devicecheck.untrusted import untrusted

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed
    from devicecheck.parse.package_block import Block

GIVES = (InstalledApp, AppOrigin, SignerHash, ForgedRecord, PermissionGrant, DeclaredComponent)
ADDS = (Launcher,)
FEW = 5
"""Installed apps below which nothing is concluded from an icon that is not printed."""


def parse(artifact: Artifact) -> Parsed:
    """Read every package block and the resolver tables."""
    draft = Draft(artifact, GIVES)
    shared = {block.name: block for block in blocks(draft.lines) if block.shared}
    heading = repeated(draft.lines)
    if heading:
        draft.gap(heading)
    named = trustworthy(draft)
    for block in named:
        draft.add(origin(block, draft.at(block.line)))
        for fact in (*apps(block, draft), *signers(block, draft.at(block.line)), *grants(block, draft, shared)):
            draft.add(fact)
    bare = sum(not block.users for block in named)
    if named:
        draft.recognised([*GIVES[:4], *((PermissionGrant,) if bare < len(named) else ())])
    if bare:
        draft.gap(f"{bare} of {len(named)} package blocks say nothing of any user", (InstalledApp, PermissionGrant))
    _declared(draft, named)
    return draft.done()


def _declared(draft: Draft, named: list[Block]) -> None:
    if not any(line.endswith(" Resolver Table:") for line in draft.lines):
        draft.gap("no resolver tables", (DeclaredComponent,))
        return
    if named:
        draft.recognised((DeclaredComponent,))
    main: dict[str, list[str]] = {}
    for entry in entries(draft.lines):
        if entry.action == MAIN:
            main.setdefault(entry.package, []).append(entry.component)
        elif entry.action in POWERS:
            draft.add(
                DeclaredComponent(
                    source=draft.at(entry.line),
                    package=entry.package,
                    component=entry.component,
                    power=POWERS[entry.action],
                )
            )
    if main:
        _icons(draft, named, main)


def _icons(draft: Draft, named: list[Block], main: dict[str, list[str]]) -> None:
    whole = _fits(named, main)
    for block in _ended(draft, named):
        package = untrusted(block.name)
        declared = tuple(dict.fromkeys(main.get(package, ())))
        if not declared and not whole:
            continue
        for state in block.users:
            off = {full_name(package, name) for _, name in state.disabled}
            if state.values.get("installed") != "false":
                draft.add(
                    Launcher(
                        source=draft.at(state.disabled[0][0] if off else state.line),
                        package=package,
                        user=state.user,
                        declared=declared,
                        disabled=tuple(name for name in declared if name in off),
                    )
                )


def _ended(draft: Draft, named: list[Block]) -> list[Block]:
    """Leave out the last block where nothing follows it: what was switched off may stand in what is missing."""
    if named and not any(line[:1].strip() for line in draft.lines[named[-1].line + 1 :]):
        draft.gap("the dump ends inside its last package", (Launcher,))
        return named[:-1]
    return named


def _fits(named: list[Block], main: dict[str, list[str]]) -> bool:
    """Tell whether tables and blocks are of one whole dump: then most installed apps have an activity for ``MAIN``."""
    paths = {untrusted(block.name): block.values.get("codePath", block.values.get("path", "")) for block in named}
    installed = [package for package, path in paths.items() if path.startswith("/data/app/")]
    return len(installed) >= FEW and sum(package in main for package in installed) * 2 > len(installed)
