"""A whole sitting through the screens, by keyboard alone, with a picture wanted here and there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from devicecheck.screens.asking import Asking
from devicecheck.sitting.sitting import Sitting
from devicecheck.way import Place
from tests.screens.hand import Hand

ANSWERS = {"P5": "no", "D1": "yes", "D2": "no", "O1": "self"}
PASSPHRASE = "vier woerter fuer anna"
Shot = Callable[[str], object]


def unseen(_name: str) -> None:
    """Take no picture."""


async def whole_sitting(hand: Hand, out: Path, shot: Shot = unseen) -> None:
    """Walk from the start to the list of what is left to do; the bundle is in ``out`` then."""
    await hand.at(Place.HOME)
    shot("home")
    await hand.press("next")
    await hand.at(Place.OPEN)
    await hand.type("pseudonym", "M-17")
    await hand.type("counsellor", "K2")
    shot("open")
    await hand.press("next")
    await questions(hand, Place.SAFETY, shot)
    await consent(hand, shot)
    await look(hand, shot)
    await questions(hand, Place.QUESTIONS, shot)
    await plan(hand, shot)
    await hand_over(hand, out, shot)


async def questions(hand: Hand, place: Place, shot: Shot = unseen) -> None:
    """Answer what has an answer in ``ANSWERS``, skip the rest."""
    await hand.at(place)
    await hand.until(lambda: len(hand.app.screen.query("QuestionCard")) == 1, "a question")
    shot(place.value)
    seen: set[str] = set()
    while hand.app.place is place:
        screen = hand.app.screen
        assert isinstance(screen, Asking)
        name = screen.asked()[screen.at].id
        assert name not in seen, f"{name} is asked twice"
        seen.add(name)
        if name in ANSWERS:
            await hand.pick(name, ANSWERS[name])
            shot(f"{place.value}-{name}")
        await hand.press("next" if name in ANSWERS else "skip")


async def consent(hand: Hand, shot: Shot = unseen) -> None:
    """Say yes to all but keeping."""
    await hand.at(Place.CONSENT)
    shot("consent")
    for scope, answer in (("look", "yes"), ("keep", "no"), ("hand_over", "yes"), ("plan", "yes")):
        await hand.pick(scope, answer)
    shot("consent-given")
    await hand.press("next")


async def look(hand: Hand, shot: Shot = unseen) -> None:
    """Connect, look, put the phone back, read what was seen."""
    await hand.at(Place.DECIDE)
    shot("decide")
    await hand.press("next")
    await hand.at(Place.CONNECT)
    shot("connect")
    await hand.press("ask-phone")
    await hand.at(Place.LOOK)
    shot("look")
    sitting = hand.app.sitting
    assert sitting is not None
    await hand.until(lambda: sitting.state.looked is not None, "looked")
    await hand.until(lambda: not hand.app.screen.query_one("#next").disabled, "the look has ended")
    shot("look-done")
    await hand.press("capture")
    await hand.at(Place.CAPTURE)
    shot("capture")
    await hand.type("source", "Der Akku ist immer leer.")
    await hand.type("why", "Beobachtung")
    await hand.press("keep")
    await hand.until(lambda: len(sitting.exhibits()) > asked(sitting), "a note is kept")
    await hand.press("next")
    await hand.at(Place.RESTORE)
    shot("restore")
    await hand.press("next")
    await hand.at(Place.FINDINGS)
    shot("findings")
    for page in range(2, 5):
        await hand.pilot.press("pagedown")
        shot(f"findings-{page}")
    await hand.press("next")


def asked(sitting: Sitting) -> int:
    """Return how many answers the phone gave."""
    looked = sitting.state.looked
    return 0 if looked is None else sum(bool(one.exhibit) for one in looked.asked)


async def plan(hand: Hand, shot: Shot = unseen) -> None:
    """Take what is suggested."""
    await hand.at(Place.PLAN)
    shot("plan")
    await hand.press("suggested")
    shot("plan-taken")
    await hand.press("next")


async def hand_over(hand: Hand, out: Path, shot: Shot = unseen) -> None:
    """Hand over under a passphrase, no paper."""
    await hand.at(Place.HAND_OVER)
    shot("hand-over")
    await hand.type("passphrase", PASSPHRASE)
    await hand.fill("folder", str(out))
    shot("hand-over-filled")
    await hand.press("next")
    await hand.at(Place.END)
    shot("end")
