"""The page as text: nothing outside, one policy, two languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from devicecheck.words import LANGUAGES, banned
from evidence import page

REMOTE = re.compile(r"https?://|(?<!:)//[a-z]|@import|url\(", re.IGNORECASE)


def test_it_names_no_address_outside_and_allows_itself_nothing() -> None:
    html = page.html()
    assert not REMOTE.findall(re.sub(r"^\s*//.*$", "", html, flags=re.MULTILINE))
    assert "default-src 'none'" in html
    assert "unsafe" not in html
    assert not re.search(r"\b(fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|innerHTML|eval|import)\s*\(", html)
    assert "innerHTML" not in html


def test_the_folder_is_the_same_each_time_and_its_names_are_safe() -> None:
    folder = page.folder()
    assert folder == page.folder()
    assert set(folder) == {"VERIFY/verify.html", "VERIFY/verify.sh", "VERIFY/LIESMICH.txt", "VERIFY/README.txt"}
    for text in ("VERIFY/LIESMICH.txt", "VERIFY/README.txt"):
        assert all(len(line) <= 120 for line in folder[text].decode().splitlines())


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_lawyers_read_promises_nothing(language: str) -> None:
    texts = [page.folder()[name].decode() for name in ("VERIFY/LIESMICH.txt", "VERIFY/README.txt")]
    texts.append((Path(page.__file__).parent / "app.js").read_text("utf-8"))
    assert [hit for text in texts for hit in banned.find(text, language, banned.EVERYWHERE)] == []


def test_both_languages_say_the_same_things() -> None:
    script = (Path(page.__file__).parent / "app.js").read_text()
    german, english = script.split("\n  de: {")[1].split("\n  en: {")
    names = [re.findall(r'^\s+"?([\w ]+)"?: ', part, re.MULTILINE) for part in (german, english.split("\n};")[0])]
    assert names[0] == names[1]


def test_the_page_shows_a_person_where_to_begin() -> None:
    assert page.html().index('data-word="caution"') < page.html().index('id="folder"')
