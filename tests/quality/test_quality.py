"""The targets that the measured page must keep, on every phone of ours."""

from __future__ import annotations

from statistics import median

import pytest

from tests.phones import generated
from tests.phones.generated import HERE
from tests.quality.__main__ import PAGE
from tests.quality.phones import lists, look, names, phone, seen
from tests.quality.wilson import interval

USED = lists()


def test_practice_phones_come_to_what_their_story_says() -> None:
    for name in ("known-app", "renamed-spy", "work-profile"):
        assert phone(name).infected <= seen(look(phone(name), USED)).act, name
        assert phone(name).infected <= seen(look(phone(name), ())).act, name


def test_no_ordinary_app_of_any_phone_is_at_act() -> None:
    for name in names():
        one = phone(name)
        for used in (USED, ()):
            assert seen(look(one, used)).act <= one.infected, name


def test_at_most_one_ordinary_app_is_asked_about_in_the_median() -> None:
    counts = [len(seen(look(phone(name), USED)).ask) for name in names() if not phone(name).infected]
    assert median(counts) <= 1


@pytest.mark.parametrize(("hits", "of"), [(0, 10), (10, 10), (3, 4), (0, 0)])
def test_wilson_holds_the_share_and_stays_in_bounds(hits: int, of: int) -> None:
    low, high = interval(hits, of)
    share = hits / of if of else 0.5
    assert 0 <= low <= share + 1e-9
    assert share - 1e-9 <= high <= 1
    assert high - low > 0


def test_wilson_by_hand() -> None:
    low, high = interval(17, 17)
    assert (round(low, 3), high) == (0.816, 1.0)


def test_the_published_page_names_every_phone_and_none_that_is_gone() -> None:
    told = [line.split("|")[1].strip() for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
    phones = {cell.removesuffix(" (held out)") for cell in told} & {path.stem for path in HERE.glob("*.toml")}
    assert phones == set(generated.names())
