"""What every ``Phone`` keeps to: the practice phone and the real one on AOSP's adbd, in the same words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from devicecheck import practice
from devicecheck.acquire.connecting import connect
from devicecheck.acquire.errors import FileRefusedError, GoneError, NotAllowedError, StoppedError, TooMuchError
from devicecheck.acquire.key import new_key
from devicecheck.acquire.phone import Limits, Phone
from devicecheck.acquire.recipe import Recipe
from devicecheck.acquire.recipes import RECIPES
from devicecheck.practice.android import tools
from tests.lab.fixtures import StartPhone, never, noon
from tests.lab.practice_replies import files, replies

NAME = "renamed-spy"
KEY = new_key()


def _recorded(_request: pytest.FixtureRequest) -> Phone:
    return practice.open_practice(NAME, clock=noon, pause=lambda _seconds: None)


def _on_adbd(request: pytest.FixtureRequest) -> Phone:
    start: StartPhone = request.getfixturevalue("lab_phone")
    described = practice.open_practice(NAME).described
    return connect(start(replies=replies(described), files=files(described)).address, key=KEY, clock=noon)


@pytest.fixture(params=[_recorded, pytest.param(_on_adbd, marks=pytest.mark.lab)], ids=["recorded", "adbd"])
def phone(request: pytest.FixtureRequest) -> Iterator[Phone]:
    make: Callable[[pytest.FixtureRequest], Phone] = request.param
    opened = make(request)
    yield opened
    opened.close()


def _apk() -> tuple[bytes, bytes]:
    path, content = next(tools.files(practice.open_practice(NAME).described))
    return path.encode(), content


def test_it_says_where_it_is(phone: Phone) -> None:
    assert phone.address.split(":")[0] in {"practice", "tcp"}


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.id)
def test_a_recipe_is_answered_whole(phone: Phone, recipe: Recipe) -> None:
    command = recipe.command.replace("{user}", "0")
    expected = _recorded_reply(command, recipe)
    reply = phone.run(command, recipe.limits, never)
    assert reply.stdout.decode() == expected
    assert (reply.stderr, reply.cut, reply.started) == (b"", "", noon())
    assert reply.status in {0, 1}


def _recorded_reply(command: str, recipe: Recipe) -> str:
    return practice.open_practice(NAME, clock=noon).run(command, recipe.limits, never).stdout.decode()


def test_what_could_change_the_phone_is_never_sent(phone: Phone) -> None:
    with pytest.raises(NotAllowedError):
        phone.run("pm uninstall org.example", Limits(), never)


def test_a_tool_that_is_not_there_fails_with_a_status(phone: Phone) -> None:
    reply = phone.run("dumpsys nosuchservice", Limits(), never)
    assert reply.stdout == b""
    assert reply.stderr


def test_more_than_the_limit_is_cut_and_said(phone: Phone) -> None:
    reply = phone.run("getprop", Limits(bytes=100), never)
    assert (len(reply.stdout), reply.cut) == (100, "bytes")
    assert phone.run("getprop", Limits(), never).cut == ""


def test_stop_is_obeyed_and_the_phone_stays_usable(phone: Phone) -> None:
    with pytest.raises(StoppedError):
        phone.run("getprop", Limits(), lambda: True)
    assert phone.run("getprop", Limits(), never).status == 0


def test_a_file_comes_over_whole(phone: Phone) -> None:
    path, content = _apk()
    got = bytearray()
    assert phone.pull(path, got.extend, Limits(), never).size == len(content)
    assert bytes(got) == content


def test_a_file_that_is_not_there_is_refused(phone: Phone) -> None:
    with pytest.raises(FileRefusedError):
        phone.pull(b"/data/app/nothing/base.apk", bytearray().extend, Limits(), never)


def test_a_file_over_the_limit_gives_nothing(phone: Phone) -> None:
    got = bytearray()
    with pytest.raises(TooMuchError):
        phone.pull(_apk()[0], got.extend, Limits(bytes=10), never)
    assert got == b""


def test_closed_twice_it_is_gone(phone: Phone) -> None:
    phone.close()
    phone.close()
    with pytest.raises(GoneError):
        phone.run("getprop", Limits(), never)
