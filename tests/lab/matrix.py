"""Faults of the connection, each at each stage, on AOSP's own adbd: one trial does it and says what was seen.

The suite runs a part, ``tests/long/connection_faults.py`` runs them all many times.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from devicecheck.acquire.android import AndroidPhone
from devicecheck.acquire.checked import pull_checked
from devicecheck.acquire.connecting import connect
from devicecheck.acquire.errors import PhoneError
from devicecheck.acquire.key import PhoneKey, new_key
from devicecheck.acquire.phone import Limits
from tests.lab.fixtures import never, noon
from tests.lab.hand import ALLOW, DENY, Hand
from tests.lab.phone import LabPhone
from tests.lab.proxy import FaultProxy

STAGES = ("connect", "auth", "shell", "pull")
FAULTS = ("fin", "rst", "stall", "freeze", "flip", "refuse", "replug", "small buffer", "late yes")
LIMIT = 1.0
"""Seconds that a command, a file or a greeting may take in a trial."""
CONTENT = hashlib.sha256(b"devicecheck").digest() * 320_000
"""10 MB."""
LINES = "".join(f"{number}\n" for number in range(1, 100_001)).encode()
_WITHIN = {"connect": 10, "auth": 60}
"""Bytes from the phone after which a fault happens: within its first header, and after it has asked for a signature."""
_MAGIC = {"connect": 20, "auth": 64, "shell": 20}
"""Bytes from the phone to the check word of the stage's next header. A changed bit within a command's output is not
noticed by anyone, in adb neither; one in a file is, by the phone's SHA-256."""
_QUICK = 1.0
_LATE_YES = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one trial showed."""

    fault: str
    stage: str
    key: str
    """Of the error, or ``done``."""
    noticed: float
    """Seconds from the fault to the error."""
    idle: float
    """Share of a processor that was used meanwhile."""
    again: bool
    """Whether the same worked once the fault was gone."""
    right: bool
    """Whether this is what was to be expected."""


class Bench:
    """One phone with a cable that can break, and a key that the phone knows."""

    def __init__(self, peer: Path, folder: Path, key: PhoneKey, *, known: bool = True) -> None:
        self.key = key
        self.lab = LabPhone(
            peer=peer,
            folder=folder,
            files={"/sdcard/file": CONTENT},
            auth=True,
            keys=[key.public] if known else [],
        )

    @contextmanager
    def running(self, *, answer: bytes = DENY, after: float = 0.0) -> Iterator[FaultProxy]:
        """Start the phone, and a hand that answers its question."""
        with ExitStack() as stack:
            stack.enter_context(self.lab)
            stack.enter_context(Hand(self.lab.question, answer, after))
            yield stack.enter_context(FaultProxy(self.lab.port))

    def connect(self, cable: FaultProxy, ask_seconds: float = LIMIT) -> AndroidPhone:
        return connect(cable.address, key=self.key, clock=noon, hello_seconds=LIMIT, ask_seconds=ask_seconds)


def work(phone: AndroidPhone, stage: str, seconds: float = LIMIT) -> bool:
    """Do what the stage does; return whether it came out right, never a part."""
    if stage == "pull":
        got = bytearray()
        limits = Limits(seconds=seconds, bytes=1 << 30)
        pulled = pull_checked(phone, b"/sdcard/file", got.extend, limits, never)
        return got == CONTENT and pulled.told == pulled.sha256
    reply = phone.run("seq 1 100000", Limits(seconds=seconds), never)
    return reply.stdout == LINES and reply.status == 0 and not reply.cut


def trial(bench: Bench, cable: FaultProxy, fault: str, stage: str) -> Seen:
    """Let ``fault`` happen at ``stage`` and see how it ends; the bench is as before afterwards."""
    faults = cable.faults
    begun, used = time.monotonic(), time.process_time()
    key = "done"
    right = True
    try:
        if stage in _WITHIN:
            _break(bench, cable, fault, (_MAGIC if fault == "flip" else _WITHIN)[stage])
            right = work(bench.connect(cable, ask_seconds=_LATE_YES + 3 if fault == "late yes" else LIMIT), "shell", 5)
        else:
            _prepare(cable, fault)
            phone = bench.connect(cable, ask_seconds=_LATE_YES + 3 if fault == "late yes" else LIMIT)
            _break(bench, cable, fault, cable.passed + _within(fault, stage))
            begun, used = time.monotonic(), time.process_time()
            right = work(phone, stage, 5 if fault in {"small buffer", "late yes", "flip"} else LIMIT)
    except PhoneError as error:
        key = error.key
    wall = time.monotonic() - begun
    idle = (time.process_time() - used) / wall
    bench.lab.thaw()
    faults.cut_after = faults.stall_after = faults.flip_at = faults.send_buffer = None
    faults.refuse = faults.reset = False
    cable.cut()
    again = work(bench.connect(cable, ask_seconds=_LATE_YES + 3), stage, 5)
    fits = right and key in _expected(fault, stage) and again and wall < _time(fault)
    return Seen(fault=fault, stage=stage, key=key, noticed=wall, idle=idle, again=again, right=fits)


def _within(fault: str, stage: str) -> int:
    if fault == "flip" and stage == "shell":
        return _MAGIC[stage]
    return 150_000 if stage == "shell" else 2_000_000


def _prepare(cable: FaultProxy, fault: str) -> None:
    if fault == "small buffer":
        cable.faults.send_buffer = 16 * 1024


def _break(bench: Bench, cable: FaultProxy, fault: str, at: int) -> None:
    """Arrange for the fault to happen once the phone has said ``at`` bytes."""
    faults = cable.faults
    _prepare(cable, fault)
    does: dict[str, Callable[[], object]] = {
        "fin": lambda: setattr(faults, "cut_after", at),
        "replug": lambda: setattr(faults, "cut_after", at),
        "rst": lambda: (setattr(faults, "reset", True), setattr(faults, "cut_after", at)),
        "refuse": lambda: (setattr(faults, "refuse", True), setattr(faults, "cut_after", at)),
        "stall": lambda: setattr(faults, "stall_after", at),
        "flip": lambda: setattr(faults, "flip_at", at),
        "freeze": bench.lab.freeze,
    }
    does.get(fault, lambda: None)()


def _expected(fault: str, stage: str) -> set[str]:
    if fault in {"small buffer", "late yes"}:
        return {"done"}
    if fault in {"stall", "freeze"}:
        return {"phone_silent"}
    if fault == "flip":
        return {"phone_altered"} if stage == "pull" else {"phone_garbled"}
    return {"phone_gone", "phone_none"} if fault in {"refuse", "rst"} else {"phone_gone"}


def _time(fault: str) -> float:
    """Seconds within which the end has to be known: at once, or the time limit and the second for a goodbye."""
    if fault in {"small buffer", "flip"}:
        return 5.0
    if fault == "late yes":
        return _LATE_YES + 2
    return LIMIT + 1.3 if fault in {"stall", "freeze"} else _QUICK


def trials(peer: Path, folder: Path, cells: list[tuple[str, str]]) -> Iterator[Seen]:
    """Do the trials of ``cells`` (fault, stage) one after another, on as few phones as possible."""
    key = new_key()
    patient = [cell for cell in cells if cell[0] == "late yes"]
    others = [cell for cell in cells if cell[0] != "late yes"]
    if others:
        bench = Bench(peer, folder / "phone", key)
        (folder / "phone").mkdir()
        with bench.running() as cable:
            for fault, stage in others:
                yield trial(bench, cable, fault, stage)
    if patient:
        (folder / "patient").mkdir()
        bench = Bench(peer, folder / "patient", key, known=False)
        with bench.running(answer=ALLOW, after=_LATE_YES) as cable:
            for fault, stage in patient:
                yield trial(bench, cable, fault, stage)
