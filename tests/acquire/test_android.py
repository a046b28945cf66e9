"""The session against AOSP's own adbd."""

from __future__ import annotations

import hashlib
import threading
import time

import pytest

from devicecheck.acquire.android import AndroidPhone
from devicecheck.acquire.connecting import connect
from devicecheck.acquire.errors import (
    DeniedError,
    FileRefusedError,
    KeyRevokedError,
    NoPhoneError,
    NotAllowedError,
    PhoneError,
    StoppedError,
    TooMuchError,
)
from devicecheck.acquire.key import PhoneKey, load_key, new_key
from devicecheck.acquire.phone import Limits
from tests.lab.fixtures import StartPhone, never, noon
from tests.lab.hand import ALLOW, DENY, Hand
from tests.lab.phone import Answer, LabPhone
from tests.lab.proxy import FaultProxy, Faults

pytestmark = pytest.mark.lab
KEY = new_key()


def opened(phone: LabPhone | FaultProxy, key: PhoneKey = KEY, **how: object) -> AndroidPhone:
    return connect(phone.address, key=key, clock=noon, **how)  # type: ignore[arg-type]


def test_a_command_returns_output_errors_and_status(lab_phone: StartPhone) -> None:
    phone = lab_phone(replies={"pm list packages": Answer(b"package:a\n", b"note\n", 3)})
    reply = opened(phone).run("pm list packages", Limits(), never)
    assert (reply.stdout, reply.stderr, reply.status, reply.cut) == (b"package:a\n", b"note\n", 3, "")
    assert reply.started == noon()


def test_loops_run_on_the_phone_and_its_tools_are_answered(lab_phone: StartPhone) -> None:
    packages = {f"dumpsys package {name}": Answer(f"[{name}]\n".encode()) for name in ("org.a", "org.b")}
    listed = {"pm list packages -3": Answer(b"package:org.a\npackage:org.b\n")}
    phone = lab_phone(replies={**packages, **listed})
    command = "for p in $(pm list packages -3 | cut -d: -f2); do dumpsys package $p; done"
    assert opened(phone).run(command, Limits(), never).stdout == b"[org.a]\n[org.b]\n"
    assert phone.asked() == [command]


def test_what_could_change_the_phone_never_reaches_it(lab_phone: StartPhone) -> None:
    phone = lab_phone()
    with pytest.raises(NotAllowedError):
        opened(phone).run("settings put global adb_enabled 0", Limits(), never)
    assert phone.asked() == []


def test_limits_cut_and_say_so_and_the_phone_stays_usable(lab_phone: StartPhone) -> None:
    phone = opened(lab_phone(replies={"dumpsys slow": Answer(b"late", delay=5)}))
    much = phone.run("seq 1 10000000", Limits(bytes=1000), never)
    assert (len(much.stdout), much.cut, much.status) == (1000, "bytes", None)
    slow = phone.run("dumpsys slow", Limits(seconds=0.3), never)
    assert (slow.stdout, slow.cut) == (b"", "time")
    assert 0.3 <= slow.seconds < 1
    assert phone.run("echo there", Limits(), never).stdout == b"there\n"


def test_stop_is_heard_at_once_and_costs_no_connection(lab_phone: StartPhone) -> None:
    phone = opened(lab_phone(replies={"dumpsys slow": Answer(delay=30)}))
    wish = threading.Event()
    threading.Timer(0.2, wish.set).start()
    begun = time.monotonic()
    with pytest.raises(StoppedError):
        phone.run("dumpsys slow", Limits(), wish.is_set)
    assert time.monotonic() - begun < 0.7
    assert phone.run("echo there", Limits(), never).stdout == b"there\n"


def test_waiting_needs_no_processor(lab_phone: StartPhone) -> None:
    phone = opened(lab_phone(replies={"dumpsys slow": Answer(b"x", delay=1.5)}))
    before = time.process_time()
    assert phone.run("dumpsys slow", Limits(), never).stdout == b"x"
    assert time.process_time() - before < 0.1


def test_a_file_comes_over_whole(lab_phone: StartPhone) -> None:
    content = bytes(range(256)) * 20_000
    phone = opened(lab_phone(files={"/sdcard/a file": content, "/sdcard/empty": b""}))
    into = bytearray()
    pulled = phone.pull(b"/sdcard/a file", into.extend, Limits(), never)
    assert (bytes(into), pulled.size) == (content, len(content))
    assert pulled.modified is not None
    assert phone.pull(b"/sdcard/empty", into.extend, Limits(), never).size == 0


def test_sizes_over_4_gib_are_told_right(lab_phone: StartPhone) -> None:
    phone = lab_phone()
    with phone.put("/sdcard/huge", b"").open("wb") as file:
        file.truncate((5 << 30) + 3)
    got: list[bytes] = []
    with pytest.raises(TooMuchError, match=str((5 << 30) + 3)):
        opened(phone).pull(b"/sdcard/huge", got.append, Limits(bytes=5 << 30), never)
    assert got == []


@pytest.mark.parametrize(
    "path", [b"/nothing/here", b"/sdcard", b"/dev/zero", b"relative", b"/a\0b", b"/" + b"x" * 2000]
)
def test_what_is_no_file_is_refused_and_the_next_works(lab_phone: StartPhone, path: bytes) -> None:
    phone = opened(lab_phone(files={"/sdcard/a": b"yes"}))
    got = bytearray()
    with pytest.raises(FileRefusedError):
        phone.pull(path, got.extend, Limits(), never)
    assert got == b""
    assert phone.pull(b"/sdcard/a", got.extend, Limits(), never).size == 3


def test_a_full_disk_under_a_file_costs_no_connection(lab_phone: StartPhone) -> None:
    phone = opened(lab_phone(files={"/sdcard/a": bytes(3_000_000)}))

    def full(_data: bytes) -> None:
        raise OSError(28, "No space left on device")

    for _ in range(2):
        with pytest.raises(OSError, match="No space"):
            phone.pull(b"/sdcard/a", full, Limits(), never)
        assert phone.run("echo there", Limits(), never).stdout == b"there\n"
    assert phone.pull(b"/sdcard/a", len, Limits(), never).size == 3_000_000


def test_a_name_that_is_no_host_is_no_phone() -> None:
    with pytest.raises(NoPhoneError):
        connect("tcp:a..b:5555", key=KEY, clock=noon)


def test_shell_and_files_take_turns_on_one_connection(lab_phone: StartPhone) -> None:
    phone = opened(lab_phone(files={"/sdcard/a": b"yes"}))
    for _ in range(20):
        got = bytearray()
        phone.pull(b"/sdcard/a", got.extend, Limits(), never)
        assert got == b"yes"
        assert phone.run("echo x", Limits(), never).stdout == b"x\n"


def test_threads_wait_for_each_other(lab_phone: StartPhone) -> None:
    phone = opened(lab_phone())
    said: list[bytes] = []
    ask = [
        threading.Thread(target=lambda n=n: said.append(phone.run(f"echo {n}", Limits(), never).stdout))
        for n in range(8)
    ]
    for one in ask:
        one.start()
    for one in ask:
        one.join()
    assert sorted(said) == [f"{n}\n".encode() for n in range(8)]


def test_small_send_buffers_lose_nothing(lab_phone: StartPhone) -> None:
    phone = lab_phone()
    with FaultProxy(phone.port, Faults(send_buffer=16 * 1024)) as cable:
        long = "x" * 30_000
        assert opened(cable).run(f"echo {long}", Limits(), never).stdout == f"{long}\n".encode()


def test_nothing_at_the_address_is_no_phone() -> None:
    with pytest.raises(NoPhoneError):
        connect("tcp:127.0.0.1:1", key=KEY, clock=noon)


class TestQuestion:
    """ "Allow USB debugging?", asked by adbd itself."""

    def test_allowed_by_a_hand_after_a_while(self, lab_phone: StartPhone) -> None:
        phone = lab_phone(auth=True)
        shown: list[float] = []
        begun = time.monotonic()
        with Hand(phone.question, ALLOW, after=0.6) as hand:
            ready = opened(phone, asking=lambda: shown.append(time.monotonic() - begun))
            assert ready.run("echo yes", Limits(), never).stdout == b"yes\n"
        assert time.monotonic() - begun > 0.6
        assert len(shown) == 1
        assert shown[0] < 0.5
        assert hand.seen == [KEY.public]

    def test_denied_and_unanswered_are_the_same(self, lab_phone: StartPhone) -> None:
        phone = lab_phone(auth=True)
        with Hand(phone.question, DENY), pytest.raises(DeniedError):
            opened(phone, ask_seconds=0.5)

    def test_a_key_that_the_phone_knows_is_not_asked_for(self, lab_phone: StartPhone) -> None:
        phone = lab_phone(auth=True, keys=[KEY.public])
        with Hand(phone.question, DENY) as hand:
            kept = load_key(KEY.private)
            assert opened(phone, key=kept, known=True).run("echo yes", Limits(), never).stdout == b"yes\n"
        assert hand.seen == []

    def test_a_revoked_key_is_said_and_not_asked_for_again(self, lab_phone: StartPhone) -> None:
        phone = lab_phone(auth=True)
        with Hand(phone.question, ALLOW) as hand, pytest.raises(KeyRevokedError):
            opened(phone, known=True)
        assert hand.seen == []

    def test_stop_ends_the_wait_for_an_answer(self, lab_phone: StartPhone) -> None:
        phone = lab_phone(auth=True)
        wish = threading.Event()
        with Hand(phone.question, DENY), pytest.raises(StoppedError):
            opened(phone, asking=wish.set, stop=wish.is_set)


def test_every_error_of_a_dead_connection_comes_again(lab_phone: StartPhone) -> None:
    lab = lab_phone()
    phone = opened(lab)
    lab.stop()
    for _ in range(2):
        with pytest.raises(PhoneError) as raised:
            phone.run("echo x", Limits(), never)
        assert raised.value.key == "phone_gone"


def test_hashes_agree_with_the_phone(lab_phone: StartPhone) -> None:
    content = b"evidence" * 100_000
    phone = opened(lab_phone(files={"/sdcard/a": content}))
    digest = hashlib.sha256()
    phone.pull(b"/sdcard/a", digest.update, Limits(), never)
    told = phone.run("sha256sum /sdcard/a", Limits(), never).stdout.split()[0]
    assert told.decode() == digest.hexdigest()
