"""How fast a case is sealed and a bundle verified, against the usual tools one after the other.

``python -m tests.bench.evidence_speed [few|many|both] [--megabytes N] [--files N]`` needs ``zip``,
``age``, ``sha256sum`` and ``bagit`` (PyPI).
Sets: *few*: 16 files, 2 GiB in all; *many*: 20,000 files of 16 KiB on average. Bytes are random, as in APKs and photos.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyrage

CHUNK = 1 << 20
STEP = "tests.bench.evidence_step"


def sizes(kind: str, megabytes: int, files: int) -> list[int]:
    """Return the sizes of a set's files."""
    if kind == "few":
        return [megabytes * CHUNK // 16] * 16
    chance = random.Random(7)
    return [chance.randrange(200, 2 * 16384) for _ in range(files)]


def fill(folder: Path, lengths: list[int]) -> None:
    """Write a set."""
    chance = random.Random(11)
    for number, size in enumerate(lengths, 1):
        with (folder / f"E-{number:04d}.bin").open("wb") as out:
            for at in range(0, size, CHUNK):
                out.write(chance.randbytes(min(CHUNK, size - at)))


@dataclass(frozen=True)
class Cost:
    """What a run took. On a machine that does other things too, the processor's seconds are the fairer ones."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:.2f} s ({self.cpu:.2f} s of processor)"


def timed(*command: str, cwd: Path) -> Cost:
    """Run a program."""
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.perf_counter() - begun, cpu)


def usual_tools(place: Path, recipient: str) -> dict[str, Cost]:
    """Zip (deflate), sha256sum, age, one after the other."""
    files = "find plain -type f -print0 | xargs -0 sha256sum"
    return {
        "zip": timed("zip", "-qr", "plain.zip", "plain", cwd=place),
        "sha256sum": timed("sh", "-c", files, cwd=place),
        "age": timed("age", "-r", recipient, "-o", "plain.age", "plain.zip", cwd=place),
    }


def step(name: str, place: Path, *more: str) -> dict[str, float]:
    """Run one step of ours in a process of its own, so that its memory can be told."""
    done = subprocess.run(
        [sys.executable, "-m", STEP, name, str(place), *more], check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def run(kind: str, lengths: list[int]) -> Iterator[str]:
    """Yield the lines of one set's report."""
    identity = pyrage.x25519.Identity.generate()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        place = Path(name)
        (place / "plain").mkdir()
        (place / "key.txt").write_text(f"{identity}\n")
        fill(place / "plain", lengths)
        captured = step("capture", place)
        usual = usual_tools(place, str(identity.to_public()))
        for left in ("plain.zip", "plain.age"):
            (place / left).unlink()
        sealed = step("seal", place, str(identity.to_public()))
        whole, cpu = sum(each.wall for each in usual.values()), sum(each.cpu for each in usual.values())
        yield f"set {kind}: {len(lengths)} files, {captured['bytes'] / 2**20:.0f} MiB"
        yield f"  capture into the vault: {captured['seconds']:.1f} s, {captured['memory']:.0f} MB"
        yield "  usual tools: " + ", ".join(f"{tool} {cost}" for tool, cost in usual.items())
        yield (
            f"  seal: {sealed['written']:.2f} s ({sealed['written_cpu']:.2f} s of processor) until it is written, "
            f"{sealed['seconds']:.2f} s ({sealed['cpu']:.2f} s) until it is read back and verified; "
            f"{sealed['memory']:.0f} MB"
        )
        yield (
            f"  written {whole / sealed['written']:.1f} times as fast "
            f"({cpu / sealed['written_cpu']:.1f} by processor), "
            f"with reading back {whole / sealed['seconds']:.1f} ({cpu / sealed['cpu']:.1f})"
        )
        yield from verification(place)


def verification(place: Path) -> Iterator[str]:
    """Yield the lines about verifying."""
    bundle = next((place / "out").glob("*.age"))
    shutil.rmtree(place / "plain")
    one_pass = step("verify", bundle, str(place / "key.txt"))
    timed("age", "-d", "-i", "key.txt", "-o", "bundle.zip", str(bundle), cwd=place)
    shutil.unpack_archive(place / "bundle.zip", place / "bag")
    (place / "bundle.zip").unlink()
    folder = next((place / "bag").iterdir())
    bagit = [
        sys.executable,
        shutil.which("bagit.py") or "bagit.py",
        "--validate",
        "--quiet",
        "--processes",
        "2",
        str(folder),
    ]
    ours = [sys.executable, "-m", "evidence", "verify", str(folder)]
    here = Path(__file__).parents[2]
    both = [(timed(*bagit, cwd=here), timed(*ours, cwd=here)) for _ in range(5)]
    theirs, mine = (sorted(times, key=lambda cost: cost.wall)[2] for times in zip(*both, strict=True))
    yield f"  verify, sealed, one pass: {one_pass['seconds']:.2f} s, {one_pass['memory']:.0f} MB"
    memory = step("verify", folder)["memory"]
    yield (
        f"  verify, folder: {mine}, {memory:.0f} MB; bagit.py --validate --processes 2: {theirs}; "
        f"{theirs.wall / mine.wall:.2f} times as fast, {theirs.cpu / mine.cpu:.2f} by processor (median of 5)"
    )


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", choices=("few", "many", "both"), default="both", nargs="?")
    parser.add_argument("--megabytes", type=int, default=2048)
    parser.add_argument("--files", type=int, default=20_000)
    options = parser.parse_args()
    for kind in ("few", "many") if options.set == "both" else (options.set,):
        for line in run(kind, sizes(kind, options.megabytes, options.files)):
            print(line, flush=True)


if __name__ == "__main__":
    main()
