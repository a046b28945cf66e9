"""The rules over the real catalogue: no order of steps gets around a gate, and nothing reads as an all-clear."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

import pytest
from hypothesis import given as every
from hypothesis import settings
from hypothesis import strategies as st

from devicecheck.plan import Gate, Look, Noticed, Phase, Plan, Situation, catalogue, given, suggest
from devicecheck.plan.errors import LockedActionError, UnknownActionError
from devicecheck.plan.plan import Desk
from devicecheck.plan.rules import PLACES, Suggestions

CATALOGUE = catalogue()
FIELDS = frozenset({"helpline", "number"})
OPEN = frozenset(Gate)


@st.composite
def answers(draw: st.DrawFn) -> dict[str, list[str]]:
    chosen = draw(st.sets(st.sampled_from(sorted(CATALOGUE.questions)), max_size=25))
    return {
        name: draw(st.lists(st.sampled_from(sorted(question.answers)), min_size=1, max_size=3 if question.many else 1))
        for name in sorted(chosen)
        for question in [CATALOGUE.questions[name]]
    }


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    look = draw(st.sampled_from(Look))
    types = sorted(set(CATALOGUE.findings) - {"F.none", "F.incomplete"})
    found = frozenset() if look is Look.NONE else draw(st.frozensets(st.sampled_from(types), max_size=6))
    return Situation(
        look=look,
        findings=found,
        answers=given(CATALOGUE, draw(answers())),
        gates=draw(st.frozensets(st.sampled_from(Gate))),
        platform=draw(st.sampled_from([None, "android", "ios"])),
        fields=draw(st.sampled_from([FIELDS, frozenset()])),
        refused=draw(st.frozensets(st.sampled_from(sorted(CATALOGUE.actions)), max_size=4)),
    )


def decide(desk: Desk, action: str, kind: int) -> Desk:
    return [desk.take, desk.postpone, desk.refuse, lambda name: desk.change(name, "in my words")][kind](action)


def about(raw: Mapping[str, str | list[str]] | None = None, **more: object) -> Suggestions:
    return suggest(CATALOGUE, Situation(answers=given(CATALOGUE, raw or {}), fields=FIELDS, **more))  # type: ignore[arg-type]


def ids(found: Suggestions) -> set[str]:
    return {one.action.id for one in found.offered}


@every(situations())
@settings(max_examples=150, deadline=None)
def test_nothing_is_offered_while_one_of_its_gates_is_closed(situation: Situation) -> None:
    found = suggest(CATALOGUE, situation)
    for one in found.offered:
        assert one.action.needs <= situation.gates
    for locked in found.locked:
        assert set(locked.missing) == locked.action.needs - situation.gates


@every(situations(), st.lists(st.tuples(st.sampled_from(sorted(CATALOGUE.actions)), st.integers(0, 3)), max_size=25))
@settings(max_examples=150, deadline=None)
def test_no_order_of_decisions_gets_around_a_gate(situation: Situation, steps: list[tuple[str, int]]) -> None:
    desk = Desk(catalogue=CATALOGUE, suggestions=suggest(CATALOGUE, situation), plan=Plan(language="de"))
    for action, kind in steps:
        with suppress(LockedActionError, UnknownActionError):
            desk = decide(desk, action, kind)
    for item in desk.plan.items:
        assert CATALOGUE.actions[item.action].needs <= situation.gates


@every(situations())
@settings(max_examples=150, deadline=None)
def test_two_steps_that_harm_each_other_are_never_both_now(situation: Situation) -> None:
    for one in suggest(CATALOGUE, situation).offered:
        if one.phase in {Phase.NOW, Phase.BEFORE}:
            assert not one.action.destroys_proof
            assert one.action.noticed is not Noticed.LIKELY


@every(situations())
@settings(max_examples=150, deadline=None)
def test_an_incomplete_look_never_says_that_nothing_was_found(situation: Situation) -> None:
    found = suggest(CATALOGUE, situation)
    if situation.look is not Look.COMPLETE or situation.findings:
        assert "none" not in found.messages
        assert "P16-nothing-found" not in ids(found)
    if situation.look is Look.INCOMPLETE:
        assert "incomplete" in found.messages


@every(situations())
@settings(max_examples=150, deadline=None)
def test_danger_bars_the_look_and_leaves_five_actions(situation: Situation) -> None:
    found = suggest(CATALOGUE, situation)
    if found.danger:
        assert not found.may_look
        assert found.messages[0] == "crisis"
        assert all(one.action.in_danger for one in found.offered)
        assert "S02-danger-now" in ids(found) | situation.refused
        assert not found.locked


@every(situations())
@settings(max_examples=100, deadline=None)
def test_few_steps_are_suggested_at_a_time(situation: Situation) -> None:
    bare = {
        name: one for name, one in situation.answers.items() if CATALOGUE.questions[name].store.value != "memory_only"
    }
    found = suggest(CATALOGUE, Situation(look=situation.look, findings=situation.findings, answers=bare, fields=FIELDS))
    few = [one for one in found.offered if one.action.id in found.suggested]
    assert not [one for one in few if one.action.talk]
    for phase, places in PLACES.items():
        inside = [one for one in few if one.phase is phase]
        hers = [one for one in inside if one.action.who == "client" or phase is not Phase.NOW]
        assert len(hers) <= places
        assert len(inside) - len(hers) <= places


@pytest.mark.parametrize("finding", sorted(set(CATALOGUE.findings) - {"F.none", "F.incomplete"}))
def test_every_finding_leads_to_an_action_of_its_own(finding: str) -> None:
    without = ids(about(look=Look.COMPLETE, gates=OPEN))
    assert any(
        finding in one.why for one in about(look=Look.COMPLETE, findings=frozenset({finding}), gates=OPEN).offered
    ), f"{finding} changes nothing against {sorted(without)}"


@pytest.mark.parametrize("look", [Look.COMPLETE, Look.INCOMPLETE, Look.NONE])
def test_nothing_found_gets_a_full_plan_too(look: Look) -> None:
    found = about(look=look, gates=OPEN)
    assert len(found.suggested) >= 4
    assert {CATALOGUE.actions[name].phase for name in found.suggested} >= {Phase.NOW, Phase.LATER}


@pytest.mark.parametrize(
    "harm", ["P03-remove-app", "P04-reset-phone", "A03-new-passwords", "A08-family-group", "M02-unlink"]
)
@pytest.mark.parametrize("closed", [Gate.PLAN_AGREED, Gate.PROOF_SAVED])
def test_what_could_be_noticed_or_destroys_proof_waits_for_both_gates(harm: str, closed: Gate) -> None:
    types = frozenset(set(CATALOGUE.findings) - {"F.none", "F.incomplete"})
    found = about(look=Look.COMPLETE, findings=types, gates=OPEN - {closed})
    assert harm not in ids(found)
    assert closed in next(one for one in found.locked if one.action.id == harm).missing
    assert harm in ids(about(look=Look.COMPLETE, findings=types, gates=OPEN))


def test_what_the_client_took_off_stays_off() -> None:
    assert "S06-safe-contact" in ids(about())
    assert "S06-safe-contact" not in ids(about(refused=frozenset({"S06-safe-contact"})))


def test_images_of_a_minor_are_not_handled() -> None:
    found = about({"P5": "unsure", "T3": "yes", "T4": "yes"}, gates=OPEN)
    assert "minor" in found.messages
    assert not [one for one in found.offered if one.action.images]
    held = {one.action.id: one.because for one in found.held}
    assert (
        held.items()
        >= dict.fromkeys(("E04-good-screenshot", "E09-save-ads", "T03-images-remove"), "flag:minor").items()
    )


def test_texts_that_need_an_empty_setting_are_held_back() -> None:
    found = suggest(CATALOGUE, Situation())
    assert "S10-helpline" not in ids(found)
    assert [one.because for one in found.held if one.action.id == "S10-helpline"] == ["setting:helpline"]


def test_one_yes_of_the_client_opens_one_step_alone() -> None:
    found = about({"M1": "yes", "L1": "yes"}, agreed_steps=frozenset({"M01-look-linked"}))
    assert "M01-look-linked" in ids(found)
    assert "L01-who-sees-place" not in ids(found)


def test_leaving_clears_living_together() -> None:
    assert "lives_with" in about({"D5": ["live"]}).flags
    assert "lives_with" not in about({"D5": ["live"], "D7": "left"}).flags


def test_reset_is_held_back_where_the_police_may_need_the_phone() -> None:
    found = about({"E2": "yes"}, look=Look.COMPLETE, findings=frozenset({"F.spy_known"}), gates=OPEN)
    assert [one.because for one in found.held if one.action.id == "P04-reset-phone"] == ["E2.yes"]


def test_an_iphone_step_is_not_offered_for_an_android_phone() -> None:
    assert "A09-iphone-check" in ids(about({"C4": "yes"}, gates=OPEN, platform="ios"))
    assert "A09-iphone-check" not in ids(about({"C4": "yes"}, gates=OPEN, platform="android"))
