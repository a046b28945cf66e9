"""Time and memory of one big bug report, beside MVT: ``python tests/bench/bench_bugreport.py [MVT-PROGRAM] [RUNS]``.

Both read the same file as a program of their own, in turn, in the same run. Without MVT only ours is measured.
Targets: at most half of the time and half of the memory of ``mvt-android check-bugreport``; an AndroidQF folder of
the same phone no slower than that.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))


def main(arguments: list[str]) -> int:
    from tests.bench.make_bugreport import write

    mvt = Path(arguments[0]) if arguments else None
    runs = int(arguments[1]) if len(arguments) > 1 else 3
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "bugreport.zip"
        write(report, 120_000_000, 400)
        shape = Path(folder) / "androidqf"
        as_androidqf(report, shape)
        ours = [sys.executable, "-m", "devicecheck", "check", "--no-lists", "--json"]
        commands = {
            "devicecheck check bugreport.zip": [*ours, str(report)],
            "devicecheck check androidqf/": [*ours, str(shape)],
        }
        if mvt:
            commands["mvt-android check-bugreport"] = [
                str(mvt),
                "--disable-update-check",
                "--disable-indicator-update-check",
                *("check-bugreport", "-o", "OUT", str(report)),
            ]
        return compare(commands, runs, Path(folder))


def as_androidqf(report: Path, shape: Path) -> None:
    """Make the same phone an AndroidQF folder: the dumps in ``dumpsys.txt``."""
    shape.mkdir()
    with (
        zipfile.ZipFile(report) as archive,
        archive.open(archive.read("main_entry.txt").decode()) as text,
        (shape / "dumpsys.txt").open("wb") as out,
    ):
        shutil.copyfileobj(text, out, 1 << 20)
    (shape / "getprop.txt").write_text("[ro.build.version.sdk]: [34]\n")


def compare(commands: dict[str, list[str]], runs: int, folder: Path) -> int:
    figures: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for run in range(runs):
        for name, command in commands.items():
            figures[name].append(measure([one.replace("OUT", str(folder / f"out{run}")) for one in command]))
    best = {name: (statistics.median(t for t, _ in told), max(m for _, m in told)) for name, told in figures.items()}
    print("| program | seconds (median of", runs, "runs) | peak MiB |\n|---|---|---|")
    for name, (seconds, memory) in best.items():
        print(f"| `{name}` | {seconds:.2f} | {memory:.0f} |")
    theirs = best.get("mvt-android check-bugreport")
    if theirs is None:
        return 0
    time_ratio, memory_ratio = (best["devicecheck check bugreport.zip"][at] / theirs[at] for at in (0, 1))
    folder_ratio = best["devicecheck check androidqf/"][0] / theirs[0]
    print(f"\nbug report: {time_ratio:.2f} of the time, {memory_ratio:.2f} of the memory")
    print(f"AndroidQF folder: {folder_ratio:.2f} of the time that MVT takes for the bug report")
    return 0 if max(time_ratio, memory_ratio) <= 0.5 and folder_ratio <= 1 else 1


def measure(command: list[str]) -> tuple[float, float]:
    """Return seconds and peak MiB of one program and its children."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT) if command[0] == sys.executable else ""}
    started = time.perf_counter()
    program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    noise = program.stderr.read() if program.stderr else b""
    _, status, usage = os.wait4(program.pid, 0)
    seconds = time.perf_counter() - started
    program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode not in {0, 3}:
        raise RuntimeError(f"{command[:4]} ended with {program.returncode}: {noise[-400:]!r}")
    return seconds, usage.ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
