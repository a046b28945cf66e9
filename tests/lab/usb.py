"""Runs a Python function in a process that sees emulated USB phones (``usbphone.py``).

told = with_phones([f"phone:S1:{phone.port}"], "tests.usb.steps", "pull_and_unplug")
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SYSTEM_PYTHON = "/usr/bin/python3"
"""The one that has Debian's bindings of umockdev."""


def missing() -> str:
    """Return what the system lacks for emulated USB, or nothing."""
    if shutil.which("umockdev-wrapper") is None:
        return "umockdev is not installed"
    bindings = "import gi; gi.require_version('UMockdev', '1.0'); from gi.repository import UMockdev"
    found = subprocess.run([SYSTEM_PYTHON, "-c", bindings], capture_output=True, check=False)
    return "gir1.2-umockdev-1.0 or python3-gi is not installed" if found.returncode else ""


def with_phones(phones: Iterable[str], module: str, function: str, *words: str) -> Any:  # noqa: ANN401 -- whatever JSON can say
    """Call ``module.function(*words)`` where ``phones`` are plugged in, and return what it returns."""
    call = f"import json, sys; from {module} import {function} as f; print('\\0' + json.dumps(f(*sys.argv[1:])))"
    root = str(HERE.parent.parent)
    done = subprocess.run(
        [
            *("umockdev-wrapper", SYSTEM_PYTHON, str(HERE / "usbphone.py"), *phones, "--"),
            *("env", f"PYTHONPATH={root}", sys.executable, "-c", call, *words),
        ],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        timeout=40,
    )
    if done.returncode or "\0" not in done.stdout:
        raise RuntimeError(f"status {done.returncode}: {done.stdout[-500:]}{done.stderr[-2000:]}")
    return json.loads(done.stdout.rpartition("\0")[2])


def cable(what: str, number: int = 0) -> None:
    """From within: do one of ``usbphone.ACTIONS`` to a phone, and wait until it is done."""
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as mine:
        mine.bind(str(Path(folder, "answer")))
        mine.settimeout(5)
        mine.sendto(f"{what} {number}".encode(), os.environ["USBPHONE_CONTROL"])
        mine.recv(16)
