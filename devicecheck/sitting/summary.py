"""An assessment in a few lines: how much there is to talk about, and what could not be looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from devicecheck import check_words
from devicecheck.assess import Looked
from devicecheck.assessment import Assessment
from devicecheck.words import Words


def summary(found: Assessment, words: Words) -> Iterator[str]:
    """Yield one line for what was found and one for every check that could not look everywhere."""
    stories = Counter(story.concern.value for story in found.stories)
    blind = [outcome for outcome in found.outcomes if not isinstance(outcome, Looked)]
    yield words.say("sitting.step.found", act=stories["act"], ask=stories["ask"], note=stories["note"], open=len(blind))
    for outcome in blind:
        yield words.say("sitting.step.open_check", what=check_words.looks_at(outcome.check, words.language))


def reading(recipe: str, words: Words) -> str:
    """Return what a recipe reads; what another tool acquired goes by its own name."""
    try:
        return words.say(f"recipes.{recipe}.reading")
    except KeyError:
        return recipe
