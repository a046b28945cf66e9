"""A batch: kept before anything looks, failures as values, stop, retry, and how few round trips it takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from devicecheck import practice
from devicecheck.acquire import batch
from devicecheck.acquire.allowed import refusal
from devicecheck.acquire.batch import Batch, Progress, Question, Standing
from devicecheck.acquire.errors import GarbledError, GoneError, PhoneError, SilentError, StoppedError
from devicecheck.acquire.phone import Limits, PulledFile, Reply
from devicecheck.acquire.recipe import Privacy, Recipe
from devicecheck.acquire.recipes import RECIPES, for_sdk
from devicecheck.parse.registry import parsers
from devicecheck.words import LANGUAGES, Words

MOST_ROUND_TRIPS = 40


class Answering:
    """A phone at the seam: says or raises what it is told for a recipe's command, counts, passes nothing on."""

    def __init__(self, told: Callable[[str, int], bytes | PhoneError]) -> None:
        self.told = told
        self.commands: list[str] = []

    @property
    def address(self) -> str:
        return "practice:test"

    def run(self, command: str, limits: Limits, stop: Callable[[], bool]) -> Reply:
        del limits
        if stop():
            raise StoppedError
        self.commands.append(command)
        answer = self.told(command, len(self.commands))
        if isinstance(answer, PhoneError):
            raise answer
        return Reply(stdout=answer, stderr=b"", status=0, started=datetime(2026, 1, 2, tzinfo=UTC), seconds=0.5, cut="")

    def pull(
        self, path: bytes, write: Callable[[bytes], object], limits: Limits, stop: Callable[[], bool]
    ) -> PulledFile:
        raise NotImplementedError

    def close(self) -> None:
        pass


def say(_command: str, _number: int) -> bytes:
    return b"something\n"


def run(phone: Answering, *, stop: Callable[[], bool] = lambda: False, recipes: tuple[Recipe, ...] = RECIPES) -> Batch:
    return batch.run(phone, recipes, lambda _q, _r: None, lambda _p: None, stop)


def standings(found: Batch) -> dict[str, Standing]:
    return {answer.question.recipe.id: answer.standing for answer in found.answers}


@pytest.mark.parametrize("name", practice.names())
def test_few_round_trips_whatever_the_phone(name: str) -> None:
    phone = practice.open_practice(name, pause=lambda _seconds: None)
    asked: list[Question] = []
    batch.run(phone, RECIPES, lambda question, _reply: asked.append(question), lambda _p: None, lambda: False)
    assert len(asked) <= MOST_ROUND_TRIPS


def test_three_hundred_apps_and_four_users_take_no_more() -> None:
    users = b"Users:\n" + b"".join(b"\tUserInfo{%d:User:13} running\n" % number for number in (0, 10, 11, 150))

    def told(command: str, _number: int) -> bytes:
        return users if command == "pm list users" else b"x\n"

    phone = Answering(told)
    run(phone)
    assert len(phone.commands) <= MOST_ROUND_TRIPS
    for user in (0, 10, 11, 150):
        assert any(f"pm list packages -s --user {user} " in command for command in phone.commands)
        assert any(f"settings list --user {user} secure" in command for command in phone.commands)


def test_bytes_are_kept_before_anybody_reads_them() -> None:
    kept: list[str] = []
    seen: list[tuple[str, int]] = []

    def keep(question: Question, reply: Reply) -> None:
        assert reply.stdout == b"something\n"
        kept.append(question.recipe.id)

    for answer in batch.ask(Answering(say), RECIPES, keep, lambda _p: None, lambda: False):
        seen.append((answer.question.recipe.id, len(kept)))
        assert kept[-1] == answer.question.recipe.id
    assert [number for _, number in seen] == list(range(1, len(seen) + 1))


def test_what_the_store_raises_ends_the_batch() -> None:
    def full(_question: Question, _reply: Reply) -> None:
        raise OSError(28, "No space left on device")

    phone = Answering(say)
    with pytest.raises(OSError, match="No space"):
        batch.run(phone, RECIPES, full, lambda _p: None, lambda: False)
    assert len(phone.commands) == 1


@pytest.mark.parametrize("error", [GoneError("cable"), GarbledError("noise")])
def test_a_lost_phone_leaves_the_rest_unasked(error: PhoneError) -> None:
    found = run(Answering(lambda _c, number: error if number == 3 else b"x\n"))
    told = [answer.standing for answer in found.answers]
    assert told[:2] == [Standing.ANSWERED] * 2
    assert told[2] is Standing.FAILED
    assert set(told[3:]) == {Standing.NOT_ASKED}
    assert found.error is error
    assert not found.stopped
    assert len(found.answers) == len(RECIPES)


def test_one_silence_is_passed_over_and_two_end_it() -> None:
    once = run(Answering(lambda _c, number: SilentError("20 s") if number in {2, 5} else b"x\n"))
    assert once.error is None
    assert [answer.standing for answer in once.missing] == [Standing.FAILED] * 2
    twice = run(Answering(lambda _c, number: SilentError("20 s") if number in {2, 3} else b"x\n"))
    assert isinstance(twice.error, GoneError)
    assert {answer.standing for answer in twice.answers[3:]} == {Standing.NOT_ASKED}


def test_stop_is_no_error() -> None:
    phone = Answering(say)
    found = run(phone, stop=lambda: len(phone.commands) >= 4)
    assert found.stopped
    assert found.error is None
    assert len(phone.commands) == 4
    assert len(found.artifacts) == 4
    assert sum(answer.standing is Standing.NOT_ASKED for answer in found.answers) == len(RECIPES) - 4


def test_retry_asks_only_what_is_missing_and_keeps_the_rest() -> None:
    first = run(Answering(lambda _c, number: GoneError("cable") if number == 9 else b"x\n"))
    phone = Answering(lambda _c, number: SilentError("again") if number == 1 else b"y\n")
    kept: list[str] = []
    again = batch.retry(
        phone, first, lambda question, _r: kept.append(question.recipe.id), lambda _p: None, lambda: False
    )
    assert len(phone.commands) == len(first.missing)
    assert [answer.question for answer in again.answers] == [answer.question for answer in first.answers]
    assert [answer.question.recipe.id for answer in again.missing] == [first.missing[0].question.recipe.id]
    assert again.answers[0] is first.answers[0]
    assert kept == [answer.question.recipe.id for answer in first.missing[1:]]


def test_a_stopped_retry_loses_nothing() -> None:
    first = run(Answering(lambda _c, number: GoneError("cable") if number == 9 else b"x\n"))
    again = batch.retry(Answering(say), first, lambda _q, _r: None, lambda _p: None, lambda: True)
    assert again.stopped
    assert len(again.artifacts) == len(first.artifacts)
    assert len(again.missing) == len(first.missing)


def test_a_phone_is_not_asked_what_its_android_does_not_know() -> None:
    def told(command: str, _number: int) -> bytes:
        return b"[ro.build.version.sdk]: [28]\n" if command == "getprop" else b"x\n"

    asked = {answer.question.recipe.id for answer in run(Answering(told)).answers}
    assert asked == {recipe.id for recipe in for_sdk(28)}
    assert "device_owners" not in asked


@pytest.mark.parametrize(
    ("stdout", "status", "standing"),
    [
        (b"Security exception: Shell does not have permission\n", 255, Standing.REFUSED),
        (b"Can't find service: x\n", 0, Standing.REFUSED),
        (b"", 1, Standing.REFUSED),
        (b"some output\n", 137, Standing.REFUSED),
        (b"fine\n", 0, Standing.ANSWERED),
        (b"fine\n", None, Standing.ANSWERED),
        (b"", 0, Standing.ANSWERED),
    ],
)
def test_how_a_reply_is_judged(stdout: bytes, status: int | None, standing: Standing) -> None:
    reply = Reply(stdout=stdout, stderr=b"", status=status, started=datetime(2026, 1, 2, tzinfo=UTC), seconds=1)
    answer = batch.answered(Question(recipe=RECIPES[1]), reply)
    assert answer.standing is standing
    assert bool(answer.why) == (standing is Standing.REFUSED)
    assert answer.artifact
    assert answer.artifact.status == status


def test_a_phone_without_a_face_sensor_is_complete() -> None:
    def told(command: str, _number: int) -> bytes:
        return b"Can't find service: face\n" if "dumpsys face" in command else b"x\n"

    assert standings(run(Answering(told)))["dumpsys_face"] is Standing.ANSWERED


def test_progress_counts_up_and_estimates() -> None:
    told: list[Progress] = []
    batch.run(Answering(say), RECIPES, lambda _q, _r: None, told.append, lambda: False)
    assert [one.number for one in told[:-1]] == list(range(1, len(RECIPES) + 1))
    assert told[0].remaining is None
    ahead = [one.remaining for one in told[1:]]
    assert all(value is not None for value in ahead)
    assert ahead[-1] == 0
    assert told[-1].elapsed == pytest.approx(0.5 * len(RECIPES))
    assert told[-1].recipe == ""


def test_findings_that_matter_most_come_early() -> None:
    ids = [recipe.id for recipe in RECIPES]
    powers, apps = (ids[: ids.index(recipe) + 1] for recipe in batch.EARLY)
    assert {"packages", "settings", "dumpsys_accessibility", "dumpsys_notification"} <= set(powers)
    assert {"device_owners", "package_dumps"} <= set(apps)
    assert len(powers) < len(apps) <= 12


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.id)
def test_a_recipe_only_reads_and_says_why(recipe: Recipe) -> None:
    for user in ("0", "10", "999"):
        assert refusal(recipe.command.replace("{user}", user)) == ""
    assert ("{user}" in recipe.command) == recipe.per_user
    assert recipe.gives in parsers()
    for language in LANGUAGES:
        words = Words(language)
        texts = [words.say(f"recipes.{recipe.id}.{part}") for part in ("reading", "why", "reveals")]
        assert all(texts)
        assert words.say(f"recipes.trace.{recipe.trace}")


def test_recipes_are_told_apart() -> None:
    ids = [recipe.id for recipe in RECIPES]
    assert len(set(ids)) == len(ids)
    personal = {recipe.id for recipe in RECIPES if recipe.privacy is Privacy.PERSONAL}
    assert personal == {"dumpsys_adb", "dumpsys_companiondevice", "dumpsys_account", "dumpsys_bluetooth_manager"}
