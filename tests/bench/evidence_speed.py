"""How fast a case is sealed and a bundle verified, against the usual tools one after the other.

``python -m tests.bench.evidence_speed [few|many|both] [--megabytes N]`` needs ``zip``, ``age``, ``sha256sum`` and
``bagit`` (PyPI).
Sets: *few*: 16 files, 2 GiB in all; *many*: 20,000 files of 16 KiB on average. Bytes are random, as in APKs and photos.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pyrage

CHUNK = 1 << 20
STEP = "tests.bench.evidence_step"


def sizes(kind: str, megabytes: int) -> list[int]:
    """Return the sizes of a set's files."""
    if kind == "few":
        return [megabytes * CHUNK // 16] * 16
    chance = random.Random(7)
    return [chance.randrange(200, 2 * 16384) for _ in range(20_000)]


def fill(folder: Path, kind: str, megabytes: int) -> None:
    """Write a set."""
    chance = random.Random(11)
    for number, size in enumerate(sizes(kind, megabytes), 1):
        with (folder / f"E-{number:04d}.bin").open("wb") as out:
            for at in range(0, size, CHUNK):
                out.write(chance.randbytes(min(CHUNK, size - at)))


def timed(*command: str, cwd: Path, out: Path | None = None) -> float:
    """Run a program and return its seconds."""
    begun = time.perf_counter()
    target = subprocess.DEVNULL if out is None else out.open("wb")
    subprocess.run(command, cwd=cwd, check=True, stdout=target, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begun


def usual_tools(place: Path, recipient: str) -> dict[str, float]:
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


def run(kind: str, megabytes: int) -> Iterator[str]:
    """Yield the lines of one set's report."""
    identity = pyrage.x25519.Identity.generate()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        place = Path(name)
        (place / "plain").mkdir()
        (place / "key.txt").write_text(f"{identity}\n")
        fill(place / "plain", kind, megabytes)
        captured = step("capture", place)
        usual = usual_tools(place, str(identity.to_public()))
        for left in ("plain.zip", "plain.age"):
            (place / left).unlink()
        sealed = step("seal", place, str(identity.to_public()))
        whole = sum(usual.values())
        yield f"set {kind}: {len(sizes(kind, megabytes))} files, {captured['bytes'] / 2**20:.0f} MiB"
        yield f"  capture into the vault: {captured['seconds']:.1f} s, {captured['memory']:.0f} MB"
        yield "  usual tools: " + ", ".join(f"{tool} {seconds:.1f} s" for tool, seconds in usual.items())
        yield (
            f"  seal: {sealed['written']:.2f} s written, {sealed['seconds']:.2f} s read back and verified, "
            f"{sealed['memory']:.0f} MB; {whole / sealed['written']:.1f} times as fast "
            f"({whole / sealed['seconds']:.1f} with reading back)"
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
    theirs, mine = (sorted(times)[2] for times in zip(*both, strict=True))
    yield f"  verify, sealed, one pass: {one_pass['seconds']:.2f} s, {one_pass['memory']:.0f} MB"
    memory = step("verify", folder)["memory"]
    yield (
        f"  verify, folder: {mine:.2f} s, {memory:.0f} MB; bagit.py --validate --processes 2: {theirs:.2f} s; "
        f"{theirs / mine:.2f} times as fast (median of 5)"
    )


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", choices=("few", "many", "both"), default="both", nargs="?")
    parser.add_argument("--megabytes", type=int, default=2048)
    options = parser.parse_args()
    for kind in ("few", "many") if options.set == "both" else (options.set,):
        for line in run(kind, options.megabytes):
            print(line, flush=True)


if __name__ == "__main__":
    main()
