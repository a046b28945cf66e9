"""``verify.sh`` with sha256sum and openssl, in a real shell."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from evidence import anchor, bag, page
from evidence.hashing import digest
from tests.evidence.attacks import ATTACKS, World, recompute, rewritten
from tests.evidence.tsa import needs_openssl
from tests.evidence.world import make

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


@pytest.mark.parametrize("name", ["data/E-0001", "VERIFY/README", "bag-info"])
def test_a_file_whose_name_is_the_beginning_of_a_listed_one(name: str, world: World, tmp_path: Path) -> None:
    folder = tmp_path / "bag"
    shutil.copytree(world.honest.folder, folder)
    (folder / name).write_bytes(b"slipped in")
    done = run(folder)
    assert (done.returncode, name in done.stderr) == (1, True)


def test_a_seal_that_the_last_line_does_not_follow(tmp_path: Path) -> None:
    """Where no authority answered, the last line is not the seal: it binds the seal by naming its hash."""
    made = make(tmp_path / "made", stamp=anchor.stamper(lambda _: b""))
    assert run(made.folder).returncode == 0
    (made.folder / "data/E-0001.txt").write_bytes(b"another exhibit")
    recompute(made.folder)
    lines = (made.folder / bag.LOG).read_bytes().split(b"\n")
    said = json.loads(lines[-3])["body"]
    said["files"] |= {name: digest((made.folder / name).read_bytes()).sha256 for name in (bag.SHA256, bag.BLAKE3)}
    lines[-3] = rewritten(lines[-3], body=said)
    (made.folder / bag.LOG).write_bytes(b"\n".join(lines))
    recompute(made.folder)
    done = run(made.folder)
    assert f"HEAD {made.receipt.head}" not in done.stdout
    assert done.returncode == 1
