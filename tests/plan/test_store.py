"""What may be written down: memory-only answers leave no trace, not by inference either."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given as every
from hypothesis import settings
from hypothesis import strategies as st

from devicecheck.plan import Desk, Plan, Situation, Store, catalogue, from_json, given, storable, suggest, to_json
from devicecheck.plan.errors import PlanError
from devicecheck.plan.situation import without_memory
from tests.plan.test_rules import FIELDS, OPEN, situations

CATALOGUE = catalogue()
AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
MEMORY = [name for name, one in CATALOGUE.questions.items() if one.store is Store.MEMORY_ONLY]


def decided(situation: Situation, order: list[int]) -> Plan:
    """Agree to what is suggested, keep a version, then take everything else that is offered, in two more versions."""
    found = suggest(CATALOGUE, situation)
    desk = Desk(catalogue=CATALOGUE, suggestions=found, plan=Plan(language="de")).agree("suggested")
    desk = desk.keep_version(at=AT, by="K2")
    for number, one in enumerate(found.offered):
        kind = order[number % len(order)]
        desk = [desk.take, desk.refuse, desk.postpone][kind](one.action.id)
    return desk.keep_version(at=AT + timedelta(hours=1), by="K2").plan


@every(situations(), st.sampled_from([0, 1, 2]))
@settings(max_examples=200, deadline=None)
def test_what_is_stored_is_the_same_as_if_the_answer_had_never_been_given(situation: Situation, kind: int) -> None:
    bare = without_memory(CATALOGUE, situation)
    with_it = to_json(storable(CATALOGUE, decided(situation, [kind]), situation))
    without_it = to_json(storable(CATALOGUE, decided(bare, [kind]), bare))
    assert with_it == without_it


@pytest.mark.parametrize("question", MEMORY)
def test_each_memory_only_answer_leaves_no_trace(question: str) -> None:
    for answer in CATALOGUE.questions[question].answers:
        situation = Situation(answers=given(CATALOGUE, {question: f"{answer}: a note"}), gates=OPEN, fields=FIELDS)
        stored = storable(CATALOGUE, decided(situation, [0]), situation)
        assert stored.answers == {}
        assert to_json(stored) == to_json(
            storable(
                CATALOGUE, decided(Situation(gates=OPEN, fields=FIELDS), [0]), Situation(gates=OPEN, fields=FIELDS)
            )
        )


def test_the_client_can_have_such_an_action_saved() -> None:
    situation = Situation(answers=given(CATALOGUE, {"T2": "yes"}), gates=OPEN, fields=FIELDS)
    desk = Desk(catalogue=CATALOGUE, suggestions=suggest(CATALOGUE, situation), plan=Plan(language="de"))
    desk = desk.take("T06-debt")
    assert storable(CATALOGUE, desk.plan, situation).plan.items == ()
    kept = storable(CATALOGUE, desk.save("T06-debt", wanted=True).plan, situation)
    assert [one.action for one in kept.plan.items] == ["T06-debt"]
    assert kept.answers == {}


def test_refusing_such_an_action_leaves_no_trace_either() -> None:
    situation = Situation(answers=given(CATALOGUE, {"T2": "yes"}), gates=OPEN, fields=FIELDS)
    desk = Desk(catalogue=CATALOGUE, suggestions=suggest(CATALOGUE, situation), plan=Plan(language="de"))
    refused = desk.refuse("T06-debt").plan
    after = replace(situation, refused=refused.refused)
    assert storable(CATALOGUE, refused, after).plan.items == ()


def test_code_only_answers_lose_their_note_and_full_ones_keep_it() -> None:
    situation = Situation(answers=given(CATALOGUE, {"M5": ["phone: Tuesday at 5"], "E3": "short: May"}))
    stored = storable(CATALOGUE, Plan(language="en"), situation)
    assert stored.answers["M5"].note == ""
    assert stored.answers["E3"].note == "May"


@every(situations())
@settings(max_examples=60, deadline=None)
def test_a_plan_comes_back_as_it_was_stored(situation: Situation) -> None:
    stored = storable(CATALOGUE, decided(situation, [0, 1, 2]), situation)
    back = from_json(to_json(stored))
    assert replace(back.plan, loaded=0) == stored.plan
    assert back.answers == stored.answers
    assert to_json(back) == to_json(stored)


def test_an_old_plan_keeps_its_history_whatever_is_answered_today() -> None:
    first = Situation(answers=given(CATALOGUE, {"K1": "yes"}), gates=OPEN, fields=FIELDS)
    old = from_json(to_json(storable(CATALOGUE, decided(first, [0]), first))).plan
    today = Situation(gates=OPEN, fields=FIELDS)
    assert storable(CATALOGUE, old, today).plan == old
    assert "K02-child-rules" in {one.action for one in old.items}


@every(st.text(max_size=200) | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(repr))
@settings(max_examples=80, deadline=None)
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(PlanError):
        from_json(text)


def test_an_ordinary_refusal_is_stored_so_that_it_stays_refused() -> None:
    situation = Situation(gates=OPEN, fields=FIELDS)
    desk = Desk(catalogue=CATALOGUE, suggestions=suggest(CATALOGUE, situation), plan=Plan(language="de"))
    plan = desk.refuse("S06-safe-contact").plan
    stored = storable(CATALOGUE, plan, replace(situation, refused=plan.refused)).plan
    assert stored.refused == {"S06-safe-contact"}
