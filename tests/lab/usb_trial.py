"""The inside of ``usb_matrix.py``: what happens in the process that sees the emulated phones."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from devicecheck.acquire.android import AndroidPhone
from devicecheck.acquire.connecting import connect
from devicecheck.acquire.errors import PhoneError
from devicecheck.acquire.key import load_key
from devicecheck.acquire.phone import Limits
from tests.lab.fixtures import never, noon
from tests.lab.matrix import work
from tests.lab.usb import cable

_WHEN = {"connect": 0.0, "auth": 0.006, "shell": 0.03, "pull": 0.05}
"""Seconds into the stage at which the cable is pulled out or the rival comes."""
_SLOW = 20.0
"""Seconds that a whole file may take over emulated USB."""
Told = list[dict[str, object]]


def opened(key: str, address: str = "usb:S1") -> AndroidPhone:
    return connect(address, key=load_key(Path(key).read_bytes()), clock=noon, ask_seconds=1)


def stage_work(key: str, stage: str, before: Callable[[], object]) -> None:
    if stage in {"connect", "auth"}:
        before()
        work(opened(key), "shell", _SLOW)
        return
    phone = opened(key)
    before()
    work(phone, stage, _SLOW)
    phone.close()


def measured(key: str, stage: str, before: Callable[[], object], at: list[float]) -> tuple[str, float, float]:
    """Return how the stage ended, how long after the fault, and the share of the processor."""
    begun, used = time.monotonic(), time.process_time()
    try:
        stage_work(key, stage, before)
        said = "done"
    except PhoneError as error:
        said = error.key
    now = time.monotonic()
    return said, now - (at[0] if at else begun), (time.process_time() - used) / (now - begun)


def again_works(key: str, stage: str) -> bool:
    phone = opened(key)
    fine = work(phone, "pull" if stage == "pull" else "shell", _SLOW)
    phone.close()
    return fine


def unplug(key: str, stage: str, rounds: str) -> Told:
    told: Told = []
    for _ in range(int(rounds)):
        at: list[float] = []

        def pull_out(at: list[float] = at) -> None:
            at.append(time.monotonic())
            cable("unplug")

        timer = threading.Timer(_WHEN[stage], pull_out)
        said, noticed, idle = measured(key, stage, pull_out if stage == "connect" else timer.start, at)
        if stage != "connect":
            timer.join()
        cable("plug")
        again = again_works(key, stage)
        right = said in {"phone_gone", "phone_none"} and noticed < 1 and again
        told.append({"key": said, "noticed": noticed, "idle": idle, "again": again, "right": right})
    return told


def busy(key: str, stage: str, rounds: str) -> Told:
    """A rival comes while nobody holds the phone: at the first greeting, or at the one after a stage was done."""
    told: Told = []
    for _ in range(int(rounds)):
        if stage != "connect":
            again_works(key, stage)
        cable("busy")
        said, noticed, idle = measured(key, "connect", lambda: None, [])
        cable("free")
        again = again_works(key, stage)
        right = said == "phone_busy" and noticed < 1 and again
        told.append({"key": said, "noticed": noticed, "idle": idle, "again": again, "right": right})
    return told


def two_phones(key: str, stage: str, rounds: str) -> Told:
    """Without a number nothing is asked; with one, the right phone answers."""
    told: Told = []
    for _ in range(int(rounds)):
        begun, used = time.monotonic(), time.process_time()
        try:
            opened(key, "usb:")
            said = "done"
        except PhoneError as error:
            said = error.key
        noticed = time.monotonic() - begun
        idle = (time.process_time() - used) / noticed
        names = []
        for serial in ("S1", "S2"):
            phone = opened(key, f"usb:{serial}")
            names.append(phone.run("cat /sdcard/name", Limits(), never).stdout)
            phone.close()
        again = names == [b"one", b"two"] and again_works(key, stage)
        told.append(
            {
                "key": said,
                "noticed": noticed,
                "idle": idle,
                "again": again,
                "right": said == "phone_several" and noticed < 1 and again,
            }
        )
    return told
