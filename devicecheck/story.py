"""One story per app and user: what all checks together say of it, by fixed rules. No counting, no sums."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from enum import Enum
from typing import TYPE_CHECKING

from checks.apps import Apps, Origin
from checks.finding import PHONE, Concern, Confidence, Finding, Trait
from checks.registry import all_checks
from devicecheck.assess import Looked, NotAssessed, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checks.check import Check
    from checks.facts import Facts

CONCERNS = tuple(Concern)
CONFIDENCES = tuple(Confidence)
"""Weakest first."""


class Rule(Enum):
    """Why a story has the concern that it has."""

    IDENTIFIED = "identified"
    """Known by its certificate or its file."""
    LISTED_AND_WATCHING = "listed_and_watching"
    """A listed stalkerware id, from outside any store, with a power that monitoring needs."""
    CONCEALED_AND_CAPABLE = "concealed_and_capable"
    """It hides, and it may do what watching needs."""
    STRONGEST_FINDING = "strongest_finding"
    """No combination applies: the strongest single finding decides, and it is never more than *ask*."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One finding, and the check that made it."""

    check: str
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What is seen of one app of one user."""

    subject: str
    """Package id."""
    user: int | None
    label: str | None
    """The name under which it shows itself; ``None``: not known."""
    concern: Concern
    confidence: Confidence
    rule: Rule
    traits: frozenset[Trait]
    known_as: tuple[str, ...]
    """Families under which lists know it."""
    origin: Origin
    told: tuple[Told, ...]
    """Strongest first."""
    unseen: tuple[str, ...]
    """Ids of checks that could not look at this app, or not everywhere."""

    @property
    def name(self) -> str:
        """Return what to call it."""
        return self.label or self.subject

    @property
    def checks(self) -> tuple[str, ...]:
        """Return the checks that said something, strongest first, each once."""
        return tuple(dict.fromkeys(told.check for told in self.told))


def stories(outcomes: Iterable[Outcome], facts: Facts, checks: Iterable[Check] | None = None) -> tuple[Story, ...]:
    """Return one story for every app and user that a finding is about, strongest concern first."""
    seen = tuple(outcomes)
    by_id = {check.id: check for check in (all_checks() if checks is None else checks)}
    blind = tuple(by_id[outcome.check] for outcome in seen if not isinstance(outcome, Looked))
    apps = Apps(facts)
    made = [
        _story(subject, user, told, apps, unseen=tuple(_unseen(blind, facts, user)))
        for (subject, user), told in _by_app(seen).items()
    ]
    return tuple(sorted(made, key=_order))


def phone_findings(outcomes: Iterable[Outcome]) -> tuple[Told, ...]:
    """Return what is said of the phone itself, strongest first."""
    told = (told for told in _told(outcomes) if told.finding.subject == PHONE)
    return tuple(sorted(told, key=_told_order))


def _told(outcomes: Iterable[Outcome]) -> Iterator[Told]:
    for outcome in outcomes:
        if isinstance(outcome, Looked | NotAssessed):
            for finding in outcome.findings:
                yield Told(check=outcome.check, finding=finding)


def _by_app(outcomes: Iterable[Outcome]) -> dict[tuple[str, int | None], list[Told]]:
    """Group by app and user; what is said of no user in particular belongs to every user's story."""
    groups: dict[tuple[str, int | None], list[Told]] = defaultdict(list)
    for_all: dict[str, list[Told]] = defaultdict(list)
    for told in _told(outcomes):
        if told.finding.subject == PHONE:
            continue
        if told.finding.user is None:
            for_all[told.finding.subject].append(told)
        else:
            groups[told.finding.subject, told.finding.user].append(told)
    for subject, general in for_all.items():
        keys = [key for key in groups if key[0] == subject] or [(subject, None)]
        for key in keys:
            groups[key].extend(general)
    return groups


def _story(subject: str, user: int | None, told: Sequence[Told], apps: Apps, *, unseen: tuple[str, ...]) -> Story:
    traits = frozenset(trait for one in told for trait in one.finding.traits)
    rule = _rule(traits)
    ordered = tuple(sorted(told, key=_told_order))
    families = (one.finding.details.get("family") for one in ordered)
    return Story(
        subject=subject,
        user=user,
        label=apps.label(subject),
        concern=ordered[0].finding.concern if rule is Rule.STRONGEST_FINDING else Concern.ACT,
        confidence=_confidence(rule, ordered),
        rule=rule,
        traits=traits,
        known_as=tuple(dict.fromkeys(family for family in families if family)),
        origin=apps.origin(subject, user),
        told=ordered,
        unseen=unseen,
    )


def _rule(traits: frozenset[Trait]) -> Rule:
    if Trait.IDENTIFIED in traits:
        return Rule.IDENTIFIED
    if {Trait.LISTED, Trait.OUTSIDE_STORE} <= traits and traits & {Trait.MONITORING, Trait.CAPABLE}:
        return Rule.LISTED_AND_WATCHING
    if {Trait.CONCEALED, Trait.CAPABLE} <= traits:
        return Rule.CONCEALED_AND_CAPABLE
    return Rule.STRONGEST_FINDING


def _confidence(rule: Rule, told: Sequence[Told]) -> Confidence:
    if rule is Rule.IDENTIFIED:
        return Confidence.CONFIRMED
    if rule is Rule.STRONGEST_FINDING:
        return told[0].finding.confidence
    return Confidence.LIKELY


def _unseen(blind: Iterable[Check], facts: Facts, user: int | None) -> Iterator[str]:
    """Yield the checks about apps that lacked something which concerns this user."""
    for check in blind:
        if not any(field.name == "package" for kind in check.reads for field in fields(kind)):
            continue
        gaps = [gap for kind in check.reads for gap in facts.gaps(kind)]
        whole = any(not facts.has(kind) for kind in check.reads) or not gaps
        if whole or user is None or any(gap.user in {None, user} for gap in gaps):
            yield check.id


def _told_order(told: Told) -> tuple[int, int, str]:
    finding = told.finding
    return -CONCERNS.index(finding.concern), -CONFIDENCES.index(finding.confidence), told.check


def _order(story: Story) -> tuple[int, int, int, str, int]:
    return (
        -CONCERNS.index(story.concern),
        -CONFIDENCES.index(story.confidence),
        list(Rule).index(story.rule),
        story.subject,
        -1 if story.user is None else story.user,
    )
