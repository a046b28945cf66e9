"""The program is killed in every step; the next start finds everything and goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pyrage
import pytest

from devicecheck.sitting.consent import Scope
from devicecheck.sitting.desk import Desk, open_desk
from devicecheck.sitting.handover import Wish
from devicecheck.sitting.sitting import Sitting
from evidence import sources
from evidence.verify import Expected, judge
from tests.sitting.kit import PASSPHRASE, Wanted, script

STEPS = ("geöffnet", "Antworten", "erreicht", "Fragen gestellt", "vereinbart")
"""A word of the line after which the program is killed."""


def killed_after(step: str, home: Path, recipient: str) -> list[str]:
    """Carry out a script in a process of its own and kill it once it has printed ``step``."""
    home.mkdir(exist_ok=True)
    (home / "script.toml").write_text(script(Wanted(), recipient))
    (home / "secret").write_text(PASSPHRASE)
    environment = {
        **os.environ,
        "DEVICECHECK_VAULT": str(home / "vault"),
        "DEVICECHECK_PASSPHRASE_FILE": str(home / "secret"),
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-m", "devicecheck", "sitting", str(home / "script.toml")]
    lines: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line)
            if step in line:
                process.kill()
                break
    assert process.returncode == -9, "".join(lines)
    return lines


def go_on(desk: Desk) -> Sitting:
    [unfinished] = desk.vault.unfinished()
    return Sitting.go_on(desk, unfinished.case, counsellor="K2", language="de")


@pytest.mark.parametrize("step", STEPS)
def test_a_killed_sitting_goes_on(tmp_path: Path, step: str) -> None:
    identity = pyrage.x25519.Identity.generate()
    killed_after(step, tmp_path, str(identity.to_public()))
    desk = open_desk(tmp_path / "vault", PASSPHRASE)
    sitting = go_on(desk)
    there = len(sitting.exhibits())
    assert sitting.case.check() == there
    if step in STEPS[3:]:
        assert there > 20
        assert sitting.state.looked is not None
        assert [story for story in sitting.state.looked.assessment.stories if story.concern.value == "act"]
        assert sitting.state.answers["D1"].codes == ("yes",)
    for scope in (one for one in Scope if not sitting.state.consents.given(one)):
        sitting.decide(scope, given=True)
    done = sitting.hand_over(Wish(out=tmp_path / "out", recipients=(str(identity.to_public()),)))
    desk.close()
    assert done.bundle is not None
    judge(sources.read(done.bundle, identities=[identity]), Expected(receipt=done.receipt))


def test_two_programs_cannot_have_one_vault(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "vault", PASSPHRASE)
    (tmp_path / "secret").write_text(PASSPHRASE)
    (tmp_path / "script.toml").write_text(script(Wanted(consents=("plan",), address=None), "age1x"))
    environment = {
        **os.environ,
        "DEVICECHECK_VAULT": str(tmp_path / "vault"),
        "DEVICECHECK_PASSPHRASE_FILE": str(tmp_path / "secret"),
    }
    command = [sys.executable, "-m", "devicecheck", "sitting", str(tmp_path / "script.toml")]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=60)
    desk.close()
    assert done.returncode == 1
    assert "open in another window" in done.stderr
