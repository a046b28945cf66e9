"""What a bundle holds besides the exhibits: the report, the assessment, and how to verify. Nothing of the plan."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from devicecheck import assessment, report
from devicecheck.assess import Broke, Outcome
from devicecheck.report import case_uco
from devicecheck.sitting import reporting
from devicecheck.story import Story
from devicecheck.words import LANGUAGES
from evidence import bag, page

if TYPE_CHECKING:
    from checks.finding import Finding
    from devicecheck.assessment import Assessment
    from devicecheck.sitting.sitting import Sitting

ASSESSMENT = "report/assessment.json"
CASE_UCO = "case.jsonld"


def files(sitting: Sitting, include: Iterable[str]) -> dict[str, bytes]:
    """Return the files by their name in the bundle; only what the chosen exhibits support is said in them."""
    chosen = frozenset(include)
    shown = frozenset(one.digests.sha256 for one in sitting.exhibits() if one.number in chosen)
    found = sitting.state.looked.assessment if sitting.state.looked else None
    if found is not None:
        found = supported(found, shown)
    contents = {language: reporting.content(sitting, chosen, found, language) for language in LANGUAGES}
    documents = (document for content in contents.values() for document in report.render(content))
    enclosed = {f"report/{document.name}": document.pdf for document in documents} | page.folder()
    payload = bag.manifest({one.name: one.digests.sha256 for one in sitting.exhibits() if one.number in chosen})
    enclosed[CASE_UCO] = case_uco.document(contents[sitting.language], manifest_sha256=sha256(payload).hexdigest())
    if found is not None:
        text = json.dumps(assessment.to_json(found, sitting.language), ensure_ascii=False, indent=1, sort_keys=True)
        enclosed[ASSESSMENT] = text.encode() + b"\n"
    return enclosed


def supported(found: Assessment, shown: frozenset[str]) -> Assessment:
    """Return an assessment without findings that rest on an artifact which is not handed over."""
    return replace(
        found,
        outcomes=tuple(_supported(outcome, shown) for outcome in found.outcomes),
        stories=tuple(story for one in found.stories for story in _supported_story(one, shown)),
    )


def _supported(outcome: Outcome, shown: frozenset[str]) -> Outcome:
    if isinstance(outcome, Broke):
        return outcome
    return replace(outcome, findings=tuple(one for one in outcome.findings if _is_shown(one, shown)))


def _supported_story(story: Story, shown: frozenset[str]) -> Iterator[Story]:
    told = tuple(one for one in story.told if _is_shown(one.finding, shown))
    if told:
        yield replace(story, told=told)


def _is_shown(finding: Finding, shown: frozenset[str]) -> bool:
    """Say whether all it rests on is in the bundle; a list is not, but it is named."""
    return all(fact.source.artifact in shown or hasattr(fact, "list_name") for fact in finding.because)
