"""What a counsellor is told about a photo before it is handed over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from devicecheck.exhibits.photo import tell
from devicecheck.words import LANGUAGES, Words, area
from evidence.exif import read
from tests.exif.images import bare, photo, with_xmp


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_photo_with_a_place_warns_first(language: str) -> None:
    words = Words(language)
    told = tell(read(photo()), words)
    assert told.whereabouts
    assert told.warnings[0] == words.say("photos.warning.whereabouts")


def test_it_says_place_and_time_as_people_write_them() -> None:
    lines = dict(tell(read(photo()), Words("de")).lines)
    assert lines["Ort laut Datei"] == "52,52000° N, 13,40500° W"
    assert lines["Aufgenommen laut Datei"] == "2026-07-11 14:02:33 +02:00"
    assert lines["Gerät laut Datei"] == "samsung SM-A546B"


def test_unreadable_is_told_from_nothing_there() -> None:
    words = Words("en")
    broken, empty = tell(read(b"\xff\xd8junk"), words), tell(read(bare()), words)
    assert broken.whereabouts
    assert broken.warnings == (words.say("photos.warning.whereabouts_unknown"),)
    assert dict(broken.lines)["Place according to the file"] == "could not be read"
    assert (empty.warnings, empty.whereabouts) == ((), False)
    assert dict(empty.lines)["Place according to the file"] == "is not in the file"


def test_disagreement_shows_every_reading() -> None:
    told = tell(read(with_xmp(photo(), 'exif:GPSLatitude="48,8.0N" exif:GPSLongitude="11,34.5E"')), Words("en"))
    place = dict(told.lines)["Place according to the file"]
    assert place.startswith("contradictory:")
    assert "48.13333° N" in place
    assert "52.52000° N" in place
    assert Words("en").say("photos.warning.disagree") in told.warnings


def test_hostile_text_is_made_visible() -> None:
    told = tell(read(photo(text="\x1b]0;pwned\x07")), Words("en"))
    assert "\x1b" not in str(told)
    assert "\\u{1b}]0;pwned" in dict(told.lines)["Text in the file"]


def keys_of(table: dict[str, Any], above: str = "") -> Iterator[str]:
    for key, value in table.items():
        yield from keys_of(value, f"{above}{key}.") if isinstance(value, dict) else [above + key]


def test_both_languages_have_the_same_keys() -> None:
    for name in ("photos", "exhibits", "report"):
        german, english = (list(keys_of(area(language, name))) for language in ("de", "en"))
        assert german == english
