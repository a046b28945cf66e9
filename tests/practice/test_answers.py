"""Every practice phone answers every recipe, and says the same as its commands say in a real shell."""

from __future__ import annotations

import os
import shlex
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from devicecheck import practice
from devicecheck.acquire.recipe import Recipe
from devicecheck.acquire.recipes import RECIPES
from devicecheck.acquire.recorded import RecordedPhone
from devicecheck.practice.android import tools
from devicecheck.practice.answers import knows

_CLOCK = datetime(2026, 11, 20, 9, tzinfo=UTC)


def _open(name: str) -> RecordedPhone:
    return practice.open_practice(name, clock=lambda: _CLOCK, pause=lambda _seconds: None)


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.id)
def test_there_is_a_writer_for_every_recipe(recipe: Recipe) -> None:
    assert knows(recipe)


@pytest.mark.parametrize("name", practice.names())
def test_the_whole_phone_comes_out_the_same_every_time(name: str) -> None:
    assert list(tools.every(_open(name).described)) == list(tools.every(_open(name).described))


_IN_A_SHELL = [recipe for recipe in RECIPES if not recipe.id.startswith("apk_")]


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Put a phone's commands where a real shell finds them: one file for each call, and a command that prints it."""
    folder = tmp_path_factory.mktemp("phone")
    for call, said in tools.every(_open("renamed-spy").described):
        (folder / call.replace("/", "%")).write_text(f"{said.status}\n{len(said.error)}\n{said.error}{said.out}")
    commands = folder / "bin"
    commands.mkdir()
    for tool in ("getprop", "pm", "dumpsys", "settings", "cmd", "dpm", "ps", "getenforce", "date"):
        script = commands / tool
        script.write_text(_SHIM.format(folder=shlex.quote(str(folder)), tool=tool))
        script.chmod(0o755)
    return commands


_SHIM = """#!/bin/sh
f={folder}/"{tool}${{*:+ $*}}"
[ -e "$f" ] || {{ echo "Can't find service: $1" >&2; exit 0; }}
n=$(sed -n 2p "$f")
tail -n +3 "$f" | head -c "$n" >&2
tail -n +3 "$f" | tail -c +$((n + 1))
exit "$(sed -n 1p "$f")"
"""


@pytest.mark.parametrize("recipe", _IN_A_SHELL, ids=lambda recipe: recipe.id)
def test_an_answer_is_what_the_recipe_makes_of_the_phones_commands(recipe: Recipe, shell: Path) -> None:
    command = recipe.command.replace("{user}", "0")
    ran = subprocess.run(
        ["/bin/bash", "-c", command],
        env={"PATH": f"{shell}:{os.environ['PATH']}", "LC_ALL": "C"},
        capture_output=True,
        check=False,
    )
    reply = _open("renamed-spy").run(command, recipe.limits, lambda: False)
    assert reply.stdout.decode() == ran.stdout.decode()
    assert reply.stderr.decode() == ran.stderr.decode()
    assert reply.status == ran.returncode
