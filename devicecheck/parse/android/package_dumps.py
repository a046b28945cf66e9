"""``dumpsys package PKG`` for every third-party app: the only dump with requested permissions and whole filters."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from checks.facts import (
    AppOrigin,
    DeclaredComponent,
    ForgedRecord,
    InstalledApp,
    Launcher,
    PermissionGrant,
    SignerHash,
)
from devicecheck.parse.component import full_name
from devicecheck.parse.draft import Draft
from devicecheck.parse.package_block import Block, blocks, repeated
from devicecheck.parse.package_facts import accuse, apps, grants, held, origin, signers
from devicecheck.parse.parts import parts
from devicecheck.parse.resolver import POWERS, Entry, entries
from devicecheck.untrusted import untrusted

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (PermissionGrant, AppOrigin, SignerHash, DeclaredComponent, Launcher, ForgedRecord)
ADDS = (InstalledApp,)


def parse(artifact: Artifact) -> Parsed:
    """Read one part per app; an app whose part holds no block of its own is a gap."""
    whole = Draft(artifact, GIVES)
    found, ended = parts(artifact)
    times = Counter(name for name, _ in found)
    for name, part in found:
        if times[name] > 1:
            whole.gap(f"{name}: its dump appears twice")
        elif name:
            read_part(whole, name, Draft(part, GIVES))
        elif part.data:
            whole.gap(f"before the first app: {bytes(part.data[:120]).decode('utf-8', 'replace')}")
    if ended:
        whole.recognised()
    elif whole.lines:
        whole.gap("the end is missing: not every app was dumped")
    return whole.done()


def read_part(whole: Draft, name: str, part: Draft) -> None:
    """Read the dump of one app."""
    found = blocks(part.lines)
    named = [block for block in found if not block.shared]
    own = next((block for block in named if block.name == name), None)
    forged = _forged(named) or repeated(part.lines) if own else ""
    if own and forged:
        accuse(whole, own, part, forged)
        for grant in held(name, part):
            whole.add(grant)
        return
    if own is None or not own.users:
        whole.gap(f"{name}: {next(iter(part.troubles), 'not in a format this version knows')}")
        return
    if part.troubles:
        whole.gap(f"{name}: {part.troubles[0]}")
    facts_of(whole, own, part, {block.name: block for block in found if block.shared})
    declared = [entry for entry in entries(part.lines) if entry.package == untrusted(name)]
    _powers(whole, declared, part)
    _launchers(whole, own, declared, part)


def _forged(named: list[Block]) -> str:
    """Return why Android cannot have printed this of an app that did not come with the phone."""
    if len(named) > 1:
        return (
            "its dump claims to be of another app too" if len({one.name for one in named}) > 1 else "it appears twice"
        )
    values = named[0].values
    with_phone = " SYSTEM " in f"{values.get('pkgFlags', '')} {values.get('flags', '')} " or named[0].hidden
    if with_phone and values.get("codePath", "").startswith("/data/"):
        return "it claims to have come with the phone"
    return named[0].forged


def facts_of(whole: Draft, block: Block, part: Draft, shared: dict[str, Block]) -> None:
    """Add what a block alone says."""
    for fact in apps(block, part):
        whole.add(fact)
    whole.add(origin(block, part.at(block.line)))
    for fact in signers(block, part.at(block.line)):
        whole.add(fact)
    for fact in grants(block, part, shared):
        whole.add(fact)


def _powers(whole: Draft, declared: list[Entry], part: Draft) -> None:
    for entry in declared:
        if entry.action in POWERS:
            power = POWERS[entry.action]
            source = part.at(entry.line)
            whole.add(DeclaredComponent(source=source, package=entry.package, component=entry.component, power=power))


def _launchers(whole: Draft, block: Block, declared: list[Entry], part: Draft) -> None:
    shown = tuple(dict.fromkeys(entry.component for entry in declared if entry.launcher))
    for state in block.users:
        if state.values.get("installed") == "false":
            continue
        off = {full_name(untrusted(block.name), name) for _, name in state.disabled}
        whole.add(
            Launcher(
                source=part.at(state.disabled[0][0] if off & set(shown) else state.line),
                package=untrusted(block.name),
                user=state.user,
                declared=shown,
                disabled=tuple(name for name in shown if name in off),
            )
        )
