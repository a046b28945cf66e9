"""A sitting that was interrupted is offered at the next start, and the log names who goes on with it."""

from __future__ import annotations

from pathlib import Path

from devicecheck.app import DeviceCheck
from devicecheck.screens.home import Home
from devicecheck.sitting.consent import Scope
from devicecheck.sitting.desk import open_desk
from devicecheck.sitting.sitting import Sitting
from devicecheck.way import Place
from tests.screens.hand import Hand


async def test_an_interrupted_sitting_goes_on_under_the_name_of_who_is_here(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "vault", "four odd words here")
    try:
        before = Sitting.begin(desk, pseudonym="M-17", counsellor="K2", language="en")
        before.decide(Scope.LOOK, given=True)
        before.leave()
        app = DeviceCheck(Place.HOME, desk=desk, language="en")
        async with app.run_test(size=(80, 24)) as pilot:
            hand = Hand(pilot)
            await hand.until(lambda: isinstance(app.screen, Home), "home")
            await hand.pick("unfinished", before.case.id)
            await hand.press("go_on")
            await hand.type("own", "K3")
            await hand.press("save")
            await hand.at(Place.SAFETY)
            assert app.sitting is not None
            assert app.sitting.state.counsellor == "K3"
            assert app.sitting.state.consents.given(Scope.LOOK)
            app.sitting.leave()
    finally:
        desk.close()
