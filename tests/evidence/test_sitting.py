"""One sitting as the app does it: vault, capture, seal, bundle, verify."""

from __future__ import annotations

import json
from pathlib import Path

import pyrage
import pytest

from evidence import sources
from evidence.bundle import write_bundle
from evidence.custody import Custody, Writer
from evidence.errors import (
    BundleExistsError,
    CaseReleasedError,
    CustodyClosedError,
    NotConsentedError,
    NoVaultError,
    RecipientError,
    StoppedError,
    UnknownExhibitError,
    VaultBusyError,
    VaultDamagedError,
    VaultExistsError,
    WrongPassphraseError,
)
from evidence.exhibit import Class, usual_choice
from evidence.receipt import parse
from evidence.seal import Contents
from evidence.vault import Vault
from evidence.verify import Expected, judge
from tests.evidence.kit import CHEAP, K2, PASSPHRASE, FakeClock, phone


def capture(custody: Custody, data: bytes = b"package:com.example", **more: object) -> str:
    with custody.exhibit(phone(**more)) as writer:
        writer.write(data)
        writer.result.status = 0
    return writer.number


def pull_half(writer: Writer) -> None:
    writer.write(b"half" * 1_000_000)
    raise ConnectionError("cable pulled")


def test_captured_bytes_come_back_and_the_log_says_how(vault: Vault) -> None:
    case = vault.new_case("M-17")
    custody = case.begin(K2)
    number = capture(custody, b"\x00\xff raw")
    assert number == "E-0001"
    assert case.read(number) == b"\x00\xff raw"
    exhibit = case.exhibit(number)
    assert exhibit.body["source"] == "dumpsys package"
    assert (exhibit.body["status"], exhibit.body["operator"]) == (0, "K2")
    assert [event.op for event in case.events()] == ["session", "opened", "item"]
    assert case.check() == 1


def test_an_exhibit_over_its_cap_is_kept_in_part_and_says_so(vault: Vault) -> None:
    case = vault.new_case("M-17")
    custody = case.begin(K2)
    with custody.exhibit(phone(), cap=1_500_000) as writer:
        for _ in range(4):
            writer.write(b"x" * 1_000_000)
    assert len(case.read("E-0001")) == 1_500_000
    assert case.exhibit("E-0001").body["cut"] == "bytes"
    assert [event.op for event in case.events()][-2:] == ["item", "gap"]


def test_a_capture_that_breaks_is_logged_and_leaves_nothing(vault: Vault) -> None:
    case = vault.new_case("M-17")
    custody = case.begin(K2)
    with pytest.raises(ConnectionError), custody.exhibit(phone()) as writer:
        pull_half(writer)
    last = list(case.events())[-1]
    assert (last.op, last.exhibit) == ("item-failed", "E-0001")
    assert "cable pulled" in last.body["why"]
    assert not list(vault.path.rglob("*.age*"))
    assert capture(custody) == "E-0002"


def test_a_sealed_session_takes_nothing_more(vault: Vault) -> None:
    case = vault.new_case("M-17")
    custody = case.begin(K2)
    capture(custody)
    custody.seal()
    with pytest.raises(CustodyClosedError):
        capture(custody)
    with pytest.raises(CustodyClosedError):
        custody.record("note", {"text": "later"})
    assert case.begin(K2).session == 2
    case.check_log()


def test_bundle_is_written_for_its_recipients_and_verifies(vault: Vault, tmp_path: Path) -> None:
    identity = pyrage.x25519.Identity.generate()
    case = vault.new_case("M-17")
    custody = case.begin(K2)
    capture(custody)
    capture(custody, b"Wi-Fi at home", kind=Class.PERSONAL)
    include = usual_choice(case.exhibits())
    assert include == ("E-0001",)
    seal = custody.seal(
        Contents(include=include, files={"report.pdf": b"%PDF", "VERIFY/verify.html": b"<!doctype html>"})
    )
    steps = []
    written = write_bundle(
        case,
        seal,
        out=tmp_path / "out",
        recipients=[str(identity.to_public())],
        progress=lambda step, done, whole: steps.append((step, done, whole)),
    )
    assert {step for step, _, _ in steps} == {"write", "verify"}
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [written.path.name, written.guide.name]
    verified = judge(
        sources.read(written.path, identities=[identity]),
        Expected(key=vault.fingerprint, receipt=parse(str(seal.receipt))),
    )
    assert (verified.exhibits, verified.handed_over, verified.origin) == (2, 1, "key and receipt")
    assert b"Wi-Fi" not in pyrage.decrypt(written.path.read_bytes(), [identity])
    with pytest.raises(BundleExistsError):
        write_bundle(case, seal, out=tmp_path / "out", recipients=[str(identity.to_public())])


def test_bundle_with_a_passphrase(vault: Vault, tmp_path: Path) -> None:
    case = vault.new_case("M-17")
    custody = case.begin(K2)
    capture(custody, b"y" * 200_000)
    written = write_bundle(case, custody.seal(Contents(include=("E-0001",))), out=tmp_path, passphrase="vier Wörter")
    plain = pyrage.passphrase.decrypt(written.path.read_bytes(), "vier Wörter")
    assert plain.startswith(b"PK")


def test_stopping_leaves_nothing(vault: Vault, tmp_path: Path) -> None:
    case = vault.new_case("M-17")
    custody = case.begin(K2)
    capture(custody)
    seal = custody.seal(Contents(include=("E-0001",)))
    identity = pyrage.x25519.Identity.generate()
    with pytest.raises(StoppedError):
        write_bundle(case, seal, out=tmp_path / "out", recipients=[str(identity.to_public())], stop=lambda: True)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ", "private_key"),
        ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI me@laptop", "ssh_key"),
        ("age1notakey", "not_a_key"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----", "private_key"),
    ],
)
def test_a_recipient_that_is_none_is_named(vault: Vault, tmp_path: Path, text: str, mistake: str) -> None:
    case = vault.new_case("M-17")
    seal = case.begin(K2).seal(Contents())
    with pytest.raises(RecipientError) as caught:
        write_bundle(case, seal, out=tmp_path / "out", recipients=[text])
    assert caught.value.mistake == mistake
    assert "SECRET" not in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_opening(tmp_path: Path) -> None:
    clock = FakeClock()
    with pytest.raises(NoVaultError):
        Vault.open(tmp_path / "vault", PASSPHRASE, clock=clock)
    vault = Vault.create(tmp_path / "vault", PASSPHRASE, clock=clock, cost=CHEAP)
    with pytest.raises(VaultExistsError):
        Vault.create(tmp_path / "vault", PASSPHRASE, clock=clock, cost=CHEAP)
    with pytest.raises(VaultBusyError):
        Vault.open(tmp_path / "vault", PASSPHRASE, clock=clock)
    vault.change_passphrase(PASSPHRASE, "another", cost=CHEAP)
    vault.close()
    with pytest.raises(WrongPassphraseError):
        Vault.open(tmp_path / "vault", PASSPHRASE, clock=clock)
    Vault.open(tmp_path / "vault", "another", clock=clock).close()
    header = tmp_path / "vault" / "vault.json"
    header.write_bytes(header.read_bytes().replace(b'"salt": "', b'"salt": "00'))
    with pytest.raises(VaultDamagedError):
        Vault.open(tmp_path / "vault", "another", clock=clock)


def test_withdrawn_consent_bars_capture_also_after_a_restart(vault: Vault) -> None:
    case = vault.new_case("M-17")
    custody = case.begin(K2)
    custody.consent("look", {"words": "She agreed."})
    custody.withdraw("look")
    with pytest.raises(NotConsentedError):
        capture(custody)
    custody = case.begin(K2)
    with pytest.raises(NotConsentedError):
        capture(custody)
    custody.consent("look")
    capture(custody)
    custody.withdraw("hand_over")
    with pytest.raises(NotConsentedError):
        custody.seal(Contents(include=("E-0001",)))


def test_what_is_forgotten_is_gone_and_the_log_still_verifies(vault: Vault) -> None:
    case = vault.new_case("M-17")
    custody = case.begin(K2)
    custody.record("note", {"text": "her sister was there"})
    for _ in range(3):
        capture(custody)
    custody.seal()
    case.drawer.put("answers", b"secret")
    case.forget("E-0002")
    with pytest.raises(UnknownExhibitError):
        case.read("E-0002")
    assert case.exhibit("E-0002").body is None
    assert case.check() == 2
    case.forget_everything()
    assert case.check() == 0
    assert "sister" not in json.dumps([event.body for event in case.events()])
    assert case.drawer.get("answers") is None
    assert not list(vault.path.rglob("*.age"))


def test_released_case_keeps_only_its_receipt(vault: Vault) -> None:
    case = vault.new_case("M-17")
    custody = case.begin(K2)
    capture(custody)
    receipt = custody.seal().receipt
    case.release(receipt)
    again = vault.case(case.id)
    assert (again.released, again.pseudonym, list(again.events()), again.exhibits()) == (receipt, "", [], ())
    with pytest.raises(CaseReleasedError):
        again.begin(K2)


def test_removed_case_is_gone(vault: Vault) -> None:
    case = vault.new_case("M-17", keep=False)
    capture(case.begin(K2))
    case.remove()
    assert vault.cases() == ()
    assert list((vault.path / "objects").iterdir()) == []


def test_after_a_crash_the_case_goes_on_and_the_leftover_is_explained(tmp_path: Path) -> None:
    clock = FakeClock()
    vault = Vault.create(tmp_path / "vault", PASSPHRASE, clock=clock, cost=CHEAP)
    case = vault.new_case("M-17")
    custody = case.begin(K2)
    capture(custody)
    custody._begin(phone())
    vault.close()
    with Vault.open(tmp_path / "vault", PASSPHRASE, clock=clock) as vault:
        (left,) = vault.unfinished()
        assert (left.case.id, left.begun) == (case.id, ("E-0002",))
        custody = left.case.begin(K2)
        assert vault.unfinished() == ()
        last = list(left.case.events())[-1]
        assert (last.op, last.exhibit) == ("item-failed", "E-0002")
        assert left.case.check() == 1
        custody.seal()
        assert vault.unfinished() == ()
