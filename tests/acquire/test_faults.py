"""Bad cables on AOSP's own adbd; the whole matrix, many times, is ``tests/long/connection_faults.py``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lab.matrix import FAULTS, STAGES, trials

pytestmark = pytest.mark.lab
ONCE_IS_ENOUGH = {("stall", "connect"), ("stall", "auth"), ("freeze", "connect"), ("freeze", "shell")}
"""They only wait for a time limit."""


def test_every_fault_ends_in_time_with_its_name_and_works_again(lab_peer: Path, tmp_path: Path) -> None:
    cells = [(fault, stage) for fault in FAULTS if fault != "late yes" for stage in STAGES]
    seen = list(trials(lab_peer, tmp_path, [cell for cell in cells if cell not in ONCE_IS_ENOUGH]))
    assert [one for one in seen if not one.right] == []
    assert all(one.idle < 0.2 for one in seen if one.noticed > 0.5 and one.key == "phone_silent")


def test_a_yes_after_five_seconds_is_waited_for_quietly(lab_peer: Path, tmp_path: Path) -> None:
    (one,) = trials(lab_peer, tmp_path, [("late yes", "connect")])
    assert one.right
    assert one.noticed > 5
    assert one.idle < 0.2
