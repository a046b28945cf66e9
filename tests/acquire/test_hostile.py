"""A phone that lies: every lie ends in one named error, in time, within memory, and nothing half counts as whole."""

from __future__ import annotations

import itertools
import resource
import struct
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.acquire import wire
from devicecheck.acquire.android import AndroidPhone
from devicecheck.acquire.connecting import connect
from devicecheck.acquire.errors import GarbledError, OfflineError, PhoneError
from devicecheck.acquire.key import new_key
from devicecheck.acquire.phone import Limits
from devicecheck.acquire.shell2 import Sorter
from tests.lab.fake_adbd import AUTH, BANNER, CLSE, CNXN, OKAY, OPEN, STLS, WRTE, FakeAdbd, Line
from tests.lab.fixtures import never, noon

KEY = new_key()
SHORT = Limits(seconds=0.6, bytes=1_000_000)
Script = Callable[[Line], object]


def opened(phone: FakeAdbd, **how: object) -> AndroidPhone:
    return connect(phone.address, key=KEY, clock=noon, hello_seconds=0.5, ask_seconds=0.5, **how)  # type: ignore[arg-type]


def forever(send: Callable[[], object]) -> None:
    for _ in itertools.repeat(None):
        send()


def stat2(size: int, mode: int = 0o100644, error: int = 0, modified: int = 0) -> bytes:
    return struct.pack("<4sIQQIIIIQqqq", b"STA2", error, 0, 0, mode, 1, 0, 0, size, 0, modified, 0)


def after_greeting(*steps: Script) -> Script:
    def script(line: Line) -> None:
        line.greet()
        for step in steps:
            step(line)

    return script


GREETINGS: dict[str, tuple[Script, str]] = {
    "a banner of 1 MB": (lambda line: line.greet(b"device::" + b"x" * 1_000_000), "phone_garbled"),
    "a length over every limit": (
        lambda line: (line.receive(), line.send(CNXN, 1, 1 << 20, length=0xFFFFFFFF)),
        "phone_garbled",
    ),
    "no adb at all": (lambda line: line.raw(b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n"), "phone_garbled"),
    "a wrong magic": (lambda line: line.raw(struct.pack("<6I", CNXN, 0, 0, 0, 0, 0)), "phone_garbled"),
    "an unknown command": (lambda line: line.raw(struct.pack("<6I", 5, 0, 0, 0, 0, 5 ^ 0xFFFFFFFF)), "phone_garbled"),
    "tiny messages": (lambda line: line.greet(most=16), "phone_garbled"),
    "recovery mode": (lambda line: line.greet(b"recovery::"), "phone_offline"),
    "an empty banner": (lambda line: line.greet(b""), "phone_offline"),
    "TLS": (lambda line: (line.receive(), line.send(STLS, 0x01000000, 0)), "phone_wireless"),
    "a short token": (lambda line: (line.receive(), line.send(AUTH, 1, 0, b"short")), "phone_garbled"),
    "a stream before the greeting": (lambda line: (line.receive(), line.send(WRTE, 1, 1, b"x")), "phone_garbled"),
    "tokens for ever": (lambda line: forever(lambda: line.send(AUTH, 1, 0, bytes(20))), "phone_denied"),
    "silence": (lambda line: line.receive(), "phone_silent"),
    "hanging up": (lambda line: (line.receive(), line.end.close()), "phone_gone"),
}

ANSWERS: dict[str, tuple[Script, str]] = {
    "a stream never opened": (lambda line: (line.open(), line.send(WRTE, 7, 4711, b"x")), "phone_garbled"),
    "stream 0": (lambda line: (line.open(), line.send(WRTE, 7, 0, b"x")), "phone_garbled"),
    "a negative stream": (lambda line: (line.open(), line.send(WRTE, 7, 0xFFFFFFFF, b"x")), "phone_garbled"),
    "a changed number": (lambda line: (line.open(), line.send(WRTE, 8, line.theirs, b"x")), "phone_garbled"),
    "a stream of its own": (lambda line: (line.open(), line.send(OPEN, 9, 0, b"tcp:1\0")), "phone_garbled"),
    "a new greeting": (lambda line: (line.open(), line.send(CNXN, 1, 1 << 20, BANNER)), "phone_gone"),
    "an unknown shell packet": (lambda line: (line.open(), line.write(line.shell(9, b"x"))), "phone_garbled"),
    "an exit status of 4 GiB": (
        lambda line: (line.open(), line.write(line.shell(3, b"", length=0xFFFFFFFF))),
        "phone_garbled",
    ),
    "an end without a status": (lambda line: (line.open(), line.send(CLSE, 7, line.theirs)), "phone_gone"),
    "an end within a packet": (
        lambda line: (line.open(), line.write(line.shell(1, b"x", length=50)), line.send(CLSE, 7, line.theirs)),
        "phone_gone",
    ),
    "a message that stops": (
        lambda line: (line.open(), line.send(WRTE, 7, line.theirs, b"x", length=90)),
        "phone_silent",
    ),
    "an answer before it is open": (lambda line: (line.receive(), line.send(WRTE, 7, 1, b"x")), "phone_garbled"),
    "a refusal": (lambda line: line.send(CLSE, 0, line.receive()[1]), "phone_file_refused"),
    "no answer at all": (lambda line: line.receive(), "phone_silent"),
}


@pytest.mark.parametrize("lie", GREETINGS)
def test_lies_while_greeting(lie: str) -> None:
    script, key = GREETINGS[lie]
    begun = time.monotonic()
    with FakeAdbd(script) as phone, pytest.raises(PhoneError) as raised:
        opened(phone)
    assert raised.value.key == key
    assert time.monotonic() - begun < 2.5


@pytest.mark.parametrize("lie", ANSWERS)
def test_lies_while_a_command_runs(lie: str) -> None:
    script, key = ANSWERS[lie]
    begun = time.monotonic()
    with FakeAdbd(after_greeting(script)) as fake, pytest.raises(PhoneError) as raised:
        opened(fake).run("getprop", SHORT, never)
    assert raised.value.key == key
    assert time.monotonic() - begun < 4


def test_endless_output_is_cut_within_limits() -> None:
    def endless(line: Line) -> None:
        line.open()
        forever(lambda: line.write(line.shell(1, b"y" * 60_000), answer=False))

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with FakeAdbd(after_greeting(endless)) as fake:
        phone = opened(fake)
        with pytest.raises(PhoneError) as raised:  # it does not even stop when the stream is closed
            phone.run("getprop", SHORT, never)
    assert raised.value.key == "phone_silent"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40_000


def test_endless_errors_are_cut_too() -> None:
    def endless(line: Line) -> None:
        line.open()
        for _ in range(200):
            line.write(line.shell(2, b"e" * 60_000), answer=False)
        line.send(CLSE, 7, line.theirs)

    with FakeAdbd(after_greeting(endless)) as fake:
        reply = opened(fake).run("getprop", Limits(seconds=5, bytes=100_000), never)
    assert (reply.cut, len(reply.stderr), reply.stdout) == ("bytes", 100_000, b"")


def test_late_messages_of_a_closed_stream_are_passed_over() -> None:
    def late(line: Line) -> None:
        line.open()
        line.end_shell()
        line.receive()
        first = line.theirs
        line.open()
        line.send(WRTE, 7, first, b"late")
        line.send(OKAY, 7, first)
        line.end_shell(5)

    with FakeAdbd(after_greeting(late)) as fake:
        phone = opened(fake)
        assert phone.run("getprop", SHORT, never).status == 0
        assert phone.run("getprop", SHORT, never).status == 5


def test_a_phone_without_shell_v2_is_heard_without_a_status() -> None:
    def old(line: Line) -> None:
        line.greet(b"device::ro.product.model=Old", version=0x01000000, most=4096)
        assert line.open() == "exec:getprop"
        line.write(b"[a]: [b]\n")
        line.send(CLSE, 7, line.theirs)

    with FakeAdbd(old) as fake:
        reply = opened(fake).run("getprop", SHORT, never)
    assert (reply.stdout, reply.status, reply.cut) == (b"[a]: [b]\n", None, "")


def test_wrong_checksums_of_an_old_phone_are_found() -> None:
    def old(line: Line) -> None:
        line.greet(b"device::", version=0x01000000, most=4096)
        line.open()
        line.raw(struct.pack("<6I", WRTE, 7, line.theirs, 1, 5, WRTE ^ 0xFFFFFFFF) + b"x")

    with FakeAdbd(old) as fake, pytest.raises(GarbledError):
        opened(fake).run("getprop", SHORT, never)


FILES: dict[str, tuple[bytes, str]] = {
    "half a file": (stat2(100) + b"DATA" + struct.pack("<I", 50) + b"x" * 50 + b"DONE" + bytes(4), "phone_altered"),
    "a piece of 4 GiB": (stat2(100) + b"DATA" + struct.pack("<I", 0xFFFFFFFF), "phone_garbled"),
    "a size of -1": (stat2(0xFFFFFFFFFFFFFFFF), "phone_too_much"),
    "more than announced and allowed": (
        stat2(10) + (b"DATA" + struct.pack("<I", 60_000) + b"x" * 60_000) * 17,
        "phone_too_much",
    ),
    "nonsense for data": (stat2(10) + b"LIST" + bytes(4), "phone_garbled"),
    "nonsense for the answer": (b"DONE" + bytes(68), "phone_garbled"),
    "a device": (stat2(0, mode=0o020666), "phone_file_refused"),
    "a pipe": (stat2(0, mode=0o010666), "phone_file_refused"),
    "an error": (stat2(0, error=13), "phone_file_refused"),
    "a failure with endless words": (
        stat2(10) + b"FAIL" + struct.pack("<I", 0xFFFFFFFF) + b"w" * 5000,
        "phone_file_refused",
    ),
}


@pytest.mark.parametrize("lie", FILES)
def test_lies_about_a_file(lie: str) -> None:
    data, key = FILES[lie]

    def script(line: Line) -> None:
        line.open()
        line.question()
        for at in range(0, len(data), 500_000):
            line.write(data[at : at + 500_000])

    with FakeAdbd(after_greeting(script)) as fake, pytest.raises(PhoneError) as raised:
        opened(fake).pull(b"/sdcard/x", len, SHORT, never)
    assert raised.value.key == key


def test_a_date_beyond_the_calendar_is_no_date() -> None:
    def script(line: Line) -> None:
        line.open()
        line.question()
        line.write(stat2(0, modified=-(1 << 63)) + b"DONE" + bytes(4))

    with FakeAdbd(after_greeting(script)) as fake:
        assert opened(fake).pull(b"/sdcard/x", len, SHORT, never).modified is None


@given(st.binary(min_size=24, max_size=24))
def test_any_24_bytes_are_a_header_or_garbled(data: bytes) -> None:
    try:
        head = wire.unpack(data)
    except GarbledError:
        return
    assert head.length <= wire.MOST_PAYLOAD
    assert (
        wire.HEADER.pack(head.command, head.first, head.second, head.length, head.sum, head.command ^ 0xFFFFFFFF)
        == data
    )


@given(st.binary(max_size=5000), st.integers(0, 0xFFFFFFFF))
def test_any_greeting_is_a_phone_or_a_named_error(payload: bytes, most: int) -> None:
    head = wire.Head(command=CNXN, first=1, second=most, length=len(payload), sum=0)
    try:
        told = wire.banner(head, payload)
    except (GarbledError, OfflineError):
        return
    assert told.features <= set(wire.FEATURES)


@given(st.lists(st.tuples(st.sampled_from([1, 2]), st.binary(max_size=50))), st.lists(st.integers(1, 40), min_size=1))
def test_shell_packets_come_out_however_they_are_cut(packets: list[tuple[int, bytes]], cuts: list[int]) -> None:
    data = b"".join(struct.pack("<BI", kind, len(text)) + text for kind, text in packets) + b"\x03\x01\0\0\0\x09"
    sorter, at = Sorter(1_000_000), 0
    for cut in itertools.cycle(cuts):
        sorter.take(memoryview(data[at : at + cut]))
        at += cut
        if at >= len(data):
            break
    assert bytes(sorter.stdout) == b"".join(text for kind, text in packets if kind == 1)
    assert bytes(sorter.stderr) == b"".join(text for kind, text in packets if kind == 2)
    assert (sorter.status, sorter.whole) == (9, True)


@given(st.binary(max_size=300))
def test_any_shell_bytes_are_sorted_or_garbled(data: bytes) -> None:
    sorter = Sorter(100)
    try:
        sorter.take(memoryview(data))
    except GarbledError:
        return
    assert len(sorter.stdout) <= 100
    assert len(sorter.stderr) <= 100
