"""What a sitting leaves on a computer that several people use: readable for nobody else."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pyrage
import pytest

from devicecheck.cli import main
from tests.sitting.kit import PASSPHRASE, Wanted, script

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")


def test_nothing_that_is_written_can_be_read_by_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = script(Wanted(paper="card"), str(pyrage.x25519.Identity.generate().to_public()))
    (tmp_path / "sitting.toml").write_text(wanted)
    (tmp_path / "words.txt").write_text(PASSPHRASE)
    given = {*tmp_path.iterdir()}
    monkeypatch.setenv("DEVICECHECK_PASSPHRASE_FILE", str(tmp_path / "words.txt"))
    before = os.umask(0o022)
    try:
        main(["sitting", str(tmp_path / "sitting.toml"), "--vault", str(tmp_path / "vault")])
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(before)
    made = [path for path in tmp_path.rglob("*") if path not in given]
    assert {path.name for path in made} >= {"vault.json", "index.db", "plan.json", "receipt.txt"}
    assert [path for path in made if path.stat().st_mode & 0o077] == []
