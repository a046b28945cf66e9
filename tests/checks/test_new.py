"""A new check passes its contract before anybody wrote a line of it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from checks.new import main, make

ROOT = Path(__file__).parents[2]


def test_a_new_check_passes_its_contract(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "checks", tmp_path / "checks", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "devicecheck", tmp_path / "devicecheck", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests" / "checks", tmp_path / "tests" / "checks")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    made = subprocess.run(
        [sys.executable, "-m", "checks.new", "android/my_check"], cwd=tmp_path, timeout=60, check=False
    )
    assert made.returncode == 0
    tested = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "tests/checks/test_contract.py",
            "-k",
            "my_check",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert tested.returncode == 0, tested.stdout
    assert "passed" in tested.stdout


@pytest.mark.parametrize("name", ["my_check", "ios/x", "android/My", "android/../x", "android/1", "android/a__b", ""])
def test_a_name_that_will_not_do_makes_nothing(name: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no name"):
        make(name, tmp_path)
    assert not list(tmp_path.iterdir())


def test_what_is_there_is_not_written_over(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["android/vpn"]) == 2
    assert "already there" in capsys.readouterr().err
