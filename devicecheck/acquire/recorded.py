"""A phone that answers from a description: practice phones, for training and tests.

It keeps the same promises as the real one (``phone.py``) and passes the same contract test.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from devicecheck.acquire.allowed import refusal
from devicecheck.acquire.errors import FileRefusedError, GoneError, NotAllowedError, StoppedError, TooMuchError
from devicecheck.acquire.phone import Limits, PulledFile, Reply
from devicecheck.practice.android import tools
from devicecheck.practice.android.tools import Said
from devicecheck.practice.answers import answer

if TYPE_CHECKING:
    from devicecheck.acquire.recipe import Recipe
    from devicecheck.practice.android.phone import AndroidPhone
    from devicecheck.practice.described import Failure

_NO_PERMISSION = (
    "Permission Denial: can't dump {service} from pid=12043, uid=2000 due to missing android.permission.DUMP"
)
_SLICE = 0.05
CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class _Question:
    recipe: Recipe
    user: int | None


class RecordedPhone:
    """Answers the recipes it was given; anything else is a command that it does not have."""

    def __init__(
        self,
        phone: AndroidPhone,
        recipes: Iterable[Recipe],
        *,
        clock: Callable[[], datetime],
        pause: Callable[[float], object],
        address: str = "",
    ) -> None:
        """Keep the phone; ``pause(seconds)`` is how it takes its time where its description says so."""
        self.described = phone
        self._recipes = tuple(recipes)
        self._clock = clock
        self._pause = pause
        self._address = address or f"practice:{phone.described.name}"
        self._gone = False

    @property
    def address(self) -> str:
        """``practice:NAME``."""
        return self._address

    def run(self, command: str, limits: Limits, stop: Callable[[], bool]) -> Reply:
        """Answer one command of the recipes within ``limits``, as the description has it."""
        reason = refusal(command)
        if reason:
            raise NotAllowedError(f"{reason}: {command}")
        self._alive(stop)
        started = self._clock()
        question = self._questions.get(command)
        if question is None:
            return _reply(_unknown(command), started, limits, 0.0)
        failure = self._failure(question)
        if failure and failure.how in {"hangs", "cut", "slow"}:
            waited = self._wait(min(failure.seconds, limits.seconds), stop)
            if failure.how == "cut":
                self._gone = True
                raise GoneError(f"the cable of {self._address} came out")
            if failure.how == "hangs" or failure.seconds >= limits.seconds:
                return _late(started, limits, waited)
            return _reply(self._answer(question), started, limits, waited)
        said = _refusal(question, failure) if failure else self._answer(question)
        return _reply(said, started, limits, 0.0)

    def pull(
        self, path: bytes, write: Callable[[bytes], object], limits: Limits, stop: Callable[[], bool]
    ) -> PulledFile:
        """Copy an app's file."""
        self._alive(stop)
        data = self._files.get(path)
        if data is None:
            raise FileRefusedError(f"{path!r} is not there")
        if len(data) > limits.bytes:
            raise TooMuchError(f"{path!r} has {len(data)} bytes")
        for at in range(0, len(data), CHUNK):
            self._alive(stop)
            write(data[at : at + CHUNK])
        return PulledFile(size=len(data), modified=None)

    def close(self) -> None:
        """Let the phone go."""
        self._gone = True

    def _alive(self, stop: Callable[[], bool]) -> None:
        if self._gone:
            raise GoneError(f"{self._address} is no longer there")
        if stop():
            raise StoppedError

    def _wait(self, seconds: float, stop: Callable[[], bool]) -> float:
        end = self._clock() + timedelta(seconds=seconds)
        waited = 0.0
        while waited < seconds and self._clock() < end:
            self._pause(_SLICE)
            waited += _SLICE
            if stop():
                raise StoppedError
        return seconds

    def _answer(self, question: _Question) -> Said:
        return answer(self.described, question.recipe, question.user)

    def _failure(self, question: _Question) -> Failure | None:
        for failure in self.described.described.failures:
            meant = fnmatch.fnmatchcase(question.recipe.id, failure.recipe)
            if meant and failure.user in {None, question.user}:
                return failure
        return None

    @cached_property
    def _questions(self) -> dict[str, _Question]:
        found = {}
        for recipe in self._recipes:
            for user in [one.id for one in self.described.users] if recipe.per_user else [None]:
                command = recipe.command if user is None else recipe.command.replace("{user}", str(user))
                found[command] = _Question(recipe, user)
        return found

    @cached_property
    def _files(self) -> dict[bytes, bytes]:
        return {path.encode(): data for path, data in tools.files(self.described)}


def _unknown(command: str) -> Said:
    name = command.split(maxsplit=1)[0] if command.strip() else ""
    return Said(error=f"/system/bin/sh: {name}: inaccessible or not found\n", status=127)


def _refusal(question: _Question, failure: Failure) -> Said:
    service = question.recipe.id.removeprefix("dumpsys_")
    words = failure.text or _NO_PERMISSION.format(service=service)
    if "2>&1" in question.recipe.command:
        return Said(out=f"{words}\n", status=failure.status)
    return Said(error=f"{words}\n", status=failure.status)


def _reply(said: Said, started: datetime, limits: Limits, seconds: float) -> Reply:
    whole = said.out.encode()
    return Reply(
        stdout=whole[: limits.bytes],
        stderr=said.error.encode(),
        status=said.status if len(whole) <= limits.bytes else None,
        started=started,
        seconds=seconds,
        cut="bytes" if len(whole) > limits.bytes else "",
    )


def _late(started: datetime, limits: Limits, waited: float) -> Reply:
    return Reply(stdout=b"", stderr=b"", status=None, started=started, seconds=max(waited, limits.seconds), cut="time")
