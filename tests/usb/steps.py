"""What happens inside the process that sees emulated USB phones; each function returns what it saw."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from devicecheck.acquire.android import AndroidPhone
from devicecheck.acquire.connecting import connect
from devicecheck.acquire.errors import PhoneError
from devicecheck.acquire.key import load_key
from devicecheck.acquire.phone import Limits
from devicecheck.acquire.plugged import by_libusb, by_udev
from devicecheck.acquire.states import Seen, choose, seen
from devicecheck.acquire.watching import look, watch
from devicecheck.cli import main
from tests.lab.fixtures import never, noon
from tests.lab.usb import cable

BIG = Limits(seconds=60, bytes=1 << 30)


def opened(address: str, key: str, ask_seconds: float = 5.0) -> AndroidPhone:
    return connect(address, key=load_key(Path(key).read_bytes()), clock=noon, ask_seconds=ask_seconds)


def states() -> list[list[str]]:
    return [[phone.address, phone.state.value, phone.model] for phone in look()]


def states_by_libusb() -> list[list[str]]:
    return [[phone.address, phone.state.value] for phone in seen(by_libusb())]


def without_rights() -> list[str]:
    return [seen(by_udev())[0].state.value, seen(by_libusb())[0].state.value]


def without_rights_in_jail() -> str:
    """Close the device file, and look as a user without root's privileges."""
    Path(os.environ["UMOCKDEV_DIR"], "dev/bus/usb/001/005").chmod(0)
    return _in_jail("without_rights")


def _in_jail(function: str, *words: str) -> str:
    call = f"import json, sys; from tests.usb.steps import {function} as f; print(json.dumps(f(*sys.argv[1:])))"
    jail = ("setpriv", "--bounding-set=-all", "--inh-caps=-all") if os.geteuid() == 0 else ()
    done = subprocess.run([*jail, sys.executable, "-c", call, *words], capture_output=True, text=True, check=True)
    return str(done.stdout)


def read_all(address: str, key: str) -> dict[str, object]:
    phone = opened(address, key)
    said = phone.run("echo out; ls /nothing", Limits(), never)
    digest = hashlib.sha256()
    pulled = phone.pull(b"/sdcard/file", digest.update, BIG, never)
    before = time.process_time()
    late = phone.run("dumpsys slow", Limits(seconds=0.5), never)
    idle = time.process_time() - before
    phone.close()
    return {
        "out": said.stdout.decode(),
        "status": said.status,
        "size": pulled.size,
        "sha256": digest.hexdigest(),
        "cut": late.cut,
        "idle": idle,
    }


def problem(address: str, key: str) -> str:
    try:
        opened(address, key, ask_seconds=0.5).close()
    except PhoneError as error:
        return error.key
    return "connected"


def chosen() -> str:
    try:
        return choose(look()).address
    except PhoneError as error:
        return error.key


def unplugged_within_a_pull(key: str) -> dict[str, object]:
    phone = opened("usb:S1", key)
    got = [0]
    pulled_at = [0.0]

    def pull_out(data: bytes) -> None:
        got[0] += len(data)
        if got[0] > 2_000_000 and not pulled_at[0]:
            pulled_at[0] = time.monotonic()
            cable("unplug")

    try:
        phone.pull(b"/sdcard/file", pull_out, BIG, never)
        key_said = "none"
    except PhoneError as error:
        key_said = error.key
    noticed = time.monotonic() - pulled_at[0]
    cable("plug")
    again = opened("usb:S1", key)
    size = again.pull(b"/sdcard/file", len, BIG, never).size
    again.close()
    return {"key": key_said, "noticed": noticed, "again": size}


def unplugged_before(key: str) -> list[str]:
    cable("unplug")
    first = problem("usb:S1", key)
    cable("plug")
    return [first, problem("usb:S1", key)]


def held_then_freed(key: str) -> list[str]:
    first = problem("usb:S1", key)
    cable("free")
    return [first, problem("usb:S1", key)]


def coming_and_going() -> dict[str, object]:
    seen_states: list[tuple[Seen, ...]] = []
    times: list[float] = []
    end = threading.Event()

    def watching() -> None:
        for phones in watch(end.is_set):
            seen_states.append(phones)
            times.append(time.monotonic())

    watcher = threading.Thread(target=watching)
    watcher.start()
    time.sleep(0.4)
    before = time.process_time()
    time.sleep(1.0)
    idle = time.process_time() - before
    changed = time.monotonic()
    cable("vanish")
    time.sleep(1.0)
    cable("appear")
    time.sleep(1.0)
    end.set()
    watcher.join()
    return {
        "states": [[phone.address for phone in phones] for phones in seen_states],
        "noticed": times[1] - changed,
        "idle": idle,
    }


def command_phones(*words: str) -> list[object]:
    """Run ``devicecheck phones`` and return its status and what it printed."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        status = main(["phones", *words])
    return [status, printed.getvalue()]


def command_phones_in_jail(*words: str) -> str:
    """Run it as a user who may not open the device file."""
    Path(os.environ["UMOCKDEV_DIR"], "dev/bus/usb/001/005").chmod(0)
    return _in_jail("command_phones", *words)
