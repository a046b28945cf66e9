"""A full disk, a clock that is set back, and 10,000 exhibits of which half are deleted.

``python -m tests.long.evidence_storage [full|clock|delete]``; *full* mounts small tmpfs and needs root.
"""

from __future__ import annotations

import collections
import random
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from evidence.clock import SystemClock
from evidence.custody import Operator
from evidence.errors import StorageFullError
from evidence.exhibit import Capture, Class
from evidence.header import Cost
from evidence.seal import Contents
from evidence.vault import Vault
from tests.evidence.kit import FakeClock

COST = Cost(passes=1, kibibytes=64, lanes=1)
K2 = Operator(name="K2")
SECRET = "holiday in Lisbon"


def what(number: int = 0) -> Capture:
    """Return a capture with something personal in it."""
    return Capture(
        kind=Class.FILE, source=f"/sdcard/DCIM/{SECRET} {number}.jpg", method="adb pull", why=SECRET, suffix="jpg"
    )


def full(rounds: int = 30) -> None:
    """Fill a small disk while capturing, then make room and go on."""
    tally = collections.Counter[str]()
    for seed in range(rounds):
        with tempfile.TemporaryDirectory(prefix="full-") as name:
            size = f"size={random.Random(seed).randrange(700, 6000)}k"
            subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", name], check=True)
            try:
                one_disk(Path(name), seed, tally)
            finally:
                subprocess.run(["umount", name], check=True)
    for each, count in sorted(tally.items()):
        print(f"{each}: {count}")
    if tally["disks filled"] != rounds or tally["not said"]:
        sys.exit("failed")


def one_disk(place: Path, seed: int, tally: collections.Counter[str]) -> None:
    """Capture until the disk is full; then everything that was logged has to be there, and it has to go on."""
    chance = random.Random(seed)
    ballast = place / "ballast"
    ballast.write_bytes(bytes(200_000))
    vault = Vault.create(place / "vault", "p", clock=SystemClock(), cost=COST)
    case = vault.new_case("M-17")
    custody = case.begin(K2)
    logged: list[str] = []
    try:
        for number in range(1000):
            with custody.exhibit(what(number)) as writer:
                writer.write(chance.randbytes(chance.randrange(100_000)))
            logged.append(writer.number)
        tally["not said"] += 1
    except StorageFullError:
        tally["disks filled"] += 1
    for number in logged:
        case.read(number)
    tally["exhibits logged before and read back"] += len(logged)
    ballast.unlink()
    with custody.exhibit(what()) as writer:
        writer.write(b"after making room")
    tally["captured after making room"] += 1
    vault.close()
    with Vault.open(place / "vault", "p", clock=SystemClock()) as again:
        (case,) = again.cases()
        custody = case.begin(K2)
        custody.seal()
        again.check()
        kept = [each.number for each in case.exhibits()]
        if kept != [*logged, writer.number] or case.begun:
            sys.exit(f"seed {seed}: {kept} instead of {logged}")
        failed = {event.exhibit for event in case.events() if event.op == "item-failed"}
        tally["failures that the log names"] += len(failed)
    if list((place / "vault").rglob("*.part")):
        sys.exit(f"seed {seed}: something is left")


def clock() -> None:
    """Set the clock back by two hours in the middle."""
    with tempfile.TemporaryDirectory() as name:
        fake = FakeClock()
        with Vault.create(Path(name) / "vault", "p", clock=fake, cost=COST) as vault:
            case = vault.new_case("M-17")
            custody = case.begin(K2)
            for _ in range(5):
                with custody.exhibit(what()) as writer:
                    writer.write(b"before")
            fake.wall -= timedelta(hours=2)
            for _ in range(5):
                with custody.exhibit(what()) as writer:
                    writer.write(b"after")
            custody.seal(Contents(include=("E-0001", "E-0010")))
            print(f"{vault.check()} exhibits captured over the change and read back")


def delete(count: int = 10_000) -> None:
    """Delete half of many exhibits, then all that is personal."""
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with (
        tempfile.TemporaryDirectory(dir=memory) as name,
        Vault.create(Path(name) / "vault", "p", clock=SystemClock(), cost=COST) as vault,
    ):
        case = vault.new_case("M-17")
        custody = case.begin(K2)
        for number in range(count):
            with custody.exhibit(what(number)) as writer:
                writer.write(SECRET.encode())
        custody.seal()
        case.forget(*(f"E-{number:04d}" for number in range(1, count + 1, 2)))
        left = vault.check()
        print(f"{count} captured, half of them deleted, {left} read back, the log verifies")
        case.forget_everything()
        vault.check()
        found = sum(SECRET.encode() in page for page in pages(vault))
        print(f"all that is personal deleted, the log verifies; pages of the decrypted index with it: {found}")
        if left != count // 2 or found or list(vault.path.rglob("*.age")):
            sys.exit("failed")


def pages(vault: Vault) -> list[bytes]:
    """Return the decrypted index, byte for byte as SQLite would write it without encryption."""
    with tempfile.TemporaryDirectory() as name:
        plain = Path(name) / "plain.db"
        connection = vault._index._connection
        connection.execute(f"ATTACH DATABASE '{plain}' AS plain KEY ''")
        connection.execute("SELECT sqlcipher_export('plain')")
        connection.execute("DETACH DATABASE plain")
        data = plain.read_bytes()
    raw = (vault.path / "index.db").read_bytes() + b"".join(path.read_bytes() for path in vault.path.glob("index.db-*"))
    free = connection.execute("PRAGMA freelist_count").fetchone()[0]
    print(f"free pages: {free}; bytes of the index: {len(raw)}")
    return [data[at : at + 4096 + 64] for at in range(0, len(data), 4096)]


def main() -> None:
    """Run what was asked for."""
    runs = {"full": full, "clock": clock, "delete": delete}
    for name in sys.argv[1:] or runs:
        runs[name]()


if __name__ == "__main__":
    main()
