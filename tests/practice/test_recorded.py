"""A practice phone fails as it was described to, and only there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from devicecheck import practice
from devicecheck.acquire import batch
from devicecheck.acquire.errors import GoneError, StoppedError
from devicecheck.acquire.phone import Limits
from devicecheck.acquire.recipes import RECIPES
from devicecheck.acquire.recorded import RecordedPhone
from devicecheck.practice.android.phone import AndroidPhone
from devicecheck.practice.described import Failure
from tests.lab.fixtures import never


class Clock:
    """Time that passes only while somebody waits."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 9, tzinfo=UTC)

    def read(self) -> datetime:
        return self.now

    def pause(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def failing(*failures: Failure) -> tuple[RecordedPhone, Clock]:
    clock = Clock()
    good = practice.open_practice("nothing-of-note").described
    bad: AndroidPhone = replace(good, described=replace(good.described, failures=failures))
    return RecordedPhone(bad, RECIPES, clock=clock.read, pause=clock.pause), clock


def command(recipe: str) -> str:
    return next(one.command for one in RECIPES if one.id == recipe).replace("{user}", "0")


def test_a_refusal_says_so_and_costs_nothing_else() -> None:
    phone, _ = failing(Failure(recipe="dumpsys_trust", status=1))
    reply = phone.run(command("dumpsys_trust"), Limits(), never)
    assert b"Permission Denial" in reply.stdout
    assert reply.status == 1
    assert phone.run(command("dumpsys_location"), Limits(), never).status == 0


def test_a_pattern_refuses_all_that_begin_so() -> None:
    phone, _ = failing(Failure(recipe="apk_*", text="no"))
    asked = batch.run(phone, RECIPES, lambda _q, _r: None, lambda _p: None, never)
    assert {answer.question.recipe.id for answer in asked.missing} == {"apk_signers", "apk_hashes"}


@pytest.mark.parametrize(("how", "cut"), [("hangs", "time"), ("slow", "time")])
def test_what_takes_longer_than_the_limit_is_cut(how: str, cut: str) -> None:
    phone, clock = failing(Failure(recipe="getprop", how=how, seconds=90))
    begun = clock.now
    reply = phone.run("getprop", Limits(seconds=2), never)
    assert (reply.cut, reply.stdout, reply.status) == (cut, b"", None)
    assert timedelta(seconds=2) <= clock.now - begun < timedelta(seconds=3)


def test_slow_is_late_and_whole() -> None:
    phone, clock = failing(Failure(recipe="getprop", how="slow", seconds=1.5))
    begun = clock.now
    reply = phone.run("getprop", Limits(), never)
    assert (reply.cut, reply.status) == ("", 0)
    assert reply.seconds >= 1.5
    assert clock.now - begun >= timedelta(seconds=1.5)


def test_stop_ends_a_wait() -> None:
    phone, clock = failing(Failure(recipe="getprop", how="hangs", seconds=10))
    begun = clock.now
    stop: Callable[[], bool] = lambda: clock.now > begun  # noqa: E731 - one line says it
    with pytest.raises(StoppedError):
        phone.run("getprop", Limits(), stop)
    assert clock.now - begun < timedelta(seconds=1)


def test_a_cable_that_came_out_stays_out() -> None:
    phone, _ = failing(Failure(recipe="dumpsys_appops", how="cut"))
    assert phone.run("getprop", Limits(), never).status == 0
    for asked in ("dumpsys_appops", "getprop"):
        with pytest.raises(GoneError):
            phone.run(command(asked), Limits(), never)


def test_only_one_user_can_be_refused() -> None:
    phone, _ = failing(Failure(recipe="packages", user=10))
    assert phone.run(command("packages"), Limits(), never).status == 0


def test_half_of_the_locked_out_phone_is_missing_and_named() -> None:
    phone = practice.open_practice("locked-out", pause=lambda _seconds: None)
    asked = batch.run(phone, RECIPES, lambda _q, _r: None, lambda _p: None, never)
    assert 0.4 <= len(asked.missing) / len(asked.answers) <= 0.65
    assert all(answer.why for answer in asked.missing)
    assert not asked.stopped
    assert asked.error is None
