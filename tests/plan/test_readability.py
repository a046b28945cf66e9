"""Plain language, measured on every client text and every rendered page; the published table is what was measured."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from devicecheck.plan.forms import Form, compose
from devicecheck.words import inventory
from tests.plan.readability import corpora, measure, sentences, syllables, table
from tests.plan.test_forms import everything
from tests.stories.tell import paper, script

CLIENT = [one for one in inventory.entries() if one.client]
ENOUGH = 100
"""Words from which on a formula says anything."""
LONGEST = 14
"""Words in a sentence."""
PAGE = Path(__file__).resolve().parents[2] / "docs" / "readability.md"


def plain(text: str, language: str) -> list[str]:
    """Return what is too hard about a text: target 4, failing above 6; LIX target 30, failing above 40."""
    found = measure(text, language)
    faults = [] if found.grade <= 6 else [f"grade {found.grade:.1f}"]
    faults += [] if found.lix <= 40 else [f"LIX {found.lix:.0f}"]
    return faults + ([] if found.longest_sentence <= LONGEST else [f"{found.longest_sentence} words in a sentence"])


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("form", [Form.SHEET, Form.SCREEN])
def test_every_rendered_page_is_plain(form: Form, language: str, large: bool) -> None:  # noqa: FBT001
    text = compose(form, replace(everything(language), large=large)).words()
    assert measure(text, language).words >= (ENOUGH if form is Form.SCREEN else 50)
    assert plain(text, language) == []


@pytest.mark.parametrize("name", sorted(corpora("de")))
@pytest.mark.parametrize("language", ["de", "en"])
def test_all_texts_of_a_kind_together_reach_the_target(name: str, language: str) -> None:
    found = measure(corpora(language)[name], language)
    assert found.words >= ENOUGH
    assert found.grade <= 4
    assert found.lix <= 30


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_sentence_is_longer_than_fourteen_words(language: str) -> None:
    long = {one.key: words for one in CLIENT for words in sentences(one.texts[language]) if len(words) > LONGEST}
    assert long == {}


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_client_text_has_more_than_four_sentences(language: str) -> None:
    assert [one.key for one in CLIENT if len(sentences(one.texts[language])) > 4 + one.texts[language].count(":")] == []


def test_hard_texts_fail_the_gate() -> None:
    official = (
        "Die Geltendmachung datenschutzrechtlicher Auskunftsansprüche gegenüber Telekommunikationsanbietern "
        "setzt regelmäßig eine Identitätsfeststellung der antragstellenden Person voraus. "
    )
    assert len(plain(official * 8, "de")) >= 2
    english = (
        "Comprehensive documentation of unauthorised account activity substantially facilitates subsequent "
        "applications for protective interventions by the responsible authorities. "
    )
    assert len(plain(english * 8, "en")) >= 2


@pytest.mark.parametrize(
    ("word", "language", "count"),
    [
        ("Telefon", "de", 3), ("Bauer", "de", 2), ("Familie", "de", 3), ("neue", "de", 2), ("sehen", "de", 2),
        ("Handy", "de", 2), ("Überwachung", "de", 4), ("phone", "en", 1), ("table", "en", 2), ("watched", "en", 1),
        ("open", "en", 2), ("device", "en", 2), ("picture", "en", 2),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_they_are_spoken(word: str, language: str, count: int) -> None:
    assert syllables(word, language) == count


def test_the_published_table_is_what_was_measured() -> None:
    assert table() in PAGE.read_text("utf-8")


@pytest.mark.parametrize("name", ["nothing-found", "press-charges"])
def test_the_sheet_of_every_story_is_plain(name: str) -> None:
    assert plain(paper(name), script(name).language) == []
