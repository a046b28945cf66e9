"""What may be captured, and what must be settled first."""

from __future__ import annotations

import itertools

import pytest

from devicecheck.exhibits.rules import COPIES, IMAGES, Circumstances, Refusal, Whose, refusal, refusals
from devicecheck.report.from_case import GROUPS
from devicecheck.report.groups import ORDER
from devicecheck.words import LANGUAGES, Words
from evidence.exhibit import Class

ADULT = Circumstances(keep=True, minor=False, whose=Whose.HERS, legal_advice=False)
EVERY = [
    Circumstances(keep=keep, minor=minor, whose=whose, legal_advice=advice)
    for keep, minor, whose, advice in itertools.product((True, False), (True, False, None), Whose, (True, False))
]


def test_an_adult_with_her_own_phone_may_keep_everything() -> None:
    assert refusals(ADULT) == {}


@pytest.mark.parametrize("here", EVERY)
def test_nothing_is_kept_without_consent(here: Circumstances) -> None:
    if not here.keep:
        assert set(refusals(here).values()) == {Refusal.NO_CONSENT}


@pytest.mark.parametrize("here", EVERY)
def test_no_picture_of_a_minor_or_of_somebody_whose_age_nobody_asked(here: Circumstances) -> None:
    if here.minor is not False:
        for kind in IMAGES:
            assert refusal(kind, here) is not None
        assert refusal(Class.FILE, here, image=True) is not None


@pytest.mark.parametrize("here", EVERY)
def test_no_copy_from_a_phone_that_may_not_be_hers_before_the_question_of_advice(here: Circumstances) -> None:
    if here.whose is not Whose.HERS and not here.legal_advice:
        for kind in COPIES:
            assert refusal(kind, here) is not None


def test_a_minor_can_still_have_a_note_a_voice_message_and_answers_kept() -> None:
    minor = Circumstances(keep=True, minor=True, whose=Whose.HERS, legal_advice=False)
    assert refusal(Class.NOTE, minor) is None
    assert refusal(Class.PHONE, minor) is None
    assert refusal(Class.FILE, minor) is None
    assert refusal(Class.FILE, minor, image=True) is Refusal.MINOR


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_and_refusal_has_its_words(language: str) -> None:
    words = Words(language)
    for kind in Class:
        assert words.say(f"exhibits.kind.{kind}")
        assert words.say(f"exhibits.how.{kind}")
        assert GROUPS[kind] in ORDER
    for why in Refusal:
        assert words.say(f"exhibits.refusal.{why}")
