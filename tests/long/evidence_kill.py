"""Kill a program at random moments of capture and seal, and look at what is left.

``python -m tests.long.evidence_kill [RUNS]`` prints a summary and fails if anything that was logged is lost or wrong,
or if anything that is left has no explanation.
"""

from __future__ import annotations

import collections
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyrage

from evidence import sources
from evidence.bundle import write_bundle
from evidence.clock import SystemClock
from evidence.custody import Operator
from evidence.exhibit import Capture, Class, usual_choice
from evidence.header import Cost
from evidence.seal import Contents
from evidence.vault import Vault
from evidence.verify import Expected, judge

COST = Cost(passes=1, kibibytes=64, lanes=1)
K2 = Operator(name="K2")
WHAT = Capture(kind=Class.PHONE, source="dumpsys", method="adb shell", why="test", suffix="txt")


def victim(place: Path, recipient: str, seed: int) -> None:
    """Capture, seal, write, over and over, saying what was done, until killed."""
    chance = random.Random(seed)
    with Vault.open(place / "vault", "p", clock=SystemClock()) as vault:
        print("opened", flush=True)
        while True:
            case = vault.new_case("M-17")
            print("case", case.id, flush=True)
            custody = case.begin(K2)
            for _ in range(chance.randrange(1, 6)):
                with custody.exhibit(WHAT) as writer:
                    for _ in range(chance.randrange(1, 30)):
                        writer.write(chance.randbytes(chance.randrange(100_000)))
                print("item", case.id, writer.number, flush=True)
            contents = Contents(include=usual_choice(case.exhibits()), recipients=(recipient,))
            seal = custody.seal(contents)
            print("sealed", case.id, flush=True)
            written = write_bundle(case, seal, out=place / "out")
            print("written", written.path.name, flush=True)


def one(place: Path, identity: pyrage.x25519.Identity, seed: int, tally: collections.Counter[str]) -> None:
    """Kill one run and examine it."""
    command = [sys.executable, "-m", __spec__.name, "--victim", str(place), str(identity.to_public()), str(seed)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    if running.stdout is None:
        raise RuntimeError("no output")
    first = running.stdout.readline()
    time.sleep(random.Random(seed).uniform(0, 0.8))
    running.send_signal(signal.SIGKILL)
    said = [line.split() for line in (first + running.stdout.read()).splitlines()]
    running.wait()
    tally["runs"] += 1
    with Vault.open(place / "vault", "p", clock=SystemClock()) as vault:
        examine(vault, place / "out", said, identity, tally)


def examine(
    vault: Vault, out: Path, said: list[list[str]], identity: pyrage.x25519.Identity, tally: collections.Counter[str]
) -> None:
    """Compare what is left with what the victim said, go on with every case, and clear away."""
    for word, *rest in said:
        if word == "item":
            vault.case(rest[0]).read(rest[1])
            tally["items that were reported and read back"] += 1
        if word == "written":
            judge(sources.read(out / rest[0], identities=[identity]), Expected(key=vault.fingerprint))
            tally["bundles that were reported and verify"] += 1
    offered = {each.case.id for each in vault.unfinished()}
    for case in vault.cases():
        known = {row["file"] for row in vault._index.rows("objects", "case_id = ?", [case.id])}
        folder = vault._store.place(case.id, "")
        left = {path.name.removesuffix(".part") for path in folder.iterdir()}
        tally["files without explanation"] += len(left - known)
        tally["begun and not finished"] += len(case.begun)
        if list(case.events()):
            case.check()
        sealed = [event.op for event in case.events() if event.op in {"session", "seal"}][-1:] == ["seal"]
        if list(case.events()) and sealed == (case.id in offered):
            tally["cases wrongly offered or not"] += 1
        tally["cases offered to go on"] += case.id in offered
        custody = case.begin(K2)
        custody.seal()
        case.check()
        if case.begun or any(path.suffix == ".part" for path in folder.iterdir()):
            tally["leftovers that stayed"] += 1
    for path in out.glob("*") if out.is_dir() else ():
        tally["half-written bundles, named .part"] += path.suffix == ".part"
        path.unlink()
    for case in vault.cases():
        case.remove()


def main() -> None:
    """Run it."""
    if sys.argv[1:2] == ["--victim"]:
        victim(Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    identity, tally = pyrage.x25519.Identity.generate(), collections.Counter[str]()
    with tempfile.TemporaryDirectory(prefix="kill-") as name:
        place = Path(name)
        Vault.create(place / "vault", "p", clock=SystemClock(), cost=COST).close()
        for seed in range(runs):
            one(place, identity, seed, tally)
    for what, count in sorted(tally.items()):
        print(f"{what}: {count}")
    bad = ("files without explanation", "cases wrongly offered or not", "leftovers that stayed")
    if any(tally[what] for what in bad):
        sys.exit("failed")


if __name__ == "__main__":
    main()
