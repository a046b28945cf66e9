"""A story is told once: every sign, and no question or warning twice."""

from __future__ import annotations

import pytest

from devicecheck.story import Rule
from devicecheck.telling import story_lines, texts
from devicecheck.words import LANGUAGES
from tests.quality.phones import look, phone


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_merged_story_repeats_nothing_and_keeps_every_sign(language: str) -> None:
    story = look(phone("renamed-spy"), ()).stories[0]
    assert story.rule is Rule.CONCEALED_AND_CAPABLE
    assert len(texts(story, "seen", language)) == len(story.checks)
    for key in ("ask", "could_also_be", "before_change"):
        sentences = [part for text in texts(story, key, language) for part in text.replace("?", ".").split(". ")]
        assert sentences
        assert len(sentences) == len(set(sentences)), key
    told = list(story_lines(story, language))
    assert len(told) == len(set(told))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_story_of_context_alone_has_its_questions(language: str) -> None:
    stories = [one for one in look(phone("nothing-of-note"), ()).stories if one.concern.value == "note"]
    assert stories
    assert all(texts(story, key, language) for story in stories for key in ("ask", "could_also_be"))
