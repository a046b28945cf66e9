"""How long until the first screen can be read, and how much memory that takes: ``python tests/bench/start.py``.

A fresh interpreter starts ``devicecheck`` in a pseudo-terminal of 80 by 24 and ends when the keys in the bottom line
have been drawn. Limits: 1 s and 120 MB on two cores. Prints the table that ``docs/start.md`` keeps.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

RUNS = 10
SECONDS, MEGABYTES = 1.0, 120.0
LAST_DRAWN = b"Ende"
"""The last word of the bottom line in German."""


def main() -> int:
    """Measure, print, and fail above a limit."""
    with tempfile.TemporaryDirectory() as folder:
        found = [once(Path(folder, f"run-{number}")) for number in range(RUNS + 1)][1:]
    times, peaks = zip(*found, strict=True)
    print("| | median | worst | limit |\n|---|---|---|---|")
    print(f"| first screen | {statistics.median(times):.2f} s | {max(times):.2f} s | {SECONDS:.0f} s |")
    print(f"| peak memory | {statistics.median(peaks):.0f} MB | {max(peaks):.0f} MB | {MEGABYTES:.0f} MB |")
    return int(statistics.median(times) > SECONDS or max(peaks) > MEGABYTES)


def once(home: Path) -> tuple[float, float]:
    """Start once; return seconds to the first screen and the peak of resident memory in MB."""
    own = {"DEVICECHECK_DATA": str(home), "DEVICECHECK_VAULT": str(home / "vault"), "TERM": "xterm-256color"}
    environment = {**os.environ, **own}
    began = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.execve(sys.executable, [sys.executable, "-m", "devicecheck", "app", "--language", "de"], environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    drawn = b""
    while LAST_DRAWN not in drawn:
        if not select.select([terminal], [], [], 20)[0]:
            raise TimeoutError("no first screen within 20 s")
        drawn += os.read(terminal, 65536)
    seconds = time.perf_counter() - began
    status = Path(f"/proc/{child}/status").read_text("ascii")
    peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(terminal)
    return seconds, peak / 1024


if __name__ == "__main__":
    sys.exit(main())
