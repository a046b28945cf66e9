"""Every fault at every stage of the connection, many times; prints the table of docs/connection.md.

Run: PYTHONPATH=. python tests/long/connection_faults.py [ROUNDS]     (7 rounds, about 230 trials, some 7 minutes)
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from tests.lab.matrix import FAULTS, STAGES, Seen, trials
from tests.lab.phone import peer
from tests.lab.usb import missing
from tests.lab.usb_matrix import USB_FAULTS, usb_trials


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    cells = [(fault, stage) for fault in FAULTS for stage in STAGES] * rounds
    seen: dict[tuple[str, str], list[Seen]] = defaultdict(list)
    print("| fault | stage | runs | ended as | noticed after (s): median, most | processor | worked again | right |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for one in trials(peer(), Path(folder), cells):
            seen[one.fault, one.stage].append(one)
    if reason := missing():
        print(f"without USB: {reason}", file=sys.stderr)
    else:
        for fault in USB_FAULTS:
            for one in usb_trials(fault, rounds):
                seen[one.fault, one.stage].append(one)
    for (fault, stage), ones in seen.items():
        print(row(fault, stage, ones))
    every = [one for ones in seen.values() for one in ones]
    wrong = [one for one in every if not one.right]
    print(f"\n{len(every)} runs, {len(wrong)} not as expected")
    for one in wrong:
        print(one, file=sys.stderr)
    return bool(wrong)


def row(fault: str, stage: str, ones: list[Seen]) -> str:
    times = sorted(one.noticed for one in ones)
    keys = ", ".join(sorted({one.key for one in ones}))
    idle = max(one.idle for one in ones) if times[-1] > 0.5 else 0.0
    used = f"{idle:.0%}" if times[-1] > 0.5 else "at once"
    again = f"{sum(one.again for one in ones)}/{len(ones)}"
    right = f"{sum(one.right for one in ones)}/{len(ones)}"
    noticed = f"{times[len(times) // 2]:.3f}, {times[-1]:.3f}"
    return f"| {fault} | {stage} | {len(ones)} | {keys} | {noticed} | {used} | {again} | {right} |"


if __name__ == "__main__":
    sys.exit(main())
