"""The whole sitting through the screens, by keyboard alone, on a practice phone."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pyrage
import pytest

from devicecheck.app import DeviceCheck
from devicecheck.sitting.desk import practice_desk
from devicecheck.way import Place
from tests.screens.hand import Hand
from tests.screens.walk import PASSPHRASE, whole_sitting

pytestmark = pytest.mark.timeout(300)


def verify(bundle: Path) -> subprocess.CompletedProcess[str]:
    """Run the verifier by itself."""
    command = [sys.executable, "-m", "evidence", "verify", str(bundle)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


async def test_keyboard_alone_leads_from_the_case_to_a_bundle_that_verifies(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with practice_desk("renamed-spy") as desk:
        app = DeviceCheck(Place.HOME, desk=desk, language="de")
        async with app.run_test(size=(80, 24)) as pilot:
            await whole_sitting(Hand(pilot), out)
            done = app.handed_over
    assert done is not None
    assert done.bundle is not None
    opened = tmp_path / "opened.zip"
    opened.write_bytes(pyrage.passphrase.decrypt(done.bundle.read_bytes(), PASSPHRASE))
    verified = await asyncio.to_thread(verify, opened)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert "restore_debugging" in done.todo
    assert "remove_key" in done.todo
