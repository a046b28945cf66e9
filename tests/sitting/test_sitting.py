"""What may happen in a sitting, and when it may not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from devicecheck.acquire.batch import Progress
from devicecheck.exhibits.errors import RefusedError
from devicecheck.sitting.consent import Scope
from devicecheck.sitting.desk import Desk, practice_desk
from devicecheck.sitting.handover import Wish
from devicecheck.sitting.sitting import Sitting
from devicecheck.sitting.state import Keeping
from devicecheck.sitting.trouble import BarredError, EvidenceTroubleError

PHONE = "practice:renamed-spy"


@pytest.fixture
def desk() -> Iterator[Desk]:
    with practice_desk("renamed-spy") as desk:
        yield desk


@pytest.fixture
def sitting(desk: Desk) -> Sitting:
    return Sitting.begin(desk, pseudonym="M-17", counsellor="K2", language="de")


def yes(sitting: Sitting, *scopes: Scope) -> None:
    for scope in scopes:
        sitting.decide(scope, given=True)


def test_without_her_yes_nobody_reaches_the_phone(sitting: Sitting) -> None:
    with pytest.raises(BarredError) as caught:
        sitting.connect(PHONE)
    assert caught.value.key == "barred_no_consent"


def test_danger_bars_even_what_she_agreed_to(sitting: Sitting) -> None:
    yes(sitting, Scope.LOOK)
    sitting.connect(PHONE)
    sitting.answer("D1", ("no",))
    with pytest.raises(BarredError) as caught:
        sitting.look()
    assert caught.value.key == "barred_danger_now"


def test_taking_the_yes_back_stops_a_running_look(sitting: Sitting) -> None:
    yes(sitting, Scope.LOOK, Scope.KEEP)
    sitting.connect(PHONE)
    asked: list[int] = []

    def tell(progress: Progress) -> None:
        asked.append(progress.number)
        if progress.number == 5:
            sitting.withdraw(Scope.LOOK)

    looked = sitting.look(tell)
    assert len(sitting.exhibits()) <= 5
    assert looked.failed
    assert not looked.whole
    assert not sitting.connected
    with pytest.raises(BarredError) as caught:
        sitting.look()
    assert caught.value.key == "barred_withdrawn"


def test_a_stopped_look_can_be_completed(sitting: Sitting) -> None:
    yes(sitting, Scope.LOOK, Scope.KEEP)
    sitting.connect(PHONE)
    told: list[Progress] = []
    first = sitting.look(told.append, lambda: len(told) > 6)
    assert first.failed
    second = sitting.look(again=True)
    assert not second.failed
    assert second.assessment.complete


def test_an_unfinished_look_never_reads_as_nothing_found(sitting: Sitting) -> None:
    yes(sitting, Scope.LOOK, Scope.KEEP)
    sitting.connect(PHONE)
    sitting.look(stop=lambda: True)
    assert "none" not in sitting.suggestions.messages
    assert "incomplete" in sitting.suggestions.messages


def test_taking_the_plan_consent_back_removes_the_plan(sitting: Sitting) -> None:
    yes(sitting, Scope.PLAN)
    sitting.answer("D3", ("yes",))
    assert sitting.case.drawer.get("plan.json")
    sitting.withdraw(Scope.PLAN)
    assert sitting.case.drawer.get("plan.json") is None


def test_answers_before_consent_stay_in_memory(sitting: Sitting) -> None:
    sitting.answer("D3", ("yes",))
    assert sitting.case.drawer.names() == ()


def test_a_note_becomes_an_exhibit_only_with_consent(sitting: Sitting) -> None:
    with pytest.raises(RefusedError):
        sitting.capturing.note("He knew about the doctor.", why="said today")
    yes(sitting, Scope.KEEP)
    number = sitting.capturing.note("He knew about the doctor.", why="said today")
    assert sitting.case.read(number) == b"He knew about the doctor.\n"


def test_no_pictures_of_a_minor(sitting: Sitting, tmp_path: Path) -> None:
    yes(sitting, Scope.KEEP)
    sitting.answer("O1", ("self",))
    sitting.answer("P5", ("yes",))
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xd9")
    with pytest.raises(RefusedError) as caught:
        sitting.capturing.photo(photo, why="", shows="")
    assert "minor" in str(caught.value)


def test_copies_of_a_phone_that_is_not_hers_wait_for_legal_advice(sitting: Sitting, tmp_path: Path) -> None:
    yes(sitting, Scope.KEEP)
    sitting.answer("P5", ("no",))
    sitting.answer("O1", ("boss",))
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xd9")
    with pytest.raises(RefusedError):
        sitting.capturing.photo(photo, why="", shows="")
    sitting.set_legal_advice(asked=True)
    assert sitting.capturing.photo(photo, why="", shows="the screen").startswith("E-")


@pytest.mark.parametrize(
    ("keep", "give", "kept"),
    [
        (True, True, Keeping.KEEP_AND_HAND_OVER),
        (True, False, Keeping.KEEP_ONLY),
        (False, True, Keeping.HAND_OVER_ONLY),
        (False, False, Keeping.NOTHING),
    ],
)
def test_consents_decide_what_becomes_of_the_evidence(
    sitting: Sitting, *, keep: bool, give: bool, kept: Keeping
) -> None:
    sitting.decide(Scope.KEEP, given=keep)
    sitting.decide(Scope.HAND_OVER, given=give)
    assert sitting.keeping is kept


def test_a_sealed_sitting_takes_nothing_more(sitting: Sitting, tmp_path: Path) -> None:
    yes(sitting, Scope.KEEP)
    sitting.hand_over(Wish(out=tmp_path))
    with pytest.raises(EvidenceTroubleError) as caught:
        sitting.capturing.note("later", why="")
    assert caught.value.key == "custody_closed"


def test_nothing_travels_with_the_bundle_that_should_not(sitting: Sitting, tmp_path: Path) -> None:
    yes(sitting, *Scope)
    sitting.answer("D3", ("yes",))
    wish = Wish(out=tmp_path / "stick", papers=tmp_path / "desk", plan_file=False, passphrase="four words are enough")
    done = sitting.hand_over(wish)
    assert {path.suffix for path in (tmp_path / "stick").iterdir()} == {".age", ".txt"}
    assert not (tmp_path / "stick" / "receipt.txt").exists()
    assert [path.name for path in (tmp_path / "desk").iterdir()] == ["receipt.txt"]
    assert set(done.files) == {*(tmp_path / "stick").iterdir(), *(tmp_path / "desk").iterdir()}
