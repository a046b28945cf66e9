"""What reading a list gives: entries, and everything about it that was not usable."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from checks.facts import Indicator, IndicatorList, Kind, Match, Source
from checks.listed import TEST_KEYS

MAX_BYTES = 64 * 1024 * 1024
"""Of one list file; the largest published one has 5 MB."""


class UnreadableListError(ValueError):
    """A file that is no list in any form that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One value that a list names."""

    family: str
    kind: Kind
    match: Match
    value: str
    place: str
    """``line 14`` or ``object 3``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRead:
    """A list, and what in it was not usable. Nothing is dropped without being counted here."""

    name: str
    dated: date | None
    sha256: str
    licence: str
    form: str
    """``stalkerware-indicators``, ``samples``, ``stix2`` or ``devicecheck``."""
    entries: tuple[Entry, ...]
    duplicates: tuple[str, ...]
    """Values that stand in the list more than once, each with its later place."""
    malformed: tuple[str, ...]
    """Places and what is wrong there."""
    test_keys: tuple[str, ...]
    """Places where the public test key is listed; it is never matched."""
    unused: Mapping[str, int] = field(default_factory=dict)
    """Kinds of entries or patterns that nothing on a phone is compared with, and how many there are."""
    conflicts: tuple[str, ...] = ()
    """Values listed both as watchware and as stalkerware; they are treated as watchware."""

    def facts(self, *, builtin: bool = False) -> tuple[IndicatorList, tuple[Indicator, ...]]:
        """Return the list and its entries as facts."""
        one = IndicatorList(
            source=Source(artifact=self.sha256, place="list"),
            name=self.name,
            dated=self.dated,
            sha256=self.sha256,
            entries=len(self.entries),
            licence=self.licence,
            builtin=builtin,
        )
        return one, tuple(self._indicator(entry) for entry in self.entries)

    def _indicator(self, entry: Entry) -> Indicator:
        return Indicator(
            source=Source(artifact=self.sha256, place=entry.place),
            family=entry.family,
            kind=entry.kind,
            match=entry.match,
            value=entry.value,
            list_name=self.name,
        )


_HEX = re.compile(r"[0-9a-f]+")
_PACKAGE = re.compile(r"[A-Za-z_]\w*(\.\w+)*", re.ASCII)
_DOMAIN = re.compile(r"([a-z0-9_-]{1,63}\.)+[a-z0-9-]{2,63}\.?")


def _digest(*lengths: int) -> Callable[[str], str | None]:
    def read(text: str) -> str | None:
        value = text.replace(":", "").lower()
        return value if len(value) in lengths and _HEX.fullmatch(value) else None

    return read


def _package(text: str) -> str | None:
    return text if len(text) <= 255 and _PACKAGE.fullmatch(text) else None  # noqa: PLR2004 - Android's own limit


def _domain(text: str) -> str | None:
    value = text.lower()
    return value.rstrip(".") if _DOMAIN.fullmatch(value) else None


def _text(text: str) -> str | None:
    return text if 0 < len(text) <= 1024 and text.isprintable() else None  # noqa: PLR2004 - longer names nothing


READ: dict[Match, Callable[[str], str | None]] = {
    Match.PACKAGE: _package,
    Match.CERTIFICATE: _digest(40, 64),
    Match.FILE: _digest(64),
    Match.DOMAIN: _domain,
    Match.PROCESS: _text,
    Match.PROPERTY: _text,
    Match.PATH: _text,
}


class Collector:
    """Gathers entries while a reader goes through a list, and settles what stands there twice."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._entries: dict[tuple[Match, str], Entry] = {}
        self._duplicates: list[str] = []
        self._malformed: list[str] = []
        self._test_keys: list[str] = []
        self._conflicts: list[str] = []
        self._unused: Counter[str] = Counter()

    def add(self, family: str, kind: Kind, match: Match, value: object, place: str) -> None:
        """Take one value, or say why not."""
        read = READ[match](value.strip()) if isinstance(value, str) else None
        if read is None:
            self.wrong(place, f"no {match.value}: {str(value)[:80]!r}")
        elif read in TEST_KEYS:
            self._test_keys.append(place)
        else:
            self._keep(Entry(family=family, kind=kind, match=match, value=read, place=place))

    def wrong(self, place: str, what: str) -> None:
        """Note a malformed entry."""
        self._malformed.append(f"{place}: {what}")

    def unused(self, what: str, count: int = 1) -> None:
        """Count something that nothing on a phone is compared with."""
        if count:
            self._unused[what] += count

    def _keep(self, entry: Entry) -> None:
        key = entry.match, entry.value
        before = self._entries.get(key)
        if before is None:
            self._entries[key] = entry
            return
        self._duplicates.append(f"{entry.place}: {entry.value} ({entry.family}; before: {before.family})")
        if before.kind is not entry.kind and Kind.WATCHWARE in {before.kind, entry.kind}:
            self._conflicts.append(entry.value)
            self._entries[key] = before if before.kind is Kind.WATCHWARE else entry

    def finish(self, *, name: str, dated: date | None, sha256: str, licence: str, form: str) -> ListRead:
        """Return the list."""
        return ListRead(
            name=name,
            dated=dated,
            sha256=sha256,
            licence=licence,
            form=form,
            entries=tuple(self._entries.values()),
            duplicates=tuple(self._duplicates),
            malformed=tuple(self._malformed),
            test_keys=tuple(self._test_keys),
            unused=dict(self._unused),
            conflicts=tuple(self._conflicts),
        )


def conflicts_between(lists: tuple[ListRead, ...]) -> Iterator[str]:
    """Yield values that one list calls watchware and another stalkerware or spyware."""
    kinds: dict[tuple[Match, str], set[bool]] = {}
    for one in lists:
        for entry in one.entries:
            kinds.setdefault((entry.match, entry.value), set()).add(entry.kind is Kind.WATCHWARE)
    return (value for (_, value), seen in kinds.items() if len(seen) > 1)
