"""No text promises, frightens, or speaks over the client's head; what leaves the room names nothing."""

from __future__ import annotations

import pytest

from devicecheck.words import LANGUAGES, banned, inventory

ENTRIES = inventory.entries()
ON_PAPER = ("/sheet", "/card")


def kinds(entry: inventory.Entry) -> tuple[str, ...]:
    on_paper = entry.key.endswith(ON_PAPER) or entry.key.startswith(("plan/forms/sheet_", "plan/forms/document_title"))
    if on_paper:
        return banned.PAPER
    return banned.CLIENT if entry.client or entry.key.endswith("/ask") else banned.EVERYWHERE


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_has_a_banned_word(language: str) -> None:
    found = [
        f"{entry.key}: {hit.word!r}, better: {hit.instead}"
        for entry in ENTRIES
        if language in entry.texts
        for hit in banned.find(entry.texts[language], language, kinds(entry))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ihr Handy ist sauber.", "de"),
        ("Das Telefon ist jetzt sicher.", "de"),
        ("Sie wurden gehackt.", "de"),
        ("Entwarnung!", "de"),
        ("Your phone is clean.", "en"),
        ("You are safe now.", "en"),
        ("The phone was hacked.", "en"),
        ("All clear, guaranteed.", "en"),
    ],
)
def test_promises_and_fright_are_caught_everywhere(text: str, language: str) -> None:
    assert list(banned.find(text, language, banned.EVERYWHERE))


@pytest.mark.parametrize(
    ("text", "language"),
    [("Polizei anrufen", "de"), ("Nichts löschen!", "de"), ("Call the police", "en"), ("He follows me", "en")],
)
def test_a_line_that_names_the_matter_is_caught_on_paper(text: str, language: str) -> None:
    assert list(banned.find(text, language, banned.PAPER))
    assert not list(banned.find(text, language, banned.EVERYWHERE))


@pytest.mark.parametrize(("text", "language"), [("Sind Sie hier gerade sicher?", "de"), ("Are you safe here?", "en")])
def test_a_question_about_safety_is_no_promise(text: str, language: str) -> None:
    assert list(banned.find(text, language, banned.CLIENT)) == []
