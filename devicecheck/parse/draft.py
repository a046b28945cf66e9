"""What a parser collects while it reads: facts, and what should have been there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.facts import Gap
from devicecheck.parse.artifact import Parsed
from devicecheck.parse.text import lines, troubles
from devicecheck.untrusted import untrusted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checks.facts import Fact, Source
    from devicecheck.parse.artifact import Artifact


MOST_GAPS = 1000
"""Gaps that one artifact gives one by one: a phone that answers nonsense must not stop the reading."""


class Draft:
    """The reading of one artifact.

    Nothing counts as read until the parser has recognised the format (``recognised``): an artifact in another
    Android's format, or none at all, leaves gaps and no empty answers.
    """

    def __init__(self, artifact: Artifact, kinds: Iterable[type[Fact]]) -> None:
        """Take the lines apart and note what already speaks against them."""
        self.artifact = artifact
        self.kinds = tuple(kinds)
        self.lines, left_out = lines(artifact)
        self.troubles = troubles(artifact, self.lines, left_out=left_out)
        self._facts: dict[type[Fact], list[Fact]] = {}
        self._gaps: list[Gap] = []
        self._more: dict[type[Fact], Gap] = {}
        self._recognised = False

    def at(self, number: int) -> Source:
        """Name the place of line ``number``, counted from 0."""
        return self.artifact.line(number)

    def recognised(self, kinds: Iterable[type[Fact]] | None = None) -> None:
        """Say that the format was understood: what is not there is truly empty."""
        self._recognised = True
        for kind in self.kinds if kinds is None else kinds:
            self._facts.setdefault(kind, [])

    def has(self, kind: type[Fact]) -> bool:
        """Tell whether this kind was recognised or found."""
        return kind in self._facts

    def add(self, fact: Fact) -> None:
        """Keep a fact."""
        self._facts.setdefault(type(fact), []).append(fact)

    def gap(
        self, why: str, kinds: Iterable[type[Fact]] | None = None, *, user: int | None = None, where: str = ""
    ) -> None:
        """Note what is missing, for all kinds of this parser or for some."""
        user = self.artifact.user if user is None else user
        shown = untrusted(why)
        for kind in self.kinds if kinds is None else kinds:
            if len(self._gaps) >= MOST_GAPS:
                self._more.setdefault(kind, Gap(kind=kind, why=f"{self.artifact.kind}: and more like these"))
                continue
            self._gaps.append(Gap(kind=kind, why=f"{self.artifact.kind}: {shown}", user=user, where=untrusted(where)))

    def done(self) -> Parsed:
        """Return what was read."""
        for trouble in self.troubles:
            self.gap(trouble)
        if not self._recognised and not self.troubles:
            self.gap("not in a format this version knows")
        return Parsed(
            facts={kind: tuple(facts) for kind, facts in self._facts.items()},
            gaps=tuple(dict.fromkeys((*self._gaps, *self._more.values()))),
        )
