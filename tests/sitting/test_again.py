"""Back to a case that was kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from devicecheck.cli import main
from tests.sitting.kit import PASSPHRASE, Wanted, sit


@pytest.fixture(autouse=True)
def _passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE)
    monkeypatch.setenv("DEVICECHECK_PASSPHRASE_FILE", str(secret))


def test_recheck_adds_an_assessment_and_changes_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sat = sit(tmp_path, Wanted())
    with sat.vault() as vault:
        [case] = vault.cases()
        before = {name: case.drawer.get(name) for name in case.drawer.names()}
    status = main(["recheck", "M-17", "--vault", str(tmp_path / "vault"), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["schema"] == "devicecheck.assessment/1"
    assert status in {0, 3}
    with sat.vault() as vault:
        [case] = vault.cases()
        after = {name: case.drawer.get(name) for name in case.drawer.names()}
        case.check()
    assert {name: after[name] for name in before} == before
    assert len(after) == len(before) + 1


def test_a_case_that_was_handed_over_cannot_be_rechecked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sit(tmp_path, Wanted(consents=("look", "hand_over", "plan")))
    assert main(["recheck", "M-17", "--vault", str(tmp_path / "vault")]) == 1
    assert "nothing of a phone is kept" in capsys.readouterr().err


def test_an_unknown_case_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sit(tmp_path, Wanted())
    assert main(["recheck", "X-1", "--vault", str(tmp_path / "vault")]) == 1
    assert "X-1" in capsys.readouterr().err
