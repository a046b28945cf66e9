"""A phone that lies about numbers: nothing takes long, and what is left out is said."""

from __future__ import annotations

import time
from dataclasses import replace

from checks.facts import AppOrigin, InstalledApp
from devicecheck.acquire import batch
from devicecheck.acquire.recipes import RECIPES
from devicecheck.parse import Artifact, read
from tests.parse.samples import answers, artifact


def phone(kind: str, text: str) -> list[Artifact]:
    found = [answer.artifact for answer in answers("renamed-spy") if answer.artifact is not None]
    return [replace(one, data=text.encode()) if one.kind == kind else one for one in found]


USERS = "Users:\n" + "".join(f"\tUserInfo{{{number}:x:13}} running\n" for number in range(10_000))


def test_ten_thousand_users_are_a_gap_and_not_ten_thousand() -> None:
    facts = read(phone("users", USERS))
    assert len(facts.gaps(InstalledApp)) < 100
    assert any("more users" in gap.why for gap in facts.gaps(InstalledApp))


def test_ten_thousand_users_are_not_all_asked_for() -> None:
    users = next(recipe for recipe in RECIPES if recipe.id == "users")
    question = batch.Question(recipe=users, user=None)
    answer = batch.Answer(
        question=question, standing=batch.Standing.ANSWERED, reply=None, artifact=artifact("users", USERS)
    )
    left = [batch.Question(recipe=one, user=0) for one in RECIPES if one.per_user]
    assert len(batch._adapted(left, answer)) == len(left) * batch.USERS


def test_fifty_thousand_empty_dumps() -> None:
    begun = time.monotonic()
    facts = read(phone("package_dumps", "".join(f"@@ com.x{number}\n" for number in range(50_000)) + "@@ end\n"))
    assert time.monotonic() - begun < 20
    assert len(facts.gaps(AppOrigin)) < 1100
    assert any("and more" in gap.why for gap in facts.gaps(AppOrigin))
