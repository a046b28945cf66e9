"""Put all questions to a phone in one short batch. What fails is a value; nothing is parsed before it is kept."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from checks.facts import UserProfile
from devicecheck.acquire.errors import GoneError, NotAllowedError, PhoneError, SilentError, StoppedError
from devicecheck.parse.android import users
from devicecheck.parse.artifact import Artifact
from devicecheck.parse.text import decoded, refusal, split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from devicecheck.acquire.phone import Phone, Reply
    from devicecheck.acquire.recipe import Recipe

EARLY = ("dumpsys_device_policy", "package_dumps")
"""After each of these the findings so far are worth showing: first the powers that are switched on, then what every
app may do and where it came from."""

_SDK = re.compile(rb"^\[ro\.build\.version\.sdk\]: \[(\d{1,3})\]", re.MULTILINE)
_WEIGHTS = {"package_dumps": 20.0, "apk_hashes": 15.0, "apk_signers": 8.0, "package_summary": 3.0, "packages": 3.0}
"""How long a recipe takes beside an ordinary one; only for the estimate that is shown."""
_ABSENT = "Can't find service"
_MAY_LACK = {"dumpsys_fingerprint", "dumpsys_face"}
"""Services that a phone without such a sensor does not have: that is an answer."""
_PAGE = 4096
"""Bytes; more output than this is no mere refusal."""


class Standing(Enum):
    """How a question ended."""

    ANSWERED = "answered"
    CUT = "cut"
    """Answered in part: over the limit of bytes or time."""
    REFUSED = "refused"
    """The phone does not allow it or does not have it."""
    FAILED = "failed"
    """The connection failed while it was asked."""
    NOT_ASKED = "not_asked"
    """Stopped, or the phone was gone before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A recipe, for one user where it is asked per user."""

    recipe: Recipe
    user: int | None = None

    @property
    def command(self) -> str:
        """What is sent."""
        return self.recipe.command.replace("{user}", str(self.user)) if self.recipe.per_user else self.recipe.command


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of a question."""

    question: Question
    standing: Standing
    reply: Reply | None = None
    artifact: Artifact | None = None
    why: str = ""
    """For an expert, where it is not simply answered; text of the phone is in it: show it through ``untrusted``."""
    error: PhoneError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the batch is, told before each question and once at the end."""

    recipe: str
    """Id; its words are in ``recipes.toml``. Empty at the end."""
    user: int | None
    number: int
    """Of this question, counted from 1."""
    total: int
    elapsed: float
    """Seconds the phone has taken so far."""
    remaining: float | None
    """Seconds, estimated; ``None`` before anything was answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Everything that was asked, in order."""

    answers: tuple[Answer, ...]
    stopped: bool = False
    error: PhoneError | None = None
    """What ended the batch early."""

    @property
    def artifacts(self) -> tuple[Artifact, ...]:
        """What can be parsed, in order; refusals too: they become gaps."""
        return tuple(answer.artifact for answer in self.answers if answer.artifact)

    @property
    def missing(self) -> tuple[Answer, ...]:
        """What was not answered whole."""
        return tuple(answer for answer in self.answers if answer.standing is not Standing.ANSWERED)

    @property
    def complete(self) -> bool:
        """Whether every question was answered whole."""
        return not self.missing


def run(
    phone: Phone,
    recipes: Iterable[Recipe],
    keep: Callable[[Question, Reply], object],
    progress: Callable[[Progress], object],
    stop: Callable[[], bool],
) -> Batch:
    """Ask ``recipes`` in order; never raises a ``PhoneError``: see ``Batch.error`` and ``Answer.error``.

    ``keep`` stores the raw bytes and their hashes before anything looks at them; what it raises ends the batch.
    ``progress`` is told before each question; ``stop`` is asked often and ends the batch when it answers true.
    """
    return collect(ask(phone, recipes, keep, progress, stop))


def retry(
    phone: Phone,
    before: Batch,
    keep: Callable[[Question, Reply], object],
    progress: Callable[[Progress], object],
    stop: Callable[[], bool],
) -> Batch:
    """Ask again what was not answered whole, and return the batch with the new answers in place of the old."""
    wanted = [answer.question for answer in before.missing]
    again = collect(_Asking(phone, keep, progress, stop).all(list(wanted)))
    fresh = {answer.question: answer for answer in again.answers}
    answers = tuple(_better(answer, fresh.get(answer.question)) for answer in before.answers)
    return Batch(answers=answers, stopped=again.stopped, error=again.error)


def _better(old: Answer, new: Answer | None) -> Answer:
    return new if new and (new.artifact or not old.artifact) else old


def collect(answers: Iterable[Answer]) -> Batch:
    """Gather what ``ask`` yields."""
    found = tuple(answers)
    ended = [answer.error for answer in found if answer.standing is Standing.NOT_ASKED and answer.error]
    stopped = any(isinstance(error, StoppedError) for error in ended)
    return Batch(answers=found, stopped=stopped, error=ended[0] if ended and not stopped else None)


def ask(
    phone: Phone,
    recipes: Iterable[Recipe],
    keep: Callable[[Question, Reply], object],
    progress: Callable[[Progress], object],
    stop: Callable[[], bool],
) -> Iterator[Answer]:
    """Yield each answer as it comes, so that first findings can be shown early.

    Recipes that this Android version does not know are left out once ``getprop`` told the version; those asked per
    user follow for every user that ``users`` named, or for user 0 alone where it named none.
    """
    questions = [Question(recipe=recipe, user=0 if recipe.per_user else None) for recipe in recipes]
    return _Asking(phone, keep, progress, stop).all(questions)


class _Asking:
    """One run through the questions."""

    def __init__(
        self,
        phone: Phone,
        keep: Callable[[Question, Reply], object],
        progress: Callable[[Progress], object],
        stop: Callable[[], bool],
    ) -> None:
        self.phone = phone
        self.keep = keep
        self.progress = progress
        self.stop = stop
        self.elapsed = 0.0
        self.done = 0.0
        self.ended: PhoneError | None = None
        self.silent = 0

    def all(self, questions: list[Question]) -> Iterator[Answer]:
        left = list(questions)
        asked = 0
        while left:
            question = left.pop(0)
            asked += 1
            self._tell(question, asked, asked + len(left), [question, *left])
            answer = self._one(question)
            left = _adapted(left, answer)
            yield answer
        self.progress(Progress(recipe="", user=None, number=asked, total=asked, elapsed=self.elapsed, remaining=0.0))

    def _tell(self, question: Question, number: int, total: int, left: Sequence[Question]) -> None:
        ahead = sum(_weight(one) for one in left)
        self.progress(
            Progress(
                recipe=question.recipe.id,
                user=question.user,
                number=number,
                total=total,
                elapsed=self.elapsed,
                remaining=self.elapsed / self.done * ahead if self.done else None,
            )
        )

    def _one(self, question: Question) -> Answer:
        if self.ended is None and self.stop():
            self.ended = StoppedError()
        if self.ended is not None:
            return Answer(question=question, standing=Standing.NOT_ASKED, why=str(self.ended), error=self.ended)
        try:
            reply = self.phone.run(question.command, question.recipe.limits, self.stop)
        except PhoneError as error:
            return self._failed(question, error)
        self.silent = 0
        self.elapsed += reply.seconds
        self.done += _weight(question)
        self.keep(question, reply)
        return answered(question, reply)

    def _failed(self, question: Question, error: PhoneError) -> Answer:
        """Go on after a silence or a refusal of our own; everything else ends the batch."""
        self.silent += isinstance(error, SilentError)
        if not isinstance(error, SilentError | NotAllowedError) or self.silent > 1:
            self.ended = error if not isinstance(error, SilentError) else GoneError(str(error))
        standing = Standing.NOT_ASKED if isinstance(error, StoppedError) else Standing.FAILED
        return Answer(question=question, standing=standing, why=str(error), error=error)


def answered(question: Question, reply: Reply) -> Answer:
    """Judge a reply and make the artifact of it."""
    artifact = Artifact(
        kind=question.recipe.gives,
        sha256=hashlib.sha256(reply.stdout).hexdigest(),
        data=reply.stdout,
        user=question.user,
        status=reply.status,
        cut=reply.cut,
    )
    standing, why = _standing(question, reply)
    return Answer(question=question, standing=standing, reply=reply, artifact=artifact, why=why)


def _standing(question: Question, reply: Reply) -> tuple[Standing, str]:
    if reply.cut:
        return Standing.CUT, f"over the limit of {reply.cut}"
    refused = refusal(split(decoded(reply.stdout[:8192]))) or refusal(split(decoded(reply.stderr[:8192])))
    if _ABSENT in refused and question.recipe.id in _MAY_LACK:
        return Standing.ANSWERED, ""
    if reply.status not in {0, None} or (refused and len(reply.stdout) < _PAGE):
        return Standing.REFUSED, refused or f"exit status {reply.status}"
    return Standing.ANSWERED, ""


USERS = 32
"""Users that are asked for; Android allows fewer. What a phone names beyond that is a gap."""


def _adapted(left: list[Question], answer: Answer) -> list[Question]:
    """Drop what this Android does not know, and ask per user for all users."""
    data = answer.reply.stdout if answer.reply else b""
    if answer.question.recipe.id == "getprop":
        sdk = _SDK.search(data)
        return [one for one in left if not sdk or one.recipe.min_sdk <= int(sdk[1])]
    if answer.question.recipe.id == "users" and answer.artifact:
        told = users.parse(answer.artifact).facts.get(UserProfile, ())
        numbers = [fact.user for fact in told if isinstance(fact, UserProfile)] or [0]
        return [
            Question(recipe=one.recipe, user=number)
            for one in left
            for number in (list(dict.fromkeys(numbers))[:USERS] if one.recipe.per_user else (None,))
        ]
    return left


def _weight(question: Question) -> float:
    return _WEIGHTS.get(question.recipe.id, 1.0)
