"""``pm list packages`` of one user, five ways: all, system, disabled, known though removed, and with an icon."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.facts import InstalledApp, Launcher
from devicecheck.parse.component import component
from devicecheck.parse.draft import Draft
from devicecheck.parse.parts import parts
from devicecheck.untrusted import untrusted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (InstalledApp,)
ADDS = (Launcher,)
_LINE = re.compile(
    r"package:(?:(/\S*)=)?([\w.]+)(?:\s+installer=\S+)?(?:\s+uid:(\d{1,10})(?:,\d+)*)?(?:\s+installer=\S+)?\s*"
)
_List = dict[str, tuple[int, str | None, int | None]]
"""Package → line, path, uid."""
_NEEDED = ("all", "system", "disabled", "known")


def parse(artifact: Artifact) -> Parsed:
    """Read the parts and join them; a part that is missing or refused is a gap for this user."""
    draft = Draft(artifact, GIVES)
    found, ended = parts(artifact)
    drafts = {name: Draft(part, GIVES) for name, part in found}
    user = artifact.user or 0
    lists = {name: dict(_packages(draft, drafts[name])) for name in _NEEDED if name in drafts}
    for name in _NEEDED:
        if name not in lists or (name in {"all", "system", "known"} and not lists[name]):
            why = drafts[name].troubles[:1] if name in drafts else []
            draft.gap(f"{name}: {why[0] if why else 'the list is missing'}", user=user)
    if lists.get("all"):
        draft.recognised()
    if not ended and draft.lines:
        draft.gap("the end is missing", user=user)
    _apps(draft, drafts, lists, user)
    if "launcher" in drafts:
        _launchers(draft, drafts["launcher"], user)
    return draft.done()


def _packages(whole: Draft, part: Draft) -> Iterator[tuple[str, tuple[int, str | None, int | None]]]:
    unread = 0
    for number, line in enumerate(part.lines):
        found = _LINE.fullmatch(line)
        if found:
            yield found[2], (number, found[1], int(found[3]) if found[3] else None)
        elif line:
            unread += 1
    if unread:
        whole.gap(f"{unread} lines are no packages" + (f": {part.troubles[0]}" if part.troubles else ""))


def _apps(draft: Draft, drafts: dict[str, Draft], lists: Mapping[str, _List], user: int) -> None:
    there = lists.get("all", {})
    system, disabled = lists.get("system"), lists.get("disabled")
    for name in ("all", "known") if there else ():
        for package, (line, path, uid) in lists.get(name, {}).items():
            if name == "known" and package in there:
                continue
            draft.add(
                InstalledApp(
                    source=drafts[name].at(line),
                    package=untrusted(package),
                    user=user,
                    system=package in system if system else None,
                    enabled=None if disabled is None or name == "known" else package not in disabled,
                    installed=name == "all",
                    uid=uid,
                    path=untrusted(path) if path else None,
                )
            )


def _launchers(draft: Draft, part: Draft, user: int) -> None:
    """Add the icons; ``query-activities --brief`` prints ``pkg/.Class`` on lines of their own."""
    shown: dict[str, tuple[int, list[str]]] = {}
    for number, line in enumerate(part.lines):
        named = component(line)
        if named:
            shown.setdefault(named[0], (number, []))[1].append(named[1])
    for package, (first, names) in shown.items():
        draft.add(
            Launcher(
                source=part.at(first),
                package=package,
                user=user,
                declared=(),
                disabled=(),
                shown=tuple(names),
                dumped=False,
            )
        )
