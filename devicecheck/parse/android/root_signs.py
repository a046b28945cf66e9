"""Files that a phone without root does not have, and whether SELinux enforces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.facts import RootSign
from devicecheck.parse.draft import Draft
from devicecheck.parse.parts import parts
from devicecheck.untrusted import untrusted

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (RootSign,)


def parse(artifact: Artifact) -> Parsed:
    """Read the paths that exist; a permissive SELinux is a sign too."""
    draft = Draft(artifact, GIVES)
    found, ended = parts(artifact)
    drafts = {name: Draft(part, GIVES) for name, part in found}
    if "files" in drafts and ended:
        draft.recognised()
        for number, line in enumerate(drafts["files"].lines):
            if line.startswith("/"):
                what = untrusted(line.rstrip("/").rsplit("/", 1)[-1])
                draft.add(RootSign(source=drafts["files"].at(number), what=what, path=untrusted(line)))
    elif draft.lines:
        draft.gap("the end is missing")
    selinux = drafts["selinux"].lines if "selinux" in drafts else []
    if selinux and selinux[0].strip() == "Permissive":
        draft.add(RootSign(source=drafts["selinux"].at(0), what="selinux permissive", path=""))
    return draft.done()
