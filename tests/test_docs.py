"""What the documents say is run: every command in them, every link, every name of a file."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sitting.kit import Wanted, sit

HOME = Path(__file__).resolve().parents[1]
PAGES = sorted(
    [HOME / "README.md", *HOME.glob("docs/**/*.md"), *HOME.glob("checks/**/*.md"), *HOME.glob("evidence/**/*.md")]
)
BLOCK = re.compile(r"(?:<!-- (?P<note>[^>]*) -->\n)?```sh\n(?P<commands>.*?)```", re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)(?P<target>[^)#\s]+)")
IN_A_BUNDLE = "in a bundle"
"""Note of a block that is run inside an unpacked bundle."""
SET_UP = re.compile(r"python3 -m venv")
"""Set-up lines install from the registry; continuous integration runs them from a clean clone."""


def pages() -> list[object]:
    return [pytest.param(page, id=str(page.relative_to(HOME))) for page in PAGES]


def commands(page: Path) -> list[tuple[str, str]]:
    """Return note and command for every block; a note ``needs …`` names why it cannot run here."""
    return [(match["note"] or "", match["commands"]) for match in BLOCK.finditer(page.read_text("utf-8"))]


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with the names that the documents use."""
    place = tmp_path_factory.mktemp("docs")
    programs = place / "bin"
    programs.mkdir()
    program = programs / "devicecheck"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m devicecheck "$@"\n')
    program.chmod(0o755)
    (programs / "python").symlink_to(sys.executable)
    return place


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an unpacked bundle of a whole sitting."""
    place = tmp_path_factory.mktemp("bundle")
    for name, data in sit(tmp_path_factory.mktemp("sitting"), Wanted()).opened().items():
        file = place / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return place


@pytest.mark.lab
@pytest.mark.parametrize("page", pages())
def test_commands_run(page: Path, bench: Path, unpacked: Path) -> None:
    for tool in ("bash", "openssl", "sha256sum", "xxd"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    environment = {
        **os.environ,
        "PATH": f"{bench / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(HOME),
        "DOCS": str(HOME / "docs"),
    }
    for note, lines in commands(page):
        if note.startswith("needs ") or SET_UP.search(lines):
            continue
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", lines],
            cwd=unpacked if note == IN_A_BUNDLE else bench,
            env=environment,
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
        assert done.returncode == 0, f"{lines}\n{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize("page", pages())
def test_links_lead_somewhere(page: Path) -> None:
    lost = [target for target in LINK.findall(page.read_text("utf-8")) if not (page.parent / target).exists()]
    assert not lost
