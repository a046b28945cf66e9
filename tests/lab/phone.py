"""A real adb daemon as a phone on loopback: AOSP's adbd, Android's shell and toybox, with prepared answers.

    with LabPhone(peer(), folder, replies={"getprop ro.product.model": Answer(b"Pixel 7\\n")}) as phone:
        connect(phone.address, …)

``replies`` maps a whole shell command to its answer; a tool inside a loop is looked up by its own command line
(``dumpsys package org.example``). Any other command goes to the real shell and toybox. ``files`` maps a path on the
phone to bytes, or to a file to copy. ``phone.asked()`` is every command line that arrived.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

HERE = Path(__file__).parent
TOOLS = (
    "am",
    "appops",
    "cmd",
    "content",
    "device_config",
    "dpm",
    "dumpsys",
    "getprop",
    "ime",
    "logcat",
    "pm",
    "service",
)
SHIMS = (*TOOLS, "sh", "settings", "wm", "getenforce")
"""What is answered only from ``replies``."""
FOLDERS = (
    *("data/local/tmp", "data/app", "data/misc/adb", "dev/socket", "etc", "fixtures", "lib", "lib64", "product/bin"),
    *("proc", "run", "sdcard/Download", "system/bin", "tmp", "usr", "vendor/bin"),
)
PASSWD = "root:x:0:0:root:/:/system/bin/sh\nshell:x:2000:2000:shell:/:/system/bin/sh\n"
READY_SECONDS = 5.0


class MissingError(Exception):
    """Something of the system that the lab needs is not here; its name is the message."""


def peer() -> Path:
    """Return where adbd lies, fetching it at the first call (5 s); raises ``MissingError``."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = Path(os.environ.get("DEVICECHECK_LAB") or cache / "devicecheck-lab")
    for tool in ("bwrap", "g++", "apt-get", "dpkg"):
        if shutil.which(tool) is None:
            raise MissingError(f"{tool} is not installed")
    folder.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = subprocess.run(
            ["sh", HERE / "setup.sh", folder], capture_output=True, text=True, check=False, timeout=120
        )
    if made.returncode:
        raise MissingError(f"tests/lab/setup.sh: {made.stderr.strip()[-300:]}")
    return folder


@dataclass(frozen=True, slots=True)
class Answer:
    """What the phone says to one command."""

    stdout: bytes = b""
    stderr: bytes = b""
    status: int = 0
    delay: float = 0.0
    """Seconds before it answers."""


def fnv1a(data: bytes) -> int:
    """Return the name under which ``shell.cpp`` looks an answer up."""
    value = 14695981039346656037
    for byte in data:
        value = (value ^ byte) * 1099511628211 & 0xFFFF_FFFF_FFFF_FFFF
    return value


@dataclass(slots=True, kw_only=True)
class LabPhone:
    """One phone; start it with ``with``, or ``start`` and ``stop``."""

    peer: Path
    folder: Path
    """An empty folder for its file system."""
    replies: Mapping[str, Answer] = field(default_factory=dict)
    files: Mapping[str, bytes | Path] = field(default_factory=dict)
    props: Mapping[str, str] = field(default_factory=dict)
    auth: bool = False
    """Whether it wants a key and shows its question; ``hand.py`` answers it."""
    keys: Iterable[bytes] = ()
    """Public keys that it knows already."""
    port: int = 0
    _process: subprocess.Popen[bytes] | None = None
    _pid: int = 0

    @property
    def address(self) -> str:
        """For ``connect``."""
        return f"tcp:127.0.0.1:{self.port}"

    @property
    def root(self) -> Path:
        """Its ``/``."""
        return self.folder / "root"

    @property
    def question(self) -> Path:
        """The socket on which ``hand.py`` answers "Allow USB debugging?"."""
        return self.folder / "socket" / "adbd"

    def __enter__(self) -> Self:
        """Make its tree and start it."""
        self.make()
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        """Stop it."""
        self.stop()

    def make(self) -> None:
        """Lay out its file system."""
        for name in FOLDERS:
            (self.root / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "socket").mkdir(exist_ok=True)
        (self.root / "bin").symlink_to("/system/bin")
        tools = self.root / "system" / "bin"
        for name in set(_applets(self.peer)) - {"su"}:
            (tools / name).symlink_to("/usr/bin/toybox")
        for name in ("dd", "expr"):
            (tools / name).symlink_to(f"/usr/bin/{name}")
        for name in SHIMS:
            (tools / name).unlink(missing_ok=True)
            (tools / name).symlink_to("/run/shell")
        (self.root / "etc" / "passwd").write_text(PASSWD)
        (self.root / "etc" / "group").write_text("root:x:0:\nshell:x:2000:\n")
        self.know(self.keys)
        self.answer(_getprop(self.props) | dict(self.replies))
        for path, content in self.files.items():
            self.put(path, content)

    def know(self, keys: Iterable[bytes]) -> None:
        """Let it know these public keys and no others, as after "always allow" or a revocation."""
        (self.root / "data" / "misc" / "adb" / "adb_keys").write_bytes(b"".join(key + b"\n" for key in keys))

    def answer(self, replies: Mapping[str, Answer]) -> None:
        """Prepare more answers."""
        for command, said in replies.items():
            place = self.root / "fixtures" / f"{fnv1a(command.encode()):016x}"
            place.mkdir(exist_ok=True)
            (place / "command").write_bytes(command.encode())
            (place / "out").write_bytes(said.stdout)
            (place / "err").write_bytes(said.stderr)
            (place / "status").write_text(str(said.status))
            (place / "delay").write_text(str(said.delay))

    def put(self, path: str, content: bytes | Path) -> Path:
        """Put a file on it."""
        place = self.root / path.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            shutil.copyfile(content, place)
        else:
            place.write_bytes(content)
        return place

    def start(self) -> None:
        """Start adbd and wait until it listens; raises ``RuntimeError``."""
        self.port = self.port or _free_port()
        told, tell = os.pipe()
        with (self.folder / "adbd.log").open("ab") as log, os.fdopen(told, "rb") as info:
            self._process = subprocess.Popen(
                self._command(tell), stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=[tell]
            )
            os.close(tell)
            self._pid = int(json.loads(info.read() or b'{"child-pid": 0}')["child-pid"])
        self._ready()

    def beside(self, script: str) -> bytes:
        """Run a script with the phone's shell and tools on its file system, without adb; return its output."""
        jail = self._command(1)[:-1]
        jail[jail.index("--info-fd") : jail.index("--info-fd") + 2] = []
        done = subprocess.run(
            [*jail, "/system/bin/sh", "-c", script],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=60,
        )
        return done.stdout

    def _command(self, tell: int) -> list[str]:
        system = self.peer / "root" / "usr"
        props = {
            "ro.product.model": "Pixel 7",
            "ro.product.name": "panther",
            "ro.product.device": "panther",
            **self.props,
        }
        seen = {"service.adb.listen_addrs": f"tcp:localhost:{self.port}", **props}
        shown = [(f"ADBD_PROP_{name.replace('.', '_')}", value) for name, value in seen.items()]
        path = "/product/bin:/system/bin:/vendor/bin"
        shown += [("PATH", path), ("ANDROID_ROOT", "/system"), ("ANDROID_DATA", "/data")]
        shown += [("EXTERNAL_STORAGE", "/sdcard"), ("LD_PRELOAD", "/run/adbdpeer.so")]
        shown += [("ADBD_AUTH", "1")] if self.auth else []
        jail = "--unshare-user --uid 2000 --gid 2000 --unshare-pid --unshare-ipc --unshare-uts --hostname localhost"
        return [
            *("bwrap", *jail.split(), "--die-with-parent", "--new-session", "--info-fd", str(tell)),
            *("--bind", str(self.root), "/", "--ro-bind", str(system), "/usr"),
            *("--ro-bind", str(system / "lib64"), "/lib64", "--ro-bind", str(system / "lib"), "/lib"),
            *("--proc", "/proc", "--dev", "/dev", "--bind", str(self.folder / "socket"), "/dev/socket"),
            *("--tmpfs", "/tmp", "--tmpfs", "/run"),
            *("--ro-bind", str(self.peer / "adbdpeer"), "/run/adbdpeer.so"),
            *("--ro-bind", str(self.peer / "shell"), "/run/shell", "--clearenv"),
            *(word for pair in shown for word in ("--setenv", *pair)),
            "/usr/lib/android-sdk/platform-tools/adbd",
        ]

    def _ready(self) -> None:
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until:
            if self._process is None or self._process.poll() is not None:
                raise RuntimeError(f"adbd did not start: {(self.folder / 'adbd.log').read_text()[-500:]}")
            if _listens(self.port) and (not self.auth or self.question.exists()):
                return
            time.sleep(0.003)
        raise RuntimeError("adbd does not listen")

    def stop(self) -> None:
        """End it, as a phone that is switched off."""
        if self._process is not None:
            self.thaw()
            self._process.kill()
            self._process.wait()
            self._process = None
            _wait_gone(self.port)

    def freeze(self) -> None:
        """Stop its processor: the line stays open and nothing is said."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it run on."""
        self._signal(signal.SIGCONT)

    def _signal(self, what: int) -> None:
        for pid in _below(self._pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, what)

    def asked(self) -> list[str]:
        """Return every command line that reached its shell."""
        log = self.root / "fixtures" / "asked"
        return log.read_bytes().decode("utf-8", "surrogateescape").split("\0")[:-1] if log.exists() else []


def _applets(peer_folder: Path) -> list[str]:
    usr = peer_folder / "root" / "usr"
    loader = [usr / "lib64" / "ld-linux-x86-64.so.2", "--library-path", usr / "lib" / "x86_64-linux-gnu"]
    told = subprocess.run([*loader, usr / "bin" / "toybox"], capture_output=True, text=True, check=True)
    return told.stdout.split()


def _getprop(props: Mapping[str, str]) -> dict[str, Answer]:
    whole = "".join(f"[{name}]: [{value}]\n" for name, value in sorted(props.items()))
    each = {f"getprop {name}": Answer(f"{value}\n".encode()) for name, value in props.items()}
    return {"getprop": Answer(whole.encode()), **each}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _listens(port: int) -> bool:
    """Look into the kernel's table: a probing connection would be a client to adbd."""
    wanted = f":{port:04X} "
    tables = (Path("/proc/net/tcp").read_text(), Path("/proc/net/tcp6").read_text())
    lines = (line.split() for table in tables for line in table.splitlines()[1:])
    return any(f"{words[1]} ".endswith(wanted) and words[3] == "0A" for words in lines)


def _wait_gone(port: int) -> None:
    until = time.monotonic() + READY_SECONDS
    while _listens(port) and time.monotonic() < until:
        time.sleep(0.003)


def _below(pid: int) -> Iterator[int]:
    """Yield a process and all that it started."""
    if pid:
        yield pid
        with contextlib.suppress(OSError):
            for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
                yield from _below(int(child))
