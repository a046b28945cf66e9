"""Which sockets a piece of the program opens: it runs in a process of its own, under an audit hook.

told = sockets_of("tests.acquire.socket_steps", "read_a_phone", phone.address)
assert told.reached == {("127.0.0.1", phone.port)}
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_EVENTS = ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname")
_ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True, slots=True)
class Told:
    """What was seen, and what the function returned."""

    reached: frozenset[tuple[str, int]]
    """Host and port of every internet address that was connected, bound, sent to or looked up."""
    started: tuple[str, ...]
    """Other programs that were started; the hook does not see into them."""
    result: object


def sockets_of(module: str, function: str, *words: str) -> Told:
    """Call ``module.function(*words)`` in a new process and return what it opened; raises ``RuntimeError``."""
    call = [sys.executable, __file__, module, function, *words]
    done = subprocess.run(
        call,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
        cwd=_ROOT,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    told = json.loads(done.stdout.rpartition("\0")[2])
    reached = frozenset((str(host), int(port)) for host, port in told["reached"])
    return Told(reached, tuple(told["started"]), told["result"])


def _inside() -> None:
    reached: set[tuple[str, int]] = set()
    started: list[str] = []

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in {"subprocess.Popen", "os.system", "os.posix_spawn", "os.exec"}:
            started.append(str(arguments[0]))
        if event not in _EVENTS:
            return
        told = arguments if event.startswith("socket.get") else arguments[1]
        if isinstance(told, tuple):
            port = told[1] if len(told) > 1 else 0
            reached.add((str(told[0]), port if isinstance(port, int) else 0))

    sys.addaudithook(hook)
    result = getattr(importlib.import_module(sys.argv[1]), sys.argv[2])(*sys.argv[3:])
    print("\0" + json.dumps({"reached": sorted(reached), "started": started, "result": result}))  # noqa: T201


if __name__ == "__main__":
    _inside()
