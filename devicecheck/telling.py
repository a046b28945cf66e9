"""An assessment in plain lines, for the command line, screen readers and scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.finding import Concern, Trait
from devicecheck.assess import Broke, Looked, NotAssessed
from devicecheck.check_words import looks_at, missing, say
from devicecheck.lists import is_old
from devicecheck.story import phone_findings
from devicecheck.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from devicecheck.assessment import Assessment
    from devicecheck.story import Story

_SENTENCE = re.compile(r"(?<=[.?!])\s+")
SAID = (Trait.CONCEALED, Trait.CAPABLE, Trait.MONITORING, Trait.ACTIVE, Trait.PERSISTENT)
SILENT = (Trait.CONCEALED, Trait.ACTIVE)
"""Traits whose absence is said, too."""


def lines(assessment: Assessment, language: str, today: date) -> Iterator[str]:
    """Yield the whole assessment: lists, apps, the phone itself, and what could not be looked at."""
    words = Words(language)
    yield _phone(assessment, words)
    yield from _lists(assessment, words, today)
    yield ""
    yield words.say("story.page.apps" if assessment.stories else "story.page.no_apps")
    for story in assessment.stories:
        yield ""
        yield from story_lines(story, language)
    yield from _phone_itself(assessment, language, words)
    yield from _unseen(assessment, language, words)


def story_lines(story: Story, language: str) -> Iterator[str]:
    """Yield one story: what it is known as, what it may do, how it came, whether it hides and was active."""
    words = Words(language)
    user = "" if not story.user else " " + words.say("story.user", user=story.user)
    yield f"[{words.say(f'story.{story.concern.value}')}] {story.name}{user}"
    yield "  " + " ".join(about(story, words))
    yield from _indented(words.say("story.because"), texts(story, "seen", language))
    yield from _indented(words.say("story.could_also_be"), texts(story, "could_also_be", language))
    yield from _indented(words.say("story.questions"), texts(story, "ask", language))
    yield from _indented(words.say("story.before_change"), texts(story, "before_change", language))
    if story.unseen:
        yield "  " + words.say("story.unseen", count=len(story.unseen))


def about(story: Story, words: Words) -> Iterator[str]:
    """Yield the sentences that sum a story up."""
    key = "story.label" if story.label else "story.package"
    yield words.say(key, label=story.label, package=story.subject)
    yield words.say(f"story.rule.{story.rule.value}")
    if story.known_as:
        yield words.say("story.known_as", families=", ".join(story.known_as))
    yield words.say(f"story.origin.{story.origin.value}")
    for trait in SAID:
        if trait in story.traits:
            yield words.say(f"story.trait.{trait.value}")
        elif trait in SILENT and not story.unseen:
            yield words.say(f"story.trait.not_{trait.value}")


def texts(story: Story, key: str, language: str) -> tuple[str, ...]:
    """Return one kind of text of a story, strongest first, nothing twice.

    What was seen is told of every finding. Explanations, questions and warnings are those of the findings that are
    worth a question, if there are any: a story at ``act`` with every question about context would not be read.
    """
    told = story.told
    if key == "seen":
        return tuple(dict.fromkeys(say(one.check, key, language, one.finding, label=story.label) for one in told))
    strong = [one for one in told if one.finding.concern is not Concern.NOTE] or told
    return tuple(_merged(say(one.check, key, language, one.finding, label=story.label) for one in strong))


def _merged(told: Iterable[str]) -> Iterator[str]:
    """Yield the texts without sentences that stood in an earlier one."""
    before: set[str] = set()
    for text in told:
        fresh = [sentence for sentence in _SENTENCE.split(text) if sentence not in before]
        before.update(fresh)
        if fresh:
            yield " ".join(fresh)


def _indented(head: str, rows: Iterable[str]) -> Iterator[str]:
    yield f"  {head}"
    yield from (f"    - {row}" for row in rows)


def _phone(assessment: Assessment, words: Words) -> str:
    unknown = words.say("story.page.unknown")
    phone = assessment.phone
    return words.say(
        "story.page.model",
        maker=phone.maker or unknown,
        model=phone.model or unknown,
        android=phone.android or unknown,
        patch=phone.patch or unknown,
    )


def _lists(assessment: Assessment, words: Words, today: date) -> Iterator[str]:
    yield words.say("story.page.lists" if assessment.lists else "story.page.no_lists")
    for one in assessment.lists:
        day = one.dated.isoformat() if one.dated else words.say("lists.no_date")
        licence = one.licence or words.say("lists.no_licence")
        text = words.say(
            "lists.line", name=one.name, date=day, entries=one.entries, sha256=one.sha256[:16], licence=licence
        )
        yield f"  {text} {words.say('lists.old')}" if is_old(one, today) else f"  {text}"


def _phone_itself(assessment: Assessment, language: str, words: Words) -> Iterator[str]:
    told = phone_findings(assessment.outcomes)
    if told:
        yield ""
        yield words.say("story.page.phone")
    for one in told:
        mark = words.say(f"story.{one.finding.concern.value}")
        yield f"[{mark}] {say(one.check, 'title', language, one.finding)}"
        for key in ("seen", "means", "could_also_be", "ask"):
            yield f"  {say(one.check, key, language, one.finding)}"


def _unseen(assessment: Assessment, language: str, words: Words) -> Iterator[str]:
    looked = sum(isinstance(outcome, Looked) for outcome in assessment.outcomes)
    yield ""
    yield words.say("story.page.looked", count=looked)
    if not assessment.complete:
        yield words.say("story.page.not_assessed")
    for outcome in assessment.outcomes:
        if isinstance(outcome, NotAssessed):
            lacked = "; ".join(missing(one, language) for one in outcome.missing)
            yield f"  {looks_at(outcome.check, language)}: {lacked}"
        elif isinstance(outcome, Broke):
            name = looks_at(outcome.check, language)
            yield "  " + words.say("story.page.broke", title=name, error=outcome.error)
