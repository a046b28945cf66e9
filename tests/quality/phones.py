"""Every phone that detection is measured on, and what was seen of each under each set of lists."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from checks.facts import Facts
from checks.finding import Concern
from devicecheck import practice
from devicecheck.acquire import batch
from devicecheck.acquire.recipes import RECIPES
from devicecheck.assessment import Assessment, make
from devicecheck.lists import Stored, facts_of, given, shipped
from devicecheck.parse.read import read
from devicecheck.practice.android.phone import AndroidPhone
from tests.lab.fixtures import never, noon
from tests.phones import generated

PUBLISHED = Path(__file__).parents[3] / "shared" / "data" / "indicators" / "stalkerware-indicators"
BY_NAME = frozenset({"android/known_package", "android/watchware"})
BY_CERTIFICATE = frozenset({"android/known_certificate", "android/known_file"})
PRACTICE_ACT = {
    "known-app": ("core.update.framework", 0),
    "renamed-spy": ("com.android.system.syncservice", 0),
    "work-profile": ("com.home.device.manager", 10),
}
"""Apps on practice phones that must be at ``act`` in every sitting; the others' stories are in their files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """One phone and what must be found on it."""

    name: str
    android: str
    infected: frozenset[tuple[str, int]]
    by: frozenset[str]
    held_out: bool
    described: AndroidPhone
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Which apps of which users came out at which level."""

    act: frozenset[tuple[str, int | None]]
    ask: frozenset[tuple[str, int | None]]
    not_assessed: int
    broke: int


def lists() -> tuple[Stored, ...]:
    """Return the shipped list, the invented families and, where they are here, the published lists."""
    published = (PUBLISHED / "ioc.yaml", PUBLISHED / "watchware.yaml", PUBLISHED / "samples.csv")
    return (shipped(), given(generated.FAMILIES), *(given(path) for path in published if path.is_file()))


@functools.cache
def names() -> tuple[str, ...]:
    """Return the names of all phones."""
    return (*practice.names(), *generated.names())


@functools.cache
def phone(name: str) -> Phone:
    """Ask one phone everything and read the answers."""
    if name in practice.names():
        opened = practice.open_practice(name, clock=noon, pause=lambda _seconds: None)
        wanted = frozenset({PRACTICE_ACT[name]} if name in PRACTICE_ACT else ())
        by, held_out = frozenset({"behaviour"} if wanted else ()), False
    else:
        one = generated.generated(name)
        opened, wanted = one.open(), frozenset(one.expect.apps)
        by, held_out = frozenset(one.expect.by), one.expect.held_out
    asked = batch.run(opened, RECIPES, lambda _question, _reply: None, lambda _progress: None, never)
    return Phone(
        name=name,
        android=str(opened.described.described.android),
        infected=wanted,
        by=by,
        held_out=held_out,
        described=opened.described,
        facts=read(asked.artifacts),
    )


def look(one: Phone, used: tuple[Stored, ...]) -> Assessment:
    """Run all checks over one phone with some lists; without any, by behaviour alone."""
    return make(one.facts.plus(facts_of(used)), kind="generated", sha256="0" * 64)


def seen(assessment: Assessment) -> Seen:
    """Return what came out, by story."""
    from devicecheck.assess import Broke, NotAssessed  # noqa: PLC0415 - only counted here

    levels = {
        level: frozenset((story.subject, story.user) for story in assessment.stories if story.concern is level)
        for level in (Concern.ACT, Concern.ASK)
    }
    return Seen(
        act=levels[Concern.ACT],
        ask=levels[Concern.ASK],
        not_assessed=sum(isinstance(outcome, NotAssessed) for outcome in assessment.outcomes),
        broke=sum(isinstance(outcome, Broke) for outcome in assessment.outcomes),
    )


def found_by(assessment: Assessment, checks: frozenset[str]) -> frozenset[tuple[str, int | None]]:
    """Return the apps that some of these checks spoke of."""
    return frozenset((story.subject, story.user) for story in assessment.stories if checks & set(story.checks))
