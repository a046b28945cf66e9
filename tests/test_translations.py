"""One way of words: every text in every home, out to translators and back without losing a placeholder."""

from __future__ import annotations

import io
import tomllib
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from devicecheck.cli import main
from devicecheck.plan import Status, catalogue
from devicecheck.words import LANGUAGES, inventory, po

ENTRIES = inventory.entries()
CLIENT = [one for one in ENTRIES if one.client]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_every_text_is_there_in_both_languages_with_the_same_placeholders(entry: inventory.Entry) -> None:
    assert set(LANGUAGES) <= set(entry.texts), f"{entry.key} lacks {set(LANGUAGES) - set(entry.texts)}"
    for language, text in entry.texts.items():
        assert inventory.placeholders(text) == entry.fields(), f"{entry.key} in {language}"


def test_all_homes_of_words_are_on_the_list() -> None:
    homes = {one.key.split("/")[0] for one in ENTRIES}
    assert homes == {"plan", "words", "checks"}
    assert len({one.key for one in ENTRIES}) == len(ENTRIES)


@pytest.mark.parametrize("language", ["ro", "ar"])
def test_the_drafts_are_complete_and_still_drafts(language: str) -> None:
    assert list(po.open_texts(language, CLIENT)) == []
    statuses = {
        texts[language].status for one in catalogue().actions.values() for texts in (one.text, one.sheet) if texts
    }
    assert statuses == {Status.DRAFT}


TRANSLATIONS = "devicecheck/plan/catalogue/translations"


@pytest.mark.parametrize("language", ["ro", "ar"])
def test_what_goes_out_comes_back_unchanged(language: str, tmp_path: Path) -> None:
    out, back = tmp_path / "out.po", tmp_path / TRANSLATIONS / f"{language}.toml"
    assert main(["words", "export", language, "--out", str(out)]) == 0
    assert main(["words", "import", str(out), "--into", str(tmp_path)]) == 0
    home = Path(__file__).resolve().parents[1] / TRANSLATIONS / f"{language}.toml"
    assert tomllib.loads(back.read_text("utf-8")) == tomllib.loads(home.read_text("utf-8"))
    again = tmp_path / "again.po"
    main(["words", "export", language, "--out", str(again)])
    assert again.read_bytes() == out.read_bytes()


def test_all_texts_of_the_program_go_out_and_each_comes_back_to_its_home(tmp_path: Path) -> None:
    out = tmp_path / "all.po"
    assert main(["words", "export", "ro", "--all", "--out", str(out)]) == 0
    catalog = read_po(io.BytesIO(out.read_bytes()))
    assert {message.context for message in catalog if message.id} == {one.key for one in ENTRIES}
    done = {"words/errors/unexpected.do": "Încercați din nou.", "checks/android/vpn/title": "VPN"}
    for key, text in done.items():
        next(message for message in catalog if message.context == key).string = text
    buffer = io.BytesIO()
    write_po(buffer, catalog)
    out.write_bytes(buffer.getvalue())
    assert main(["words", "import", str(out), "--into", str(tmp_path)]) == 0
    errors = tomllib.loads((tmp_path / "devicecheck/words/ro/errors.toml").read_text("utf-8"))
    assert errors == {"unexpected": {"do": "Încercați din nou."}}
    assert tomllib.loads((tmp_path / "checks/android/vpn/ro.toml").read_text("utf-8")) == {"title": "VPN"}


def file(text: str, *, context: str = "plan/actions/N03-check-again/card", flags: str = "") -> bytes:
    source = next(one.texts["de"] for one in ENTRIES if one.key == context) if "/" in context else "x"
    return (
        'msgid ""\nmsgstr ""\n"Language: ro\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        f'{flags}msgctxt "{context}"\nmsgid "{source}"\nmsgstr "{text}"\n'
    ).encode()


@pytest.mark.parametrize("text", ["Programare", "Programare: {datum}", "{date} {number}", "Programare: {date"])
def test_a_translation_that_changes_a_placeholder_is_refused(text: str) -> None:
    with pytest.raises(po.TranslationError, match="N03-check-again/card"):
        po.translations(file(text), "ro", CLIENT)


def test_a_translation_of_nothing_is_refused() -> None:
    with pytest.raises(po.TranslationError, match="there is no text"):
        po.translations(file("x", context="nowhere"), "ro", CLIENT)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"msgid x", b'msgid ""\nmsgstr ""\n', b""])
def test_a_file_that_is_no_translation_is_refused(content: bytes) -> None:
    with pytest.raises(po.TranslationError):
        po.translations(content, "ro", CLIENT)


def test_a_file_for_another_language_is_refused() -> None:
    with pytest.raises(po.TranslationError, match="for ro, not for ar"):
        po.translations(file("{date}"), "ar", CLIENT)


def test_a_finished_translation_is_reviewed_and_a_fuzzy_one_a_draft() -> None:
    done = po.translations(file("Programare {date}"), "ro", CLIENT)
    draft = po.translations(file("Programare {date}", flags="#, fuzzy\n"), "ro", CLIENT)
    assert [one["status"] for one in done.values()] == ["reviewed"]
    assert [one["status"] for one in draft.values()] == ["draft"]


def test_a_translation_of_words_that_have_changed_since_is_a_draft() -> None:
    old = file("Programare {date}").replace(b"Termin: {date}", b"Alt: {date}")
    assert [one["status"] for one in po.translations(old, "ro", CLIENT).values()] == ["draft"]


CARD = ("actions", "N03-check-again", "card")


def kept(text: str, before: object, default: str, status: str = "reviewed") -> object:
    """Return what a file holds after ``text`` came back, where ``before`` stood."""
    taken = {CARD: {"text": text, "status": status}}
    found = po.merged(taken, {"actions": {"N03-check-again": {"card": before}}}, default)
    return found["actions"]["N03-check-again"]["card"]


def test_a_released_text_stays_released_only_while_its_words_stay() -> None:
    released = {"text": "A {date}", "status": "released"}
    assert kept("A {date}", released, "draft") == released
    assert kept("B {date}", released, "draft") == {"text": "B {date}", "status": "reviewed"}
    assert kept("A {date}", released, "draft", "draft") == "A {date}"


def test_nothing_becomes_released_by_coming_back_into_a_released_language() -> None:
    assert kept("A {date}", "A {date}", "released") == "A {date}"
    assert kept("B {date}", "A {date}", "released") == {"text": "B {date}", "status": "reviewed"}
    assert kept("A {date}", "A {date}", "released", "draft") == {"text": "A {date}", "status": "draft"}
    assert kept("A {date}", None, "released", "draft") == {"text": "A {date}", "status": "draft"}


def test_german_and_english_are_not_for_translation() -> None:
    with pytest.raises(po.TranslationError):
        po.export("en", CLIENT)
    with pytest.raises(po.TranslationError):
        po.export("klingon", CLIENT)


def test_a_language_that_nobody_announced_is_not_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "fr.po"
    path.write_bytes(file("Rendez-vous : {date}").replace(b"Language: ro", b"Language: fr"))
    assert main(["words", "import", str(path), "--into", str(tmp_path)]) == 1
    assert "languages.toml" in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["fr.po"]


def test_the_translator_sees_the_counsellors_caution_and_the_english() -> None:
    catalog = read_po(io.BytesIO(po.export("ro", CLIENT)))
    message = next(one for one in catalog if one.context == "plan/actions/N03-check-again/card")
    comments = " ".join(message.auto_comments)
    assert "English: Appointment: {date}" in comments
    assert "Hinweis:" in comments
