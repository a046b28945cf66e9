"""What the allow-list lets through is run by Android's own shell, and changes no byte of the phone."""

from __future__ import annotations

import hashlib
import random
import shlex
from pathlib import Path

import pytest

from devicecheck.acquire.allowed import only_reads
from devicecheck.acquire.tools import RULES
from tests.lab.fixtures import StartPhone
from tests.lab.phone import LabPhone

pytestmark = pytest.mark.lab
TOOLS = (*sorted(set(RULES) - {"sleep", "seq"}), "toybox", "toybox rm", "xargs", "timeout 2", "nice", "rm", "tee", "mv")
WORDS = (
    *("-o", "-i", "-r", "-s", "-c", "-n", "-d", "-p", "-w", "-e", "-u", "-x", "-t", "--", "-", "1", "2", "if=in"),
    *("in", "out", "new", "*", "/sdcard/in", "/sdcard/new", "s/a/b/", "'s/a/b/w new'", "p", "'w new'", "of=out"),
    *("rm", "{}", "';'", "+", "$x", '"$x"', "$(echo -o)", "$(echo rm new)", "'$(rm in)'", "\\;", "-fprint", "mv"),
    *("-delete", "-exec", "$(rm in)", '"$(tee new)"', "x=1", "~", "#"),
)
JOINTS = (
    " ",
    " ",
    " ",
    " ",
    "; ",
    " | ",
    " && ",
    " > ",
    " >> ",
    " < ",
    " 2>/dev/null ",
    " >&2 ",
    "\n",
    " & ",
    " `rm in` ",
)
ROUNDS = 4000
AT_ONCE = 50


def made_up(chance: random.Random) -> str:
    """Return a command line of tools, options, names, and signs that steer the shell."""
    pieces = [chance.choice(TOOLS)]
    for _ in range(chance.randrange(1, 6)):
        pieces += [chance.choice(JOINTS), chance.choice(WORDS if chance.random() < 0.8 else TOOLS)]
    return "".join(pieces)


def state(root: Path) -> str:
    """Return a digest of every name, kind, size and byte under ``root``."""
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        digest.update(f"{path.relative_to(root)} {path.lstat().st_mode} {path.lstat().st_size}".encode())
        if path.is_file() and not path.is_symlink():
            digest.update(path.read_bytes())
    return digest.hexdigest()


def run_all(phone: LabPhone, commands: list[str]) -> int:
    """Let the phone's shell run each in /sdcard, past our session; return how many it ran."""
    each = [f"sh -c {shlex.quote(command)} </dev/null >/dev/null 2>&1; echo ran" for command in commands]
    return phone.beside("\n".join(["cd /sdcard", *each])).count(b"ran\n")


def test_no_command_that_is_let_through_changes_a_file(lab_phone: StartPhone) -> None:
    phone = lab_phone(files={"/sdcard/in": b"a\nb\na\n", "/sdcard/out": b"old\n", "/sdcard/dir/deep": b"x"})
    chance = random.Random(20260301)
    through = [command for command in (made_up(chance) for _ in range(ROUNDS)) if only_reads(command)]
    assert len(through) > ROUNDS // 20
    before = state(phone.root / "sdcard")
    for at in range(0, len(through), AT_ONCE):
        batch = through[at : at + AT_ONCE]
        assert run_all(phone, batch) == len(batch)
        assert state(phone.root / "sdcard") == before, batch


def test_the_test_would_notice(lab_phone: StartPhone) -> None:
    phone = lab_phone(files={"/sdcard/in": b"a\n"})
    before = state(phone.root / "sdcard")
    run_all(phone, ["cat in | tee new"])
    assert state(phone.root / "sdcard") != before
