"""Our session beside Debian 13's own adb client, on the same adbd, in the same run: time, ratio, memory.

Run: PYTHONPATH=. python tests/bench/connection.py [ROUNDS [TASK…]]        (wants 1.6 GB in /dev/shm)

Both write what they pull into files. Ours hashes it with SHA-256 and BLAKE3 in the same pass, adb does not hash.
Both sides of both connections send small messages at once (TCP_NODELAY): the waits of up to 40 ms that loopback adds
otherwise are a matter of delayed acknowledgements, which a cable does not have.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from devicecheck.acquire.android import AndroidPhone
from devicecheck.acquire.connecting import connect
from devicecheck.acquire.hashing import Digests
from devicecheck.acquire.key import new_key
from devicecheck.acquire.phone import Limits
from tests.lab.fixtures import never, noon
from tests.lab.phone import LabPhone, peer

BIG = 500_000_000
SMALL = 2_000
COMMANDS = 1_000
TARGETS = {"big": 1.3, "small": 1.0, "commands": 1.0}
"""Most times adb's own time that each task may take."""
LIMITS = Limits(seconds=600, bytes=1 << 33)
SERVER_PORT = "15037"
NODELAY = Path(__file__).with_name("nodelay.c")


def ours(task: str, address: str, into: Path) -> dict[str, object]:
    """Do one task in this process; return its seconds and peak memory in MB."""
    phone = connect(address, key=new_key(), clock=noon)
    begun = time.perf_counter()
    {"big": our_big, "small": our_small, "commands": our_commands}[task](phone, into)
    seconds = time.perf_counter() - begun
    phone.close()
    return {"seconds": seconds, "memory": peak_memory()}


def peak_memory() -> float:
    """Return this process's peak in MB; ``getrusage`` would count its parent's before the ``exec``."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024 / 1e6


def our_big(phone: AndroidPhone, into: Path) -> None:
    with (into / "big").open("wb", buffering=0) as file, Digests(file.write) as digests:
        phone.pull(b"/sdcard/big", digests.take, LIMITS, never)
    assert len(digests.sha256) == len(digests.blake3) == 64


def our_small(phone: AndroidPhone, into: Path) -> None:
    names = phone.run("ls /sdcard/small", LIMITS, never).stdout.split()
    assert len(names) == SMALL
    for name in names:
        with (into / name.decode()).open("wb", buffering=0) as file:
            phone.pull(b"/sdcard/small/" + name, file.write, LIMITS, never)


def our_commands(phone: AndroidPhone, _into: Path) -> None:
    for _ in range(COMMANDS):
        assert phone.run("echo hi", LIMITS, never).stdout == b"hi\n"


def in_fresh_process(task: str, address: str, into: Path) -> dict[str, object]:
    call = [sys.executable, __file__, "--task", task, address, str(into)]
    return dict(json.loads(subprocess.run(call, capture_output=True, text=True, check=True).stdout))


class Adb:
    """Debian 13's adb, with its server, from the lab's root."""

    def __init__(self, folder: Path, nodelay: Path) -> None:
        root = folder / "root" / "usr"
        self._call = [
            *(str(root / "lib64" / "ld-linux-x86-64.so.2"), "--library-path"),
            f"{root}/lib/x86_64-linux-gnu:{root}/lib/x86_64-linux-gnu/android",
            *("--preload", str(nodelay), str(root / "lib" / "android-sdk" / "platform-tools" / "adb")),
            *("-P", SERVER_PORT),
        ]
        self._home = {**os.environ, "HOME": tempfile.mkdtemp(), "ADB_MDNS": "0"}
        self.device = ""

    def run(self, *words: str) -> str:
        device = ["-s", self.device] if self.device else []
        done = subprocess.run(
            [*self._call, *device, *words], capture_output=True, text=True, check=True, env=self._home
        )
        return done.stdout

    def start(self, port: int) -> None:
        server = [*self._call, "nodaemon", "server"]
        self.server = subprocess.Popen(server, env=self._home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(1)
        self.run("connect", f"127.0.0.1:{port}")
        self.device = f"127.0.0.1:{port}"
        until = time.monotonic() + 10
        while "device" not in self.run("devices").partition(self.device)[2] and time.monotonic() < until:
            time.sleep(0.1)

    def stop(self) -> None:
        self.server.kill()
        self.server.wait()
        shutil.rmtree(self._home["HOME"])

    def big(self, into: Path) -> None:
        self.run("pull", "-Z", "/sdcard/big", str(into / "big"))

    def small(self, into: Path) -> None:
        self.run("pull", "-Z", "/sdcard/small", str(into))

    def commands(self, _into: Path) -> None:
        for _ in range(COMMANDS):
            assert self.run("shell", "echo hi") == "hi\n"


def timed(what: Callable[[Path], object], into: Path) -> float:
    begun = time.perf_counter()
    what(into)
    return time.perf_counter() - begun


def fresh(into: Path) -> Path:
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir()
    return into


def main() -> int:
    if sys.argv[1:2] == ["--task"]:
        print(json.dumps(ours(sys.argv[2], sys.argv[3], Path(sys.argv[4]))))
        return 0
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory(dir="/dev/shm") as temporary:
        folder = Path(temporary)
        nodelay = folder / "nodelay.so"
        subprocess.run(["gcc", "-shared", "-fPIC", "-o", nodelay, NODELAY, "-ldl"], check=True)
        (folder / "phone").mkdir()
        chance = random.Random(5)
        small = {f"/sdcard/small/{n:04}": chance.randbytes(chance.randrange(200, 25_000)) for n in range(SMALL)}
        with LabPhone(peer=peer(), folder=folder / "phone", files=small) as phone:
            with phone.put("/sdcard/big", b"").open("wb") as big:
                for _ in range(BIG // 1_000_000):
                    big.write(chance.randbytes(1_000_000))
            return compare(phone, Adb(peer(), nodelay), folder, rounds)


def compare(phone: LabPhone, adb: Adb, folder: Path, rounds: int) -> int:
    adb.start(phone.port)
    targets = {task: target for task, target in TARGETS.items() if task in (sys.argv[2:] or TARGETS)}
    bad = 0
    try:
        print("| task | adb (s): each | ours (s): each | ratio of medians | of the best | most memory (MB) | target |")
        print("|---|---|---|---|---|---|---|")
        for task, target in targets.items():
            theirs, mine, memory = [], [], []
            for _ in range(rounds if task != "commands" else 2):
                theirs.append(timed(getattr(adb, task), fresh(folder / "theirs")))
                told = in_fresh_process(task, phone.address, fresh(folder / "ours"))
                mine.append(float(str(told["seconds"])))
                memory.append(float(str(told["memory"])))
            same(task, folder)
            ratio = statistics.median(mine) / statistics.median(theirs)
            best = min(mine) / min(theirs)
            each = " ".join(f"{value:.2f}" for value in theirs), " ".join(f"{value:.2f}" for value in mine)
            fits = ratio <= target and max(memory) <= 60
            bad += not fits
            print(f"| {task} | {each[0]} | {each[1]} | {ratio:.2f} | {best:.2f} | {max(memory):.0f} | {target} |")
    finally:
        adb.stop()
    return bad


def same(task: str, folder: Path) -> None:
    """Compare what both pulled, byte for byte."""
    pairs = {"big": ("theirs/big", "ours/big"), "small": ("theirs/small", "ours")}.get(task)
    if pairs:
        left, right = (folder / name for name in pairs)
        subprocess.run(["diff", "-rq", left, right], check=True)


if __name__ == "__main__":
    sys.exit(main())
