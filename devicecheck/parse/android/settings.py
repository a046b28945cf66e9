"""``settings list`` of one user, all three namespaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.facts import InputMethod, Setting
from devicecheck.parse.draft import Draft
from devicecheck.parse.parts import parts
from devicecheck.parse.setting_facts import ADDS, read_settings

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (Setting, InputMethod)
NAMESPACES = ("global", "secure", "system")
__all__ = ["ADDS", "GIVES", "parse"]


def parse(artifact: Artifact) -> Parsed:
    """Read the three parts; a part that is missing or empty is a gap: no phone has an empty namespace."""
    draft = Draft(artifact, GIVES)
    found, ended = parts(artifact)
    by_name = {name: Draft(part, GIVES) for name, part in found}
    user = artifact.user or 0
    for namespace in NAMESPACES:
        kinds = GIVES if namespace == "secure" else (Setting,)
        if namespace in by_name and read_settings(draft, by_name[namespace], namespace, user):
            draft.recognised(kinds)
        else:
            draft.gap(f"{namespace}: nothing was read", kinds, user=user)
    if draft.lines and not ended:
        draft.gap("the end is missing", user=user)
    return draft.done()
