"""The centre's settings: what is empty does not print, and what is wrong is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.plan.errors import SettingsError
from devicecheck.settings import HelpLine, Settings, dump, load, read, write

TEXT = st.text(max_size=40).map(lambda text: " ".join(text.split()))
LINES = st.builds(HelpLine, number=TEXT, hours=TEXT, cost=TEXT, languages=TEXT)
ALL = st.builds(
    Settings,
    help_line=LINES,
    crisis_steps=st.lists(TEXT.filter(bool), max_size=4).map(tuple),
    deletion_days=st.none() | st.integers(0, 3650),
    at_end=st.sampled_from(["", "keep", "hand_over"]),
    time_stamp=TEXT,
)


@given(ALL)
def test_what_was_written_comes_back(settings: Settings) -> None:
    assert load(dump(settings)) == settings


@pytest.mark.parametrize("missing", ["number", "hours", "cost", "languages"])
def test_a_help_line_prints_only_when_everything_about_it_is_known(missing: str) -> None:
    full = {"number": "0800 1", "hours": "8 to 20", "cost": "free", "languages": "de"}
    assert Settings(help_line=HelpLine(**full)).fields() == {"helpline", "number"}
    assert Settings(help_line=HelpLine(**full | {missing: ""})).fields() == set()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("deletion_days = -1", "deletion_days"),
        ("deletion_days = true", "deletion_days"),
        ("at_end = 'burn'", "at_end"),
        ("crisis_steps = 'one'", "crisis_steps"),
        ("crisis_steps = [1]", "crisis_steps"),
        ("help_line = 3", "help_line"),
        ("[help_line]\nnumber = 3", "help_line.number"),
        ("[help_line]\nfax = 'x'", "help_line.fax"),
        ("colour = 'red'", "colour"),
        ("= broken", "line 1"),
    ],
)
def test_what_is_wrong_is_named(text: str, key: str) -> None:
    with pytest.raises(SettingsError, match=key):
        load(text)


def test_a_file_that_is_not_there_is_an_empty_form(tmp_path: Path) -> None:
    empty = read(tmp_path / "settings.toml")
    assert empty == Settings()
    assert empty.open_points() == ("help_line", "crisis_steps", "deletion_days", "at_end")
    assert empty.values() == {}


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    write(path, Settings(deletion_days=90))
    write(path, Settings(deletion_days=30, at_end="hand_over"))
    assert read(path) == Settings(deletion_days=30, at_end="hand_over")
    assert [one.name for one in tmp_path.iterdir()] == ["settings.toml"]


def test_the_day_of_deletion_is_counted_from_the_opening() -> None:
    assert Settings(deletion_days=90).delete_on(date(2026, 11, 22)) == date(2027, 2, 20)
    assert Settings().delete_on(date(2026, 11, 22)) is None
