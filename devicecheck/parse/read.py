"""All artifacts of one acquisition to all its facts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from checks.facts import ComputerKey, Facts, Gap
from devicecheck.parse.artifact import Parsed
from devicecheck.parse.merge import merged
from devicecheck.parse.missing import missing, named
from devicecheck.parse.registry import Parser, adds, parsers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from checks.facts import Fact
    from devicecheck.parse.artifact import Artifact


def read(artifacts: Iterable[Artifact], ours: Collection[str] = ()) -> Facts:
    """Parse everything that a parser knows; ``ours``: fingerprints (``ComputerKey``) of this computer's own keys.

    A parser that raises becomes gaps for all kinds it gives. A kind is read once an artifact that gives it was
    recognised; facts that only contribute to a kind never make it read.
    """
    known = parsers()
    facts: dict[type[Fact], list[Fact]] = defaultdict(list)
    whole: set[type[Fact]] = set()
    gaps: list[Gap] = []
    seen: list[Artifact] = []
    for artifact in artifacts:
        parser = known.get(artifact.kind)
        if parser is None:
            continue
        seen.append(artifact)
        parsed = parse_one(parser, artifact)
        gaps.extend(parsed.gaps)
        for kind, found in parsed.facts.items():
            facts[kind].extend(found)
            if kind in parser.GIVES:
                whole.add(kind)
    gaps.extend(_only_added(facts, whole))
    joined = merged({kind: found for kind, found in facts.items() if found or kind in whole})
    gaps.extend(missing(joined, seen))
    if ComputerKey in joined:
        joined[ComputerKey] = tuple(_marked(joined[ComputerKey], ours))
    return Facts(joined, named(dict.fromkeys(gaps), joined))


def _marked(keys: Iterable[Fact], ours: Collection[str]) -> Iterator[Fact]:
    for key in keys:
        own = isinstance(key, ComputerKey) and key.fingerprint in ours
        yield replace(key, ours=True) if own and isinstance(key, ComputerKey) else key


def parse_one(parser: Parser, artifact: Artifact) -> Parsed:
    """Parse one artifact; whatever goes wrong is a gap."""
    try:
        return parser.parse(artifact)
    except Exception as error:  # noqa: BLE001 - one artifact that no parser expected must not end a sitting
        why = f"{artifact.kind}: the parser stopped: {type(error).__name__}"
        kinds = (*parser.GIVES, *adds(parser))
        return Parsed(gaps=tuple(Gap(kind=kind, why=why, user=artifact.user) for kind in kinds))


def _only_added(facts: dict[type[Fact], list[Fact]], whole: set[type[Fact]]) -> list[Gap]:
    why = "only known in part: the dump that lists all of it was not read"
    return [Gap(kind=kind, why=why) for kind, found in facts.items() if found and kind not in whole]
