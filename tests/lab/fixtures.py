"""Fixtures for every test that wants a real adbd: ``lab_phone`` starts phones, and skips by name where it cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.lab.phone import LabPhone, MissingError, peer

StartPhone = Callable[..., LabPhone]


@pytest.fixture(scope="session")
def lab_peer() -> Path:
    """Return where the real adbd lies, or skip."""
    try:
        return peer()
    except MissingError as missing:
        pytest.skip(f"lab: {missing}")


@pytest.fixture
def lab_phone(lab_peer: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartPhone]:
    """Return a function that starts a phone; it takes what ``LabPhone`` takes."""
    with ExitStack() as running:

        def start(**how: object) -> LabPhone:
            folder = tmp_path_factory.mktemp("phone")
            return running.enter_context(LabPhone(peer=lab_peer, folder=folder, **how))  # type: ignore[arg-type]

        yield start


def noon() -> datetime:
    """Return a fixed laptop clock."""
    return datetime(2026, 3, 1, 12, tzinfo=UTC)


def never() -> bool:
    """Return that nobody wants to stop."""
    return False
