"""An authority that answers something else than it was asked, late or not at all: said, and sealed without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from evidence import anchor
from evidence.errors import TimestampError
from evidence.vault import Vault
from tests.evidence.kit import K2
from tests.evidence.tsa import Authority, needs_openssl

pytestmark = needs_openssl
ANSWERS = ("garbage", "nothing", "silence", "an earlier answer", "an answer cut off", "an answer and more")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa"))


def silent(_: bytes) -> bytes:
    raise TimeoutError("no answer")


def wrong(authority: Authority, how: str) -> Callable[[bytes], bytes]:
    earlier: list[bytes] = []
    anchor.stamper(lambda request: earlier.append(authority.fetch(request)) or earlier[0])(b"the same message")
    answers: dict[str, Callable[[bytes], bytes]] = {
        "garbage": lambda _: b"garbage" * 100,
        "nothing": lambda _: b"",
        "silence": silent,
        "an earlier answer": lambda _: earlier[0],
        "an answer cut off": lambda request: authority.fetch(request)[:-1],
        "an answer and more": lambda request: authority.fetch(request) + b"\0",
    }
    return answers[how]


@pytest.mark.parametrize("how", ANSWERS)
def test_a_wrong_answer_is_no_time_stamp(authority: Authority, how: str) -> None:
    with pytest.raises(TimestampError):
        anchor.stamper(wrong(authority, how))(b"the same message")


def test_without_an_answer_it_is_sealed_all_the_same_and_signed_that_there_is_none(
    vault: Vault, authority: Authority
) -> None:
    case = vault.new_case("M-17")
    seal = case.begin(K2).seal(stamp_with=anchor.stamper(wrong(authority, "silence")))
    assert seal.anchors == ()
    last = list(case.events())[-1]
    assert (last.op, seal.receipt.seq) == ("anchor-failed", last.seq)
    case.check_log()


def test_the_time_is_the_authoritys(authority: Authority, tmp_path: Path) -> None:
    token = anchor.stamper(authority.fetch)(b"message")
    (tmp_path / "token").write_bytes(token)
    assert abs((anchor.read(token, b"message").timestamp()) - (tmp_path / "token").stat().st_mtime) < 60
