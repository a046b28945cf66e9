"""Faults that only a cable has, each at each stage: pulled out, held by another program, two phones."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from devicecheck.acquire.key import new_key
from tests.lab.hand import DENY, Hand
from tests.lab.matrix import CONTENT, STAGES, Seen
from tests.lab.phone import LabPhone, peer
from tests.lab.usb import with_phones

USB_FAULTS = ("unplug", "busy", "two phones")
_STEPS = "tests.lab.usb_trial"


def usb_trials(fault: str, rounds: int) -> Iterator[Seen]:
    """Do ``fault`` at every stage, ``rounds`` times."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        key = new_key()
        place = Path(folder, "key")
        place.write_bytes(key.private)
        ports = []
        for name in ("one", "two"):
            (Path(folder) / name).mkdir()
            files = {"/sdcard/file": CONTENT, "/sdcard/name": name.encode()}
            phone = LabPhone(peer=peer(), folder=Path(folder, name), files=files, auth=True, keys=[key.public])
            stack.enter_context(phone)
            stack.enter_context(Hand(phone.question, DENY))
            ports.append(phone.port)
        phones = [f"phone:S1:{ports[0]}", *([f"phone:S2:{ports[1]}"] if fault == "two phones" else [])]
        for stage in STAGES * rounds:
            for one in _once(phones, fault, place, stage):
                yield Seen(fault=fault, stage=stage, **one)


def _once(phones: list[str], fault: str, key: Path, stage: str) -> list[dict[str, object]]:
    """Do one trial in a process of its own; where the emulation itself breaks, say so and do it again."""
    for _ in range(3):
        try:
            return list(with_phones(phones, _STEPS, fault.replace(" ", "_"), str(key), stage, "1"))
        except (RuntimeError, subprocess.TimeoutExpired) as error:
            if isinstance(error, RuntimeError) and "libumockdev-preload: Error" not in str(error):
                raise
            print(f"the emulation of USB broke, {fault} at {stage} is done again", file=sys.stderr)  # noqa: T201
    raise RuntimeError("the emulation of USB broke three times")
