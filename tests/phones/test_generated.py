"""Generated phones: pairs over all Android versions, and what a look at each comes to.

Regression on our own phones, not accuracy. What misses stands in ``known_gaps.toml`` and nowhere else.
"""

from __future__ import annotations

import functools
import tomllib

import pytest

from checks.finding import PHONE, Concern
from devicecheck import assessment
from devicecheck.assess import Broke
from tests.phones import generated
from tests.phones.generated import HERE, Generated
from tests.phones.look import look

NAMES = generated.names()
GAPS: dict[str, str] = tomllib.loads((HERE / "known_gaps.toml").read_text("utf-8"))


@functools.cache
def looked(name: str, way: str) -> assessment.Assessment:
    return look(generated.generated(name).open(), way)


def concerns(found: assessment.Assessment, concern: Concern) -> set[tuple[str, int | None]]:
    return {(one.subject, one.user) for one in found.stories if one.concern is concern and one.subject != PHONE}


def missed(one: Generated) -> str:
    """Say what a look at this phone misses, by each way that must be enough."""
    if one.infected:
        ways = [
            way for way in one.expect.by if not set(one.expect.apps) <= concerns(looked(one.name, way), Concern.ACT)
        ]
        return ", ".join(f"not at act by {way}" for way in ways)
    found = looked(one.name, "list")
    act, ask = concerns(found, Concern.ACT), concerns(found, Concern.ASK)
    wrong = [f"{package} at act" for package, _ in sorted(act)]
    wrong += [f"{len(ask)} apps at ask"] if len(ask) > one.expect.asks else []
    return ", ".join(wrong)


def test_there_are_enough_and_in_pairs() -> None:
    phones = {one.name: one for one in generated.every()}
    assert len(phones) >= 24
    assert sum(one.expect.held_out for one in phones.values()) >= 6
    for one in phones.values():
        twin = phones[one.expect.twin]
        assert twin.expect.twin == one.name
        assert twin.infected is not one.infected
        assert twin.phone.described.android == one.phone.described.android
        assert twin.phone.maker.brand == one.phone.maker.brand
        assert one.expect.by or not one.infected
        assert one.expect.asks <= 1


def test_every_android_from_8_to_16_has_one_of_each() -> None:
    kinds = {(one.phone.described.android, one.infected) for one in generated.every()}
    assert kinds == {(android, infected) for android in range(8, 17) for infected in (True, False)}


@pytest.mark.parametrize("name", NAMES)
def test_a_look_comes_to_what_is_expected_or_the_gap_is_known(name: str) -> None:
    assert missed(generated.generated(name)) == GAPS.get(name, "")


@pytest.mark.parametrize("name", NAMES)
def test_no_check_breaks(name: str) -> None:
    outcomes = looked(name, "list").outcomes
    assert [outcome for outcome in outcomes if isinstance(outcome, Broke)] == []


def test_a_known_gap_names_a_phone() -> None:
    assert set(GAPS) <= set(NAMES)
