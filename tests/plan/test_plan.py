"""The client decides: take, change, postpone, refuse, reorder, in her own words; and the path of questions."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from devicecheck.plan import (
    Decision,
    Desk,
    Gate,
    Look,
    Phase,
    Plan,
    Situation,
    catalogue,
    checklist,
    following,
    given,
    outcome_types,
    path,
    suggest,
)
from devicecheck.plan.errors import LockedActionError, UnknownActionError, UnknownAnswerError
from tests.plan.test_rules import FIELDS, OPEN

CATALOGUE = catalogue()
AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def desk(language: str = "de", **answers: str | list[str]) -> Desk:
    situation = Situation(answers=given(CATALOGUE, answers), gates=OPEN, fields=FIELDS)
    return Desk(catalogue=CATALOGUE, suggestions=suggest(CATALOGUE, situation), plan=Plan(language=language))


def test_an_action_is_taken_as_it_was_said() -> None:
    item = desk().take("S05-safe-device", until=date(2026, 12, 1)).plan.items[0]
    assert item.decision is Decision.TAKEN
    assert item.text == CATALOGUE.actions["S05-safe-device"].text["de"].text
    assert item.who == "client"
    assert item.until == date(2026, 12, 1)


def test_a_plan_in_a_language_of_drafts_is_written_down_in_english() -> None:
    item = desk("ro").take("S05-safe-device").plan.items[0]
    assert item.text == CATALOGUE.actions["S05-safe-device"].text["en"].text


def test_an_action_can_be_taken_in_her_own_words_by_whom_she_likes() -> None:
    item = desk().change("S05-safe-device", "  Anas Handy ", who="Ana").plan.items[0]
    assert (item.decision, item.own_words, item.who) == (Decision.CHANGED, "Anas Handy", "Ana")


def test_a_later_decision_replaces_the_earlier_one_in_its_place() -> None:
    plan = desk().take("S05-safe-device").take("S06-safe-contact").postpone("S05-safe-device").plan
    assert [(one.action, one.decision) for one in plan.items] == [
        ("S05-safe-device", Decision.POSTPONED),
        ("S06-safe-contact", Decision.TAKEN),
    ]
    assert [one.action for one in plan.active] == ["S06-safe-contact"]


def test_what_she_refused_is_off_and_stays_off() -> None:
    plan = desk().refuse("S06-safe-contact").plan
    assert plan.refused == {"S06-safe-contact"}
    again = suggest(CATALOGUE, Situation(gates=OPEN, fields=FIELDS, refused=plan.refused))
    assert again.offer("S06-safe-contact") is None


def test_she_chooses_the_order() -> None:
    three = desk().agree(("S05-safe-device", "S06-safe-contact", "N03-check-again"))
    order = [one.action for one in three.reorder(("N03-check-again", "S06-safe-contact")).plan.items]
    assert order == ["N03-check-again", "S06-safe-contact", "S05-safe-device"]
    with pytest.raises(UnknownActionError, match="S07"):
        three.reorder(("S07-code-word",))


def test_a_locked_a_held_and_an_unknown_action_are_errors_that_name_it() -> None:
    situation = Situation(look=Look.COMPLETE, findings=frozenset({"F.spy_known"}), answers=given(CATALOGUE, {}))
    closed = Desk(catalogue=CATALOGUE, suggestions=suggest(CATALOGUE, situation), plan=Plan(language="de"))
    with pytest.raises(LockedActionError, match="P03-remove-app: missing plan_agreed, proof_saved, client_ok"):
        closed.agree(("S05-safe-device", "P03-remove-app"))
    with pytest.raises(LockedActionError, match="held back by setting:helpline"):
        closed.take("S10-helpline")
    with pytest.raises(LockedActionError, match="nothing suggests it"):
        closed.take("K01-child-devices")
    with pytest.raises(UnknownActionError, match="P99"):
        closed.take("P99")


def test_the_history_keeps_every_version_and_only_those() -> None:
    first = desk().take("S05-safe-device").keep_version(at=AT, by="K2").keep_version(at=AT, by="K2")
    second = first.refuse("S05-safe-device").keep_version(at=AT + timedelta(days=7), by="K1")
    assert [(one.by, one.items[0].decision) for one in second.plan.versions] == [
        ("K2", Decision.TAKEN),
        ("K1", Decision.REFUSED),
    ]


def test_the_day_of_the_next_visit_comes_from_the_answer() -> None:
    assert desk(H5="date: 2026-12-01").take("N03-check-again").plan.review == date(2026, 12, 1)
    assert desk(H5="date: next week").take("N03-check-again").plan.review is None
    assert desk(H5="open").take("N03-check-again").plan.review is None


def test_danger_comes_before_the_phone_and_children_only_where_there_are_some() -> None:
    full = [one.id for one in path(CATALOGUE, {}, short=False)]
    assert full[:6] == ["P1", "P2", "P3", "P4", "P5", "D1"]
    assert "K2" not in full
    assert "K2" in [one.id for one in path(CATALOGUE, given(CATALOGUE, {"K1": "yes"}), short=False)]


def test_the_short_path_asks_danger_phone_wishes_and_paper() -> None:
    short = [one for one in path(CATALOGUE, {}, short=True) if one.aloud]
    assert {one.section for one in short} == {"D", "O", "E", "H"}
    assert len(short) < len(CATALOGUE.questions) / 2


@pytest.mark.parametrize("short", [True, False])
def test_every_question_can_be_skipped_and_the_path_ends(short: bool) -> None:  # noqa: FBT001
    skipped: set[str] = set()
    while question := following(CATALOGUE, {}, skipped, short=short):
        skipped.add(question.id)
    assert skipped == {one.id for one in path(CATALOGUE, {}, short=short)}


def test_a_skipped_answer_changes_nothing() -> None:
    skipped = dict.fromkeys(CATALOGUE.questions, "skip")
    assert given(CATALOGUE, skipped) == {}


def test_the_counsellors_check_list_is_never_read_aloud() -> None:
    assert [one.id for one in checklist(CATALOGUE)] == ["P1", "P2", "P3", "P4", "P5"]


@pytest.mark.parametrize("wrong", [{"Z1": "yes"}, {"D1": "perhaps"}, {"D1": ["yes", "no"]}])
def test_an_unknown_question_or_answer_is_named(wrong: dict[str, str | list[str]]) -> None:
    with pytest.raises(UnknownAnswerError, match=next(iter(wrong))):
        given(CATALOGUE, wrong)


def test_a_look_that_nobody_took_or_that_gave_no_outcome_is_no_all_clear() -> None:
    assert outcome_types(None) == (Look.NONE, frozenset())
    assert outcome_types([]) == (Look.INCOMPLETE, frozenset())


def test_what_could_be_noticed_is_for_when_it_is_safe() -> None:
    """R4, for everybody: the catalogue cannot put it earlier (test_catalogue), and no rule moves it."""
    likely = [one for one in CATALOGUE.actions.values() if one.noticed.value == "likely"]
    found = desk(D5=["live"], D3="yes", C2="yes", M1="yes", C4="yes", C6="others").suggestions
    assert {one.phase for one in found.offered if one.action in likely} == {Phase.SAFE}


def test_no_gate_is_open_by_itself() -> None:
    assert Situation().gates == frozenset()
    assert {gate.value for gate in Gate} == {"plan_agreed", "proof_saved", "safe_device", "client_ok"}
