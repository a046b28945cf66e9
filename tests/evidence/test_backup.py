from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from evidence import backup
from evidence.errors import BackupError, VaultExistsError, WrongPassphraseError
from evidence.vault import Vault
from tests.evidence.kit import K2, PASSPHRASE, FakeClock, phone


@pytest.fixture
def filled(vault: Vault) -> Vault:
    custody = vault.new_case("M-17", delete_after=date(2026, 12, 24)).begin(K2)
    for size in (10, 200_000):
        with custody.exhibit(phone()) as writer:
            writer.write(b"x" * size)
    custody.seal()
    return vault


def test_what_was_saved_comes_back_and_verifies(filled: Vault, tmp_path: Path, clock: FakeClock) -> None:
    assert backup.write(filled, tmp_path / "backup.zip") == 4
    with backup.restore(tmp_path / "backup.zip", tmp_path / "again", PASSPHRASE, clock=clock) as again:
        assert again.fingerprint == filled.fingerprint
        (case,) = again.cases()
        assert len(case.read("E-0002")) == 200_000
        assert again.unfinished() == ()


def test_a_backup_with_a_flipped_bit_is_refused_and_leaves_nothing(
    filled: Vault, tmp_path: Path, clock: FakeClock
) -> None:
    path = tmp_path / "backup.zip"
    backup.write(filled, path)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(BackupError):
        backup.restore(path, tmp_path / "again", PASSPHRASE, clock=clock)
    assert not (tmp_path / "again").exists()


def test_a_backup_that_would_write_elsewhere_is_refused(tmp_path: Path, clock: FakeClock) -> None:
    path = tmp_path / "backup.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("manifest-sha256.txt", f"{'0' * 64}  ../evil\n")
        packed.writestr("../evil", b"x")
    with pytest.raises(BackupError):
        backup.restore(path, tmp_path / "again", PASSPHRASE, clock=clock)
    assert not (tmp_path / "evil").exists()


def test_restoring_needs_the_passphrase_and_a_free_place(filled: Vault, tmp_path: Path, clock: FakeClock) -> None:
    backup.write(filled, tmp_path / "backup.zip")
    with pytest.raises(WrongPassphraseError):
        backup.restore(tmp_path / "backup.zip", tmp_path / "again", "wrong", clock=clock)
    assert not (tmp_path / "again").exists()
    with pytest.raises(VaultExistsError):
        backup.restore(tmp_path / "backup.zip", filled.path, PASSPHRASE, clock=clock)


def test_cases_whose_day_has_come_are_named(filled: Vault) -> None:
    (case,) = filled.cases()
    assert filled.due(date(2026, 12, 23)) == ()
    assert [each.id for each in filled.due(date(2026, 12, 24))] == [case.id]
