"""Every attack is noticed, by the kind that is expected, from the level on that is expected; not one level earlier."""

from __future__ import annotations

import pytest

from tests.evidence.attacks import ATTACKS, BEGIN, END, LEVELS, PAGE, Attack, World, bagit_says, outcome, run, table
from tests.evidence.tsa import needs_openssl

pytestmark = needs_openssl


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("attacks"))


def test_the_honest_bundle_verifies_at_every_level_and_is_a_bag(world: World) -> None:
    expected = world.expected(world.honest.receipt)
    assert [outcome(world.honest.folder, each) for each in expected] == [""] * len(LEVELS)
    assert bagit_says(world.honest.folder) == ""


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda each: f"{each.number}: {each.what}")
def test_attack(world: World, attack: Attack) -> None:
    assert run(world, attack) == attack.due


def test_the_documentation_shows_what_this_run_says(world: World) -> None:
    shown = PAGE.read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0].strip().splitlines()
    assert shown == list(table(world)), "python -m tests.evidence.attacks writes the table anew"
