"""A phone that garbles at random: a mutating proxy between our session and AOSP's own adbd, for so many minutes.

Run: PYTHONPATH=. python tests/long/connection_fuzz.py [MINUTES [SEED]]

Each turn greets, runs a command, copies a file with its SHA-256. It may succeed or end in one of our errors, in time
and in memory; anything else, and a wrong file that counts as whole, fails the run.
"""

from __future__ import annotations

import hashlib
import random
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from devicecheck.acquire.checked import pull_checked
from devicecheck.acquire.connecting import connect
from devicecheck.acquire.errors import PhoneError
from devicecheck.acquire.key import PhoneKey, new_key
from devicecheck.acquire.phone import Limits
from tests.lab.fixtures import never, noon
from tests.lab.hand import DENY, Hand
from tests.lab.phone import LabPhone, peer
from tests.lab.proxy import FaultProxy, Faults

CONTENT = random.Random(7).randbytes(300_000)
TRUE = hashlib.sha256(CONTENT).hexdigest()
LIMITS = Limits(seconds=0.5, bytes=1_000_000)
LONGEST = 8.0
"""Seconds for one turn: greeting, question, command, file and hash, each with its limit and its goodbye."""
MOST_MEMORY = 60_000
"""KiB that the process may grow by."""


def turn(cable: FaultProxy, key: PhoneKey, counts: Counter[str]) -> None:
    stage = "greeting"
    try:
        phone = connect(cable.address, key=key, clock=noon, hello_seconds=0.5, ask_seconds=0.5)
        stage = "shell"
        reply = phone.run("seq 1 2000", LIMITS, never)
        assert len(reply.stdout) <= LIMITS.bytes
        stage = "pull"
        pulled = pull_checked(phone, b"/sdcard/file", len, LIMITS, never)
        assert pulled.sha256 == TRUE or not pulled.told, "a wrong file that counts as whole"
        counts["done"] += 1
        phone.close()
    except PhoneError as error:
        counts[f"{stage}: {error.key}"] += 1


def main() -> int:
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 30
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    counts: Counter[str] = Counter()
    longest, failures, key = 0.0, 0, new_key()
    end = time.monotonic() + minutes * 60
    with tempfile.TemporaryDirectory() as folder:
        phone = LabPhone(
            peer=peer(), folder=Path(folder), files={"/sdcard/file": CONTENT}, auth=True, keys=[key.public]
        )
        with phone, Hand(phone.question, DENY), FaultProxy(phone.port, Faults()) as cable:
            turn(cable, key, counts)
            at_first = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            while time.monotonic() < end:
                seed += 1
                cable.faults.mutate = random.Random(seed)
                begun = time.monotonic()
                try:
                    turn(cable, key, counts)
                except Exception:  # noqa: BLE001 -- the finding of this run
                    failures += 1
                    print(f"seed {seed}", file=sys.stderr)
                    traceback.print_exc()
                cable.cut()
                longest = max(longest, time.monotonic() - begun)
            cable.faults.mutate = None
            turn(cable, key, counts)
            asked = set(phone.asked())
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - at_first
    print(f"{minutes:g} minutes, {sum(counts.values())} turns, {failures} failures, last seed {seed}")
    print(f"longest turn {longest:.1f} s (limit {LONGEST}), memory grown by {grown} KiB (limit {MOST_MEMORY})")
    print(f"commands that reached the phone: {sorted(asked)}")
    for what, count in counts.most_common():
        print(f"| {what} | {count} |")
    return failures > 0 or longest > LONGEST or grown > MOST_MEMORY


if __name__ == "__main__":
    sys.exit(main())
