"""What ``test_sockets.py`` lets run under an audit hook."""

from __future__ import annotations

import socket
from pathlib import Path

from devicecheck.acquire.checked import pull_checked
from devicecheck.acquire.connecting import connect
from devicecheck.acquire.key import load_key
from devicecheck.acquire.phone import Limits
from devicecheck.acquire.watching import look
from tests.lab.fixtures import never, noon


def read_a_phone(address: str, key: str) -> str:
    phone = connect(address, key=load_key(Path(key).read_bytes()), clock=noon)
    said = phone.run("echo hello", Limits(), never).stdout.decode()
    pull_checked(phone, b"/sdcard/file", len, Limits(), never)
    phone.close()
    return said


def look_for_phones() -> int:
    return len(look())


def call_home() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.connect(("192.0.2.1", 9))
