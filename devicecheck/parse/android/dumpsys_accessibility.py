"""``dumpsys accessibility``: which services are installed and which are switched on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.facts import AccessibilityService, AppLabel
from devicecheck.parse.component import component
from devicecheck.parse.draft import Draft
from devicecheck.untrusted import untrusted

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (AccessibilityService,)
ADDS = (AppLabel,)
_USER = re.compile(r"attributes:\{id=(\d{1,9})")
_OPENS = re.compile(r"\s*(installed|enabled|bound|binding|crashed) services: ?\{(.*)", re.IGNORECASE)
_COMPONENT = re.compile(r"([A-Za-z][\w.]*/[\w.$]+)")
_LABEL = re.compile(r"Service\[label=(.*?), (?:id=[\w.]+/|feedbackType)")
_OLD = re.compile(r" +services:\{(.*)")
"""Android 8 and 9: what runs, by label alone; which those are stands in the settings."""


class _Reader:
    """Follows users and lists through the lines."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.user: int | None = None
        self.section = ""
        self.found: dict[tuple[int, str, str], tuple[int, bool]] = {}
        self.labels: list[tuple[int, int, str]] = []

    def line(self, number: int, text: str) -> None:
        told = _USER.search(text)
        if told:
            self.user, self.section = int(told[1]), ""
        old = _OLD.match(text)
        if old and self.user is not None:
            self.draft.recognised()
            for label in _LABEL.findall(text):
                why = f"this Android names only the label of what runs: {label}; see the settings for the app"
                self.draft.gap(why, user=self.user)
        opened = _OPENS.match(text)
        if opened:
            self.section = opened[1].casefold()
            text = opened[2]
            if self.section == "enabled":
                self.draft.recognised()
        if self.section in {"installed", "enabled"}:
            self._services(number, text)
        if self.section == "bound":
            self._labels(number, text)
        if self.section and (text.strip().startswith("}") or text.rstrip().endswith(("}}", "{}"))):
            self.section = ""

    def _services(self, number: int, text: str) -> None:
        for told in _COMPONENT.findall(text):
            named = component(told)
            if named:
                key = (self.user or 0, *named)
                before = self.found.get(key, (number, False))
                on = self.section == "enabled"
                self.found[key] = (number, True) if on else before

    def _labels(self, number: int, text: str) -> None:
        for label in _LABEL.findall(text):
            self.labels.append((self.user or 0, number, label))

    def named(self) -> None:
        """Give a label to its app: the dump names no component beside it, so only where there is one of each."""
        for user in {user for user, _, _ in self.labels}:
            labels = [(number, label) for of, number, label in self.labels if of == user]
            apps = {package for (of, package, _), (_, on) in self.found.items() if of == user and on}
            if len(labels) == 1 and len(apps) == 1:
                (number, label), (package,) = labels[0], apps
                self.draft.add(AppLabel(source=self.draft.at(number), package=package, label=untrusted(label)))


def parse(artifact: Artifact) -> Parsed:
    """Read both the lists of Samsung's and older builds (one service a line) and AOSP's (``{{a}, {b}}`` on one)."""
    draft = Draft(artifact, GIVES)
    reader = _Reader(draft)
    for number, text in enumerate(draft.lines):
        reader.line(number, text)
    reader.named()
    for (user, package, name), (number, enabled) in reader.found.items():
        draft.add(
            AccessibilityService(source=draft.at(number), package=package, user=user, component=name, enabled=enabled)
        )
    if reader.user is None:
        draft.gap("no user is named")
    if reader.section == "enabled":
        draft.gap("the list of enabled services does not end")
    return draft.done()
