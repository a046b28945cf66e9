"""A fact, where it was read, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

F = TypeVar("F", bound="Fact")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The place in an artifact that a fact was read from."""

    artifact: str
    """SHA-256 of the raw bytes, in hex."""
    place: str
    """Where in those bytes, in words an expert can follow: ``line 14``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing an artifact says. Not yet a judgement.

    Text in a fact that came from the phone has been made visible and bounded before it got here.
    """

    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that should have been read and was not."""

    kind: type[Fact]
    why: str
    """For an expert: ``dumpsys device_policy: permission denied``."""
    user: int | None = None
    """Only for this Android user; ``None``: at all."""
    where: str = ""
    """Name of that user or profile as the phone shows it, where known: ``Work profile``."""


class NotReadError(LookupError):
    """A kind of fact that no artifact of this acquisition supplied."""


class Facts:
    """Every fact of one acquisition, and every gap.

    A kind that was read and turned out empty is not the same as a kind that was never read: the first answers
    with ``()``, the second raises.
    """

    def __init__(self, read: Mapping[type[Fact], Iterable[Fact]], gaps: Iterable[Gap] = ()) -> None:
        """Keep the facts by kind, in artifact order."""
        self._read = {kind: tuple(facts) for kind, facts in read.items()}
        self._gaps = tuple(gaps)

    def of(self, kind: type[F]) -> tuple[F, ...]:
        """Return the facts of one kind; ``NotReadError`` where it was never read."""
        try:
            return self._read[kind]  # type: ignore[return-value]  # the mapping pairs kind and facts
        except KeyError:
            raise NotReadError(kind.__name__) from None

    def known(self, kind: type[F]) -> tuple[F, ...]:
        """Return the facts of a kind that a check merely *uses*; ``()`` where it was never read."""
        return self._read.get(kind, ())  # type: ignore[return-value]

    def has(self, kind: type[Fact]) -> bool:
        """Tell whether this kind was read at all."""
        return kind in self._read

    def plus(self, read: Mapping[type[Fact], Iterable[Fact]]) -> Facts:
        """Return these facts and more: of a kind that both have, these come first."""
        more = {kind: (*self._read.get(kind, ()), *facts) for kind, facts in read.items()}
        return Facts({**self._read, **more}, self._gaps)

    def gaps(self, kind: type[Fact]) -> tuple[Gap, ...]:
        """Return what is missing of one kind."""
        return tuple(gap for gap in self._gaps if gap.kind is kind)

    @property
    def all_gaps(self) -> tuple[Gap, ...]:
        """Everything that is missing."""
        return self._gaps
