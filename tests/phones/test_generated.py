"""Generated phones: pairs over all Android versions, and what a look at each comes to.

Regression on our own phones, not accuracy. What misses stands in ``known_gaps.toml`` and nowhere else.
"""

from __future__ import annotations

import functools
import tomllib

import pytest

from checks.finding import PHONE, Concern
from devicecheck import assessment, lists
from devicecheck.acquire import batch
from devicecheck.acquire.recipes import RECIPES
from devicecheck.assess import Broke
from devicecheck.parse.read import read
from tests.lab.fixtures import never
from tests.phones import generated
from tests.phones.generated import FAMILIES, HERE, Generated

NAMES = generated.names()
NOTHING_IMPORTED = HERE / "nothing-imported"
GAPS: dict[str, str] = tomllib.loads((HERE / "known_gaps.toml").read_text("utf-8"))
LISTS = {"list": (), "certificate": (FAMILIES,), "behaviour": None}
"""Files of lists for each way; ``None``: no list at all."""


@functools.cache
def looked(name: str, way: str) -> assessment.Assessment:
    asked = batch.run(generated.generated(name).open(), RECIPES, lambda _q, _r: None, lambda _p: None, never)
    files = LISTS[way]
    used = lists.in_use(lists.ListStore(NOTHING_IMPORTED), files or (), none=files is None)
    facts = read(asked.artifacts).plus(lists.facts_of(used))
    return assessment.make(facts, kind="devicecheck", sha256="0" * 64)


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
    assert len(phones) >= 20
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
