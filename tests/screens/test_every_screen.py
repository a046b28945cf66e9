"""What every screen keeps: help, words, room for all of it, keys that work, and a harmless screen on one key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from devicecheck.app import DeviceCheck
from devicecheck.errors import DeviceCheckError
from devicecheck.plan.forms import Form
from devicecheck.screens.base import Frame
from devicecheck.screens.hidden import Hidden
from devicecheck.screens.lock import Lock
from devicecheck.sitting.consent import Scope
from devicecheck.sitting.desk import Desk, practice_desk
from devicecheck.sitting.handover import Wish
from devicecheck.sitting.sitting import Sitting
from devicecheck.way import Place
from devicecheck.widgets.frame import Hint
from devicecheck.widgets.spoken import Field, Line, Press

SIZES = ((80, 24), (140, 40))
SEALING = {Place.SEALING, Place.END}
"""Shown by the test of the whole sitting: they begin something that ends the sitting."""
PLACES = tuple(place for place in Place if place not in SEALING)


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with practice_desk("renamed-spy") as desk:
        yield desk


@pytest.fixture(scope="module")
def sitting(desk: Desk) -> Sitting:
    sitting = Sitting.begin(desk, pseudonym="M-17", counsellor="K2", language="de")
    for scope in Scope:
        sitting.decide(scope, given=True)
    sitting.connect("practice:renamed-spy")
    sitting.look()
    sitting.let_go()
    return sitting


def made(place: Place, desk: Desk, sitting: Sitting, language: str) -> DeviceCheck:
    app = DeviceCheck(place, desk=desk, language=language)
    if place not in {Place.FIRST, Place.UNLOCK, Place.HOME, Place.OPEN, Place.SETTINGS}:
        app.sitting = sitting
        app.wish = Wish(out=Path("unused"), paper=Form.NOTHING)
    return app


def frame(app: DeviceCheck) -> Frame:
    assert isinstance(app.screen, Frame)
    return app.screen


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.value)
async def test_a_screen_fits_and_speaks_in_both_languages(
    place: Place, size: tuple[int, int], desk: Desk, sitting: Sitting
) -> None:
    app = made(place, desk, sitting, "de")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        screen = frame(app)
        assert len(screen.help_text()(app.words)) > 40, "no help"
        assert not list(cut(screen)), "something is cut off at the edge"
        assert {hint.key.action for hint in screen.query(Hint)} == shown_keys(screen)
        before = [str(line.content) for line in screen.query(Line)]
        await pilot.press("f2")
        await pilot.pause()
        assert app.place is place, "another language is not another place"
        assert [str(line.content) for line in screen.query(Line)] != before, "nothing was said in the other language"
        assert not list(cut(screen)), "something is cut off in the other language"


def shown_keys(screen: Frame) -> set[str]:
    """Return the actions that the bottom line names: those that work on this screen."""
    return {one.action for one in Frame.keys(screen)}


def cut(screen: Frame) -> Iterator[str]:
    """Yield what is drawn outside of the place it stands in, or in less room than its text needs."""
    body = screen.query_one("#body", VerticalScroll)
    for one in screen.query(Widget):
        if not one.display or not one.visible or one.size.width == 0:
            continue
        if one.region.right > screen.size.width or one.region.x < 0:
            yield f"{one!r} leaves the screen"
        text = one.render() if isinstance(one, Press | Hint) else None
        if isinstance(text, Content) and text.cell_length > one.size.width:
            yield f"{one!r} has no room for {text.plain!r}"
        if isinstance(one, Line) and body in one.ancestors and one.virtual_size.height > one.size.height:
            yield f"{one!r} is cut at its end"
    for place in ("#where", "#title", "#buttons", "#keys"):
        if screen.query_one(place).region.height < 1:
            yield f"{place} is not shown"


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.value)
async def test_tab_reaches_everything_and_f9_hides_it_at_once(place: Place, desk: Desk, sitting: Sitting) -> None:
    app = made(place, desk, sitting, "de")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        chain = list(app.screen.focus_chain)
        reached = set()
        for _ in range(len(chain) + 1):
            await pilot.press("tab")
            reached.add(app.screen.focused)
        assert set(chain) <= reached
        await pilot.press("f9")
        await pilot.pause()
        assert isinstance(app.screen, Hidden)
        shown = " ".join(str(line.content) for line in app.screen.query(Line))
        for telling in ("Handy", "M-17", "Beratung", "Klientin", "Sitzung", "devicecheck"):
            assert telling not in shown
        await pilot.press("f1", "f2", "f8", "escape", "ctrl+q")
        assert isinstance(app.screen, Hidden), "only F9 works here"
        await pilot.press("f9")
        await pilot.pause()
        assert isinstance(app.screen, Frame)


async def test_typed_text_survives_another_language(desk: Desk, sitting: Sitting) -> None:
    app = made(Place.OPEN, desk, sitting, "de")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"M-1")
        await pilot.press("f2")
        await pilot.press("7")
        assert app.screen.query_one("#pseudonym", Field).value == "M-17"
        assert app.screen.focused is app.screen.query_one("#pseudonym")


async def test_only_the_passphrase_brings_the_sitting_back(desk: Desk, sitting: Sitting) -> None:
    app = made(Place.PLAN, desk, sitting, "en")
    app.lock = Lock("four odd words here")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f9", "f9")
        await pilot.press(*"wrong", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, Hidden)
        await pilot.press("f9")
        await pilot.press(*"four odd words here", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, Frame)


async def test_what_happens_while_hidden_waits(desk: Desk, sitting: Sitting) -> None:
    app = made(Place.PLAN, desk, sitting, "de")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f9")
        await pilot.pause()
        app.tell(DeviceCheckError("for the expert"))
        await pilot.pause()
        assert isinstance(app.screen, Hidden)
        await pilot.press("f9")
        await pilot.pause()
        assert "for the expert" in " ".join(str(line.content) for line in app.screen.query(Line))


async def test_a_consent_is_taken_back_from_a_later_screen(desk: Desk) -> None:
    sitting = Sitting.begin(desk, pseudonym="M-18", counsellor="K2", language="de")
    for scope in Scope:
        sitting.decide(scope, given=True)
    app = made(Place.PLAN, desk, sitting, "de")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f8")
        await pilot.pause()
        app.screen.query_one(f"#{Scope.PLAN.value}", Press).focus()
        await pilot.press("enter")
        await pilot.pause()
    assert not sitting.state.consents.given(Scope.PLAN)
    assert sitting.state.consents.given(Scope.LOOK)


async def test_danger_ends_the_questions_and_bars_the_look(desk: Desk) -> None:
    sitting = Sitting.begin(desk, pseudonym="M-19", counsellor="K2", language="de")
    sitting.decide(Scope.LOOK, given=True)
    app = made(Place.SAFETY, desk, sitting, "de")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        sitting.answer("D1", ["no"])
        await pilot.click("#next")
        await pilot.pause()
        assert app.place is Place.CRISIS
        assert sitting.bar_to_look() == "danger_now"


async def test_an_interpreter_reads_a_draft_and_no_caution_stands_beside_it(desk: Desk, sitting: Sitting) -> None:
    sitting.set_plan(sitting.plan_desk.agree("suggested").plan)
    app = made(Place.TOGETHER, desk, sitting, "de")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.pause()
        shown = "\n".join(str(line.content) for line in app.screen.query(Line))
    item = sitting.state.plan.active[0]
    action = sitting.catalogue.actions[item.action]
    assert action.text["de"].text in shown
    assert action.text["ro"].text in shown
    assert action.care["de"].text not in shown


@pytest.mark.parametrize("opens", ["f1", "f8", "ctrl+q"])
async def test_f9_hides_a_window_too(opens: str, desk: Desk, sitting: Sitting) -> None:
    app = made(Place.PLAN, desk, sitting, "de")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(opens)
        await pilot.pause()
        assert not isinstance(app.screen, Frame), "a window is open"
        await pilot.press("f9")
        await pilot.pause()
        assert isinstance(app.screen, Hidden)
        await pilot.press("f9", "escape")
        await pilot.pause()
        assert isinstance(app.screen, Frame), "back in the window, and Escape closes it"


async def test_enter_twice_keeps_the_answer_and_goes_to_next(desk: Desk, sitting: Sitting) -> None:
    app = made(Place.SAFETY, desk, sitting, "de")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        first = sitting.questions(short=False)[0]
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert sitting.answer_given(first.id) is not None
        assert app.screen.focused is not None
        assert app.screen.focused.id == "next"
