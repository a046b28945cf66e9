"""All outcomes of one look under one version of checks and lists, and how that is written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checks.facts import Indicator, IndicatorList
from checks.registry import all_checks, digests
from checks.settings import prop
from devicecheck.assess import Broke, Looked, NotAssessed, Outcome, assess
from devicecheck.check_words import say
from devicecheck.story import Story, stories

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checks.check import Check
    from checks.facts import Facts
    from checks.finding import Finding

SCHEMA = "devicecheck.assessment/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneModel:
    """Which phone it is; ``None`` where it did not say."""

    maker: str | None
    model: str | None
    android: str | None
    patch: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What was found, what was not, and what could not be looked at."""

    kind: str
    """Kind of source: ``devicecheck``, ``androidqf``, ``bugreport``."""
    sha256: str
    """Of the source."""
    phone: PhoneModel
    lists: tuple[IndicatorList, ...]
    checks: Mapping[str, str]
    """SHA-256 of every check that was used, by id."""
    outcomes: tuple[Outcome, ...]
    stories: tuple[Story, ...]

    @property
    def complete(self) -> bool:
        """Tell whether every check that applies could look everywhere."""
        return all(isinstance(outcome, Looked) for outcome in self.outcomes)

    @property
    def blind(self) -> bool:
        """Tell whether no check could look at anything."""
        return all(isinstance(outcome, NotAssessed) and not outcome.findings for outcome in self.outcomes)


def make(facts: Facts, *, kind: str, sha256: str, checks: Iterable[Check] | None = None) -> Assessment:
    """Run every check that applies to this phone and tell the stories."""
    used = tuple(all_checks() if checks is None else checks)
    outcomes = tuple(assess(facts, used))
    known = digests()
    return Assessment(
        kind=kind,
        sha256=sha256,
        phone=phone_model(facts),
        lists=facts.known(IndicatorList) if facts.has(Indicator) else (),
        checks={outcome.check: known[outcome.check] for outcome in outcomes},
        outcomes=outcomes,
        stories=stories(outcomes, facts, used),
    )


def phone_model(facts: Facts) -> PhoneModel:
    """Read from the system properties which phone it is."""
    keys = {
        "maker": "ro.product.manufacturer",
        "model": "ro.product.model",
        "android": "ro.build.version.release",
        "patch": "ro.build.version.security_patch",
    }
    values = {name: found.value if (found := prop(facts, key)) else None for name, key in keys.items()}
    return PhoneModel(**values)


def to_json(assessment: Assessment, language: str = "en") -> dict[str, Any]:
    """Return the assessment as ``devicecheck.assessment/1``; ``title`` is in ``language``."""
    phone = assessment.phone
    return {
        "schema": SCHEMA,
        "source": {"kind": assessment.kind, "sha256": assessment.sha256},
        "phone": {"maker": phone.maker, "model": phone.model, "android": phone.android, "patch": phone.patch},
        "lists": [_list(one) for one in assessment.lists],
        "made_with": {"checks": dict(assessment.checks)},
        "outcomes": [_outcome(outcome, language, assessment) for outcome in assessment.outcomes],
        "apps": [_app(story) for story in assessment.stories],
    }


def _list(one: IndicatorList) -> dict[str, Any]:
    dated = one.dated.isoformat() if one.dated else None
    return {"name": one.name, "date": dated, "sha256": one.sha256, "entries": one.entries}


def _outcome(outcome: Outcome, language: str, assessment: Assessment) -> dict[str, Any]:
    words = {Looked: "looked", NotAssessed: "not_assessed", Broke: "broke"}
    labels = {story.subject: story.label for story in assessment.stories}
    findings = () if isinstance(outcome, Broke) else outcome.findings
    return {
        "check": outcome.check,
        "outcome": words[type(outcome)],
        "missing": list(outcome.missing) if isinstance(outcome, NotAssessed) else [],
        "findings": [_finding(outcome.check, finding, language, labels.get(finding.subject)) for finding in findings],
    }


def _finding(check: str, finding: Finding, language: str, label: str | None) -> dict[str, Any]:
    return {
        "subject": finding.subject,
        "user": finding.user,
        "concern": finding.concern.value,
        "confidence": finding.confidence.value,
        "type": finding.type,
        "title": say(check, "title", language, finding, label=label),
        "because": [{"artifact": fact.source.artifact, "place": fact.source.place} for fact in finding.because],
    }


def _app(story: Story) -> dict[str, Any]:
    return {
        "package": story.subject,
        "user": story.user,
        "label": story.label,
        "concern": story.concern.value,
        "confidence": story.confidence.value,
        "checks": list(story.checks),
    }
