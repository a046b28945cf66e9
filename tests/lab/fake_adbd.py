"""A hostile phone at the level of messages: greets as adbd does, then does what a test's script says.

with FakeAdbd(lambda line: (line.greet(), line.open(), line.endless())) as phone: connect(phone.address, …)
"""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

CNXN, AUTH, OPEN, OKAY, CLSE, WRTE, STLS = (
    int.from_bytes(name, "little") for name in (b"CNXN", b"AUTH", b"OPEN", b"OKAY", b"CLSE", b"WRTE", b"STLS")
)
BANNER = b"device::ro.product.model=Odd;features=shell_v2,stat_v2"


class Line:
    """The phone's end of one connection."""

    def __init__(self, end: socket.socket) -> None:
        self.end = end
        self.theirs = 0

    def raw(self, data: bytes) -> None:
        self.end.sendall(data)

    def send(self, command: int, first: int, second: int, payload: bytes = b"", *, length: int | None = None) -> None:
        size = len(payload) if length is None else length
        head = struct.pack("<6I", command, first, second, size, sum(payload) & 0xFFFFFFFF, command ^ 0xFFFFFFFF)
        self.raw(head + payload)

    def receive(self) -> tuple[int, int, int, bytes]:
        head = self._exactly(24)
        command, first, second, length, _, _ = struct.unpack("<6I", head)
        return command, first, second, self._exactly(length)

    def _exactly(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            piece = self.end.recv(count - len(data))
            if not piece:
                raise ConnectionError
            data += piece
        return data

    def greet(self, banner: bytes = BANNER, *, version: int = 0x01000001, most: int = 1 << 20) -> None:
        self.receive()
        self.send(CNXN, version, most, banner)

    def open(self) -> str:
        """Accept the next stream as our number 7 and return its service."""
        command, self.theirs, _, service = self.receive()
        assert command == OPEN
        self.send(OKAY, 7, self.theirs)
        return service.rstrip(b"\0").decode()

    def write(self, data: bytes, *, answer: bool = True) -> None:
        self.send(WRTE, 7, self.theirs, data)
        if answer:
            self.receive()

    def question(self) -> bytes:
        """Take one write of the stream."""
        _, _, _, data = self.receive()
        self.send(OKAY, 7, self.theirs)
        return data

    def shell(self, kind: int, data: bytes, *, length: int | None = None) -> bytes:
        return struct.pack("<BI", kind, len(data) if length is None else length) + data

    def end_shell(self, status: int = 0) -> None:
        self.write(self.shell(3, bytes([status])))
        self.send(CLSE, 7, self.theirs)


class FakeAdbd:
    """Listens on loopback and plays ``script`` to every client."""

    def __init__(self, script: Callable[[Line], object]) -> None:
        self._script = script
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._ends: list[socket.socket] = []
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def address(self) -> str:
        return f"tcp:127.0.0.1:{self._listener.getsockname()[1]}"

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                end, _ = self._listener.accept()
                self._ends.append(end)
                threading.Thread(target=self._play, args=(end,), daemon=True).start()

    def _play(self, end: socket.socket) -> None:
        with contextlib.suppress(OSError):
            line = Line(end)
            self._script(line)
            while True:
                command, first, _, _ = line.receive()
                if command == CLSE:
                    line.send(CLSE, 7, first)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._listener.close()
        for end in self._ends:
            end.close()
