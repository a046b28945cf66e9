"""``verify.sh`` with sha256sum and openssl, in a real shell."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from evidence import page
from tests.evidence.attacks import ATTACKS, World
from tests.evidence.tsa import needs_openssl

pytestmark = needs_openssl


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("script-attacks"))


def run(folder: Path) -> subprocess.CompletedProcess[str]:
    script = folder.parent / "verify.sh"
    script.write_bytes(page.folder()["VERIFY/verify.sh"])
    return subprocess.run(["sh", script], cwd=folder, capture_output=True, text=True, check=False)


def test_the_honest_bundle(world: World) -> None:
    done = run(world.honest.folder)
    assert done.returncode == 0, done.stderr
    assert f"HEAD {world.honest.receipt.head}" in done.stdout
    assert f"KEY  {world.honest.fingerprint}" in done.stdout
    assert "origin: unverified" in done.stdout


@pytest.mark.parametrize("number", ["1", "4", "5", "8", "9", "10", "11", "18", "39", "40", "41", "u2", "u3"])
def test_what_it_can_see_it_refuses(number: str, world: World) -> None:
    folder = world.place / "attacked-script" / "bag"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(world.honest.folder, folder)
    next(each for each in ATTACKS if each.number == number).do(world, folder)
    done = run(folder)
    assert done.returncode == 1
    assert "REFUSED" in done.stderr
