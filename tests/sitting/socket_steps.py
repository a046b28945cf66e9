"""What is called in a process of its own, under the hook that watches sockets."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.sitting.kit import Wanted, sit


def whole_sitting(address: str, paper: str) -> list[str]:
    """Carry out a whole sitting: look, plan, seal, verify, paper, report; return what was written."""
    with tempfile.TemporaryDirectory() as folder:
        sat = sit(Path(folder), Wanted(address=address, paper=paper))
        return sorted(path.suffix for path in sat.out.iterdir())
