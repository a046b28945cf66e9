"""``settings_global.txt`` of AndroidQF: ``settings list global``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.facts import Setting
from devicecheck.parse.draft import Draft
from devicecheck.parse.setting_facts import read_settings

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (Setting,)


def parse(artifact: Artifact) -> Parsed:
    """Read one namespace; AndroidQF asks for the current user."""
    draft = Draft(artifact, GIVES)
    if read_settings(draft, draft, "global", artifact.user or 0):
        draft.recognised()
    return draft.done()
