from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence.vault import Vault
from tests.evidence.kit import CHEAP, PASSPHRASE, FakeClock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def vault(tmp_path: Path, clock: FakeClock) -> Iterator[Vault]:
    with Vault.create(tmp_path / "vault", PASSPHRASE, clock=clock, cost=CHEAP) as vault:
        yield vault
