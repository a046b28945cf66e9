"""What every test may rely on: no test reads or writes the person's own data, and CI skips no lab test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

pytest_plugins = ["tests.lab.fixtures"]

hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
"""The same examples each time, so that a change is judged by itself; chance belongs to everybody's own runs."""
if os.environ.get("CI"):
    hypothesis.settings.load_profile("ci")

os.environ.setdefault("XDG_CACHE_HOME", str(Path.home() / ".cache"))
"""Where the lab keeps what it fetched: the person's own cache, although tests get a home of their own."""

LAB_REQUIRED = bool(os.environ.get("DEVICECHECK_LAB_REQUIRED"))
"""Set in CI, where every system package is installed: a lab test that is skipped there is a failure."""


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("DEVICECHECK_DATA", str(home))
    monkeypatch.setenv("DEVICECHECK_VAULT", str(home / "vault"))
    monkeypatch.delenv("DEVICECHECK_PASSPHRASE_FILE", raising=False)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real captures, lists and corpora that lies beside the project, or skip."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("no folder shared/ beside the project: real captures and lists are not here")
    return folder


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    outcome = yield
    report = outcome.get_result()
    if LAB_REQUIRED and report.skipped and item.get_closest_marker("lab") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"a lab test was skipped although everything should be installed: {report.longrepr}"
