"""What was seen: one story per app and user; what was looked at, what not and why. No score."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.widget import Widget

from devicecheck import check_words, telling
from devicecheck.assess import Broke, Looked, NotAssessed, Outcome
from devicecheck.lists import is_old
from devicecheck.screens.base import Frame
from devicecheck.story import Story, Told, phone_findings
from devicecheck.widgets.spoken import Line, Text, say
from devicecheck.widgets.texts import by_language, catalogued
from devicecheck.widgets.voices import Voices

if TYPE_CHECKING:
    from devicecheck.assessment import Assessment
    from devicecheck.words import Words


class Findings(Frame):
    """Strongest concern first; what could not be seen stands as plainly as what was."""

    AREA: ClassVar[str] = "screens.findings"
    STEP: ClassVar[str | None] = "findings"

    def body(self) -> Iterable[Widget]:
        """Show messages, stories, the phone itself, and the gaps."""
        messages = self.sitting.catalogue.messages
        for key in self.sitting.suggestions.messages:
            if key in {"found", "unsure", "none", "incomplete", "no_look"}:
                yield Voices(aloud=catalogued(messages[key]))
        looked = self.sitting.state.looked
        if looked is not None:
            yield from self._assessment(looked.assessment)

    def _assessment(self, found: Assessment) -> Iterator[Widget]:
        today = self.centre.now().date()
        if not found.lists or any(is_old(one, today) for one in found.lists):
            yield Line(
                say("screens.findings.old_lists" if found.lists else "screens.findings.no_lists"), classes="aside"
            )
        stories = [story for story in found.stories if story.concern.value != "note"]
        notes = [story for story in found.stories if story.concern.value == "note"]
        for story in stories:
            yield _story_card(story)
        for told in phone_findings(found.outcomes):
            yield _phone_card(told)
        if notes:
            yield Line(say("screens.findings.notes", count=len(notes)), classes="strong")
            for story in notes:
                yield _story_card(story)
        yield from _unseen(found.outcomes)


def _story_card(story: Story) -> Widget:
    head = say(
        "screens.findings.story",
        concern=say(f"story.{story.concern.value}"),
        name=story.name,
        user=say("sitting.user", number=story.user) if story.user else say("app.nothing"),
    )
    lines: list[Widget] = [Line(head, classes=f"strong {_colour(story.concern.value)}"), Line(_about(story))]
    for key, title in (("seen", "because"), ("could_also_be", "could_also_be"), ("before_change", "before_change")):
        lines.append(Line(say(f"story.{title}"), classes="head"))
        lines.append(Line(_texts(story, key)))
    lines.append(Voices(aloud=_texts(story, "ask")))
    if story.unseen:
        lines.append(Line(say("story.unseen", count=len(story.unseen)), classes="quiet"))
    return Vertical(*lines, classes="card")


def _about(story: Story) -> Text:
    def spoken(words: Words) -> str:
        return " ".join(telling.about(story, words))

    return spoken


def _texts(story: Story, key: str) -> Text:
    return by_language(lambda language: "\n".join(f"• {text}" for text in telling.texts(story, key, language)))


def _phone_card(told: Told) -> Widget:
    def text(key: str) -> Text:
        return by_language(lambda language: check_words.say(told.check, key, language, told.finding))

    concern = told.finding.concern.value
    head = say("screens.findings.story", concern=say(f"story.{concern}"), name=text("title"), user=say("app.nothing"))
    return Vertical(
        Line(head, classes=f"strong {_colour(concern)}"),
        Line(text("seen")),
        Line(text("means")),
        Line(say("story.could_also_be"), classes="head"),
        Line(text("could_also_be")),
        Voices(aloud=text("ask")),
        classes="card",
    )


def _colour(concern: str) -> str:
    return "quiet" if concern == "note" else "caution"


def _unseen(outcomes: Iterable[Outcome]) -> Iterator[Widget]:
    given = tuple(outcomes)
    whole = sum(isinstance(outcome, Looked) for outcome in given)
    yield Line(say("screens.findings.looked", count=whole, total=len(given)), classes="head")
    open_ones = [outcome for outcome in given if not isinstance(outcome, Looked)]
    if open_ones:
        yield Line(say("screens.findings.not_looked"), classes="aside")
    for outcome in open_ones:
        yield Line(_why(outcome))


def _why(outcome: Outcome) -> Text:
    title = by_language(lambda language: check_words.looks_at(outcome.check, language))
    match outcome:
        case NotAssessed():
            return say("screens.findings.missing", what=title, why="; ".join(outcome.missing))
        case Broke() | Looked():
            return say("screens.findings.broke", what=title)
