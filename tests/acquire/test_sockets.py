"""Nothing but adb opens a socket."""

from __future__ import annotations

from pathlib import Path

import pytest

from devicecheck.acquire.key import new_key
from tests.lab.fixtures import StartPhone
from tests.lab.sockets import sockets_of

STEPS = "tests.acquire.socket_steps"


@pytest.mark.lab
def test_reading_a_phone_reaches_the_phone_only(lab_phone: StartPhone, tmp_path: Path) -> None:
    phone = lab_phone(files={"/sdcard/file": b"x" * 100_000})
    key = tmp_path / "key"
    key.write_bytes(new_key().private)
    told = sockets_of(STEPS, "read_a_phone", phone.address, str(key))
    assert told.result == "hello\n"
    assert told.reached == {("127.0.0.1", phone.port)}
    assert told.started == ()


def test_looking_for_phones_reaches_nothing() -> None:
    told = sockets_of(STEPS, "look_for_phones")
    assert told.reached == frozenset()


def test_the_hook_would_have_seen_it() -> None:
    assert sockets_of(STEPS, "call_home").reached == {("192.0.2.1", 9)}
