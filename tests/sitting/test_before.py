"""Looks of before: a sitting over somebody else's acquisition, two looks compared, a vault brought back."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from devicecheck.cli import main
from devicecheck.commands import names
from devicecheck.practice import open_practice
from tests.phones.forms import androidqf, bugreport
from tests.sitting.kit import PASSPHRASE, Wanted, sit


@pytest.fixture(autouse=True)
def _passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE)
    monkeypatch.setenv("DEVICECHECK_PASSPHRASE_FILE", str(secret))


def by_another_tool(form: str, folder: Path) -> Path:
    phone = open_practice("renamed-spy").described
    return androidqf(phone, folder) if form == "androidqf" else bugreport(phone, folder / "bugreport.zip")


@pytest.mark.parametrize("form", ["androidqf", "bugreport"])
def test_a_sitting_over_what_another_tool_acquired(tmp_path: Path, form: str) -> None:
    source = by_another_tool(form, tmp_path)
    sat = sit(tmp_path, Wanted(address=f"folder:{source}"))
    apps = json.loads(sat.opened()["report/assessment.json"])["apps"]
    assert [app["package"] for app in apps if app["concern"] == "act"] == ["com.android.system.syncservice"]
    assert [name for name in sat.opened() if name.startswith("data/")]
    assert sat.plan()["items"]
    assert main(["recheck", "M-17", "--vault", str(tmp_path / "vault")]) in {0, 3}


def acquire(name: str, folder: Path) -> str:
    assert main(["acquire", "--phone", f"practice:{name}", "--into", str(folder)]) == 0
    return str(folder)


def test_two_looks_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = acquire("nothing-of-note", tmp_path / "one"), acquire("password-manager", tmp_path / "other")
    capsys.readouterr()
    assert main(["compare", one, other]) in {0, 3}
    told = capsys.readouterr().out
    assert main(["compare", one, one]) in {0, 3}
    same = capsys.readouterr().out
    assert len(told.splitlines()) > len(same.splitlines())


def test_a_kept_case_and_its_bundle_are_the_same_look(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sat = sit(tmp_path, Wanted())
    for name, data in sat.opened().items():
        file = tmp_path / "bundle" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    arguments = ["compare", "case:M-17", str(tmp_path / "bundle"), "--vault", str(tmp_path / "vault")]
    assert main(arguments) in {0, 3}
    kept_back = capsys.readouterr().out
    assert "com.android.system.syncservice" not in kept_back
    (tmp_path / "bundle" / "data" / "E-0001.txt").write_text("altered")
    assert main(arguments) == 1
    assert "does not verify" in capsys.readouterr().err


def test_a_backup_brings_the_vault_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sat = sit(tmp_path, Wanted())
    backup, again = tmp_path / "vault.backup", tmp_path / "again"
    assert main(["vault", "backup", str(backup), "--vault", str(tmp_path / "vault")]) == 0
    assert main(["vault", "restore", str(backup), "--vault", str(again)]) == 0
    assert main(["vault", "check", "--vault", str(again)]) == 0
    assert "exhibits read" in capsys.readouterr().out
    assert b"com.whatsapp" not in backup.read_bytes()
    assert sat.bundle.exists()


def test_a_spoiled_backup_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sit(tmp_path, Wanted(address=None))
    backup = tmp_path / "vault.backup"
    main(["vault", "backup", str(backup), "--vault", str(tmp_path / "vault")])
    data = bytearray(backup.read_bytes())
    data[len(data) // 2] ^= 1
    backup.write_bytes(bytes(data))
    assert main(["vault", "restore", str(backup), "--vault", str(tmp_path / "again")]) == 1
    assert not (tmp_path / "again").exists()
    assert "backup" in capsys.readouterr().err.lower()


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_completion_knows_every_command(shell: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "devicecheck", "completion", shell],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert [name for name in names() if name not in done.stdout] == []
