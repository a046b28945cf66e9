"""What somebody could do to the vault's files, without and with its passphrase."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence import keys, log
from evidence.case import Case
from evidence.errors import EvidenceError, ExhibitDamagedError, VaultDamagedError
from evidence.vault import Vault
from tests.evidence.attacks import chained, rewritten
from tests.evidence.kit import CHEAP, K2, PASSPHRASE, FakeClock, phone


def fill(path: Path, seed: str = "", count: int = 3) -> Path:
    with Vault.create(path, PASSPHRASE, clock=FakeClock(seed=seed), cost=CHEAP) as vault:
        custody = vault.new_case("M-17").begin(K2)
        for number in range(count):
            with custody.exhibit(phone()) as writer:
                writer.write(b"%d" % number * 5000)
        custody.seal()
    return path


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    return fill(tmp_path / "vault")


def refused(path: Path) -> EvidenceError:
    """Open the vault and check everything in it; return why it is refused."""
    with pytest.raises(EvidenceError) as caught:
        check(path)
    return caught.value


def check(path: Path) -> None:
    with Vault.open(path, PASSPHRASE, clock=FakeClock(seed="later")) as vault:
        vault.check()


def objects(path: Path) -> list[Path]:
    return sorted(path.glob("objects/*/*.age"))


def swap(one: Path, two: Path) -> None:
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


WITHOUT_THE_PASSPHRASE: dict[str, Callable[[Path], object]] = {
    "a bit of an object flipped": lambda path: flip(objects(path)[0], 300),
    "a bit of an object's header flipped": lambda path: flip(objects(path)[0], 40),
    "an object cut off": lambda path: objects(path)[0].write_bytes(objects(path)[0].read_bytes()[:-1]),
    "an object longer": lambda path: objects(path)[0].write_bytes(objects(path)[0].read_bytes() + b"x"),
    "an object deleted": lambda path: objects(path)[0].unlink(),
    "two objects exchanged": lambda path: swap(*objects(path)[:2]),
    "an object of another vault": lambda path: shutil.copy(
        objects(fill(path.parent / "other", "other"))[0], objects(path)[0]
    ),
    "a page of the index flipped": lambda path: flip(path / "index.db", 9000),
    "the index's beginning flipped": lambda path: flip(path / "index.db", 3),
    "the index cut off": lambda path: (path / "index.db").write_bytes((path / "index.db").read_bytes()[:-4096]),
    "the index gone": lambda path: (path / "index.db").unlink(),
    "the index of another vault": lambda path: shutil.copy(
        fill(path.parent / "other", "other") / "index.db", path / "index.db"
    ),
    "the header of another vault": lambda path: shutil.copy(
        fill(path.parent / "other", "other") / "vault.json", path / "vault.json"
    ),
    "a bit of the header flipped": lambda path: flip(path / "vault.json", 120),
}


@pytest.mark.parametrize("what", WITHOUT_THE_PASSPHRASE)
def test_without_the_passphrase(closed: Path, what: str) -> None:
    WITHOUT_THE_PASSPHRASE[what](closed)
    assert isinstance(refused(closed), VaultDamagedError | ExhibitDamagedError)


def test_the_journal_of_another_vault_is_refused(closed: Path) -> None:
    other = Vault.create(closed.parent / "other", PASSPHRASE, clock=FakeClock(seed="other"), cost=CHEAP)
    other.new_case("X")
    shutil.copy(other.path / "index.db-wal", closed / "index.db-wal")
    other.close()
    assert isinstance(refused(closed), VaultDamagedError)


def lines_of(case: Case) -> list[bytes]:
    return [bytes(row["raw"]) for row in case._rows("1")]


def put_lines(case: Case, lines: list[bytes]) -> None:
    index = case._store.index
    index.remove("log", "case_id = ?", [case.id])
    for seq, raw in enumerate(lines):
        index.add("log", {"case_id": case.id, "seq": seq, "session": 1, "op": "x", "exhibit": "", "raw": raw})


WITH_THE_PASSPHRASE: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "a line edited": lambda lines: [*lines[:2], rewritten(lines[2], op="other"), *lines[3:]],
    "a line edited and chained anew": lambda lines: chained([*lines[:2], rewritten(lines[2], op="other"), *lines[3:]]),
    "a line deleted": lambda lines: lines[:2] + lines[3:],
    "lines exchanged": lambda lines: [lines[0], lines[1], lines[3], lines[2], *lines[4:]],
    "a line twice": lambda lines: [*lines[:3], lines[2], *lines[3:]],
    "a session key of his own": lambda lines: chained(lines, b"k" * 32),
}


@pytest.mark.parametrize("what", WITH_THE_PASSPHRASE)
def test_with_the_passphrase(closed: Path, what: str) -> None:
    with Vault.open(closed, PASSPHRASE, clock=FakeClock(seed="later")) as vault:
        (case,) = vault.cases()
        put_lines(case, WITH_THE_PASSPHRASE[what](lines_of(case)))
    assert isinstance(refused(closed), VaultDamagedError)


def test_with_the_passphrase_a_body_edited(closed: Path) -> None:
    with Vault.open(closed, PASSPHRASE, clock=FakeClock(seed="later")) as vault:
        row = vault._index.rows("bodies")[1]
        vault._index.put("bodies", {**row, "opened": bytes(row["opened"]).replace(b"dumpsys", b"dumpsyz")})
    assert isinstance(refused(closed), VaultDamagedError)


def test_an_older_copy_of_the_whole_vault_opens_and_only_the_receipt_shows_it(closed: Path, tmp_path: Path) -> None:
    shutil.copytree(closed, tmp_path / "older")
    with Vault.open(closed, PASSPHRASE, clock=FakeClock(seed="later")) as vault:
        (case,) = vault.cases()
        receipt = case.begin(K2).seal().receipt
    with Vault.open(tmp_path / "older", PASSPHRASE, clock=FakeClock(seed="later")) as vault:
        (case,) = vault.cases()
        assert case.check() == 3
        assert log.head_of(lines_of(case)[-1]) != receipt.head
        assert keys.fingerprint(vault._store.centre().public) == receipt.key
