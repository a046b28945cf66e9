"""Every practice phone has its story, in both languages, in words that promise and frighten nothing."""

from __future__ import annotations

import dataclasses

import pytest

from devicecheck import practice
from devicecheck.practice import load
from devicecheck.practice.table import DescriptionError
from devicecheck.words import banned

NAMES = practice.names()


def test_the_six_that_were_promised_are_there() -> None:
    promised = {"nothing-of-note", "known-app", "renamed-spy", "work-profile", "password-manager", "locked-out"}
    assert promised <= set(NAMES)
    assert NAMES[0] == "nothing-of-note"


def test_they_cover_the_android_versions() -> None:
    versions = {practice.open_practice(name).described.described.android for name in NAMES}
    assert versions >= {9, 11, 13, 14, 15, 16}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_story_is_whole_and_says_nothing_that_we_do_not_say(name: str, language: str) -> None:
    story = practice.story(name, language)
    for part in dataclasses.astuple(story):
        assert part.strip()
        assert list(banned.find(part, language, banned.EVERYWHERE)) == []


def test_an_unknown_phone_is_refused_by_name() -> None:
    with pytest.raises(practice.NoSuchPracticePhoneError) as raised:
        practice.open_practice("nobody")
    assert "renamed-spy" in raised.value.fields["names"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ('maker = "nokia"', "nokia"),
        ("android = true", "phone.android"),
        ('colour = "red"', "phone.colour"),
        ('[[app]]\npackage = "a.b"\nlauncher_of = true', "launcher_of"),
        ('[[app]]\npackage = "a.b"\ngranted = "CAMERA"', "granted"),
        ('[[user]]\nid = "0"', "id"),
        ("[[app]]\nlabel = 'x'", "package"),
    ],
)
def test_a_description_with_a_mistake_is_refused_and_says_where(change: str, says: str) -> None:
    good = 'name = "x"\nandroid = 13\nmaker = "google"\nmodel = "m"\npatch = 2024-01-01\nnow = 2024-02-02T10:00:00\n'
    key = change.split(" =", 1)[0]
    lines = [line for line in good.splitlines() if not line.startswith(f"{key} ")]
    with pytest.raises(DescriptionError, match=says):
        load.read("[phone]\n" + "\n".join(lines) + f"\n{change}\n")
