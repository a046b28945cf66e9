"""A bad cable: a relay on loopback between a client and a phone, whose faults can be set while it runs.

with FaultProxy(phone.port) as cable: connect(cable.address, …); cable.cut_after = 100_000
"""

from __future__ import annotations

import contextlib
import random
import select
import socket
import struct
import threading
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

_CHUNK = 64 * 1024
_AT_ONCE = struct.pack("ii", 1, 0)


@dataclass(slots=True, kw_only=True)
class Faults:
    """All counts are bytes from the phone, since the connection began."""

    refuse: bool = False
    cut_after: int | None = None
    reset: bool = False
    """Cut with RST instead of FIN."""
    stall_after: int | None = None
    flip_at: int | None = None
    latency: float = 0.0
    """Seconds one way."""
    send_buffer: int | None = None
    """Bytes of the client's send buffer's counterpart here: small ones make partial writes."""
    mutate: random.Random | None = None
    """Changes, drops, repeats or inserts bytes now and then."""


@dataclass(slots=True)
class FaultProxy:
    """One cable; every connection goes through it with the faults of the moment."""

    target: int
    faults: Faults = field(default_factory=Faults)
    connections: int = 0
    _listener: socket.socket = field(init=False)
    _live: list[socket.socket] = field(default_factory=list)
    _count: list[int] = field(default_factory=lambda: [0])

    def __post_init__(self) -> None:
        """Listen."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def address(self) -> str:
        """For ``connect``."""
        return f"tcp:127.0.0.1:{self._listener.getsockname()[1]}"

    @property
    def passed(self) -> int:
        """Bytes from the phone in the latest connection."""
        return self._count[0]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._listener.close()
        self.cut()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                self.connections += 1
                if self.faults.refuse:
                    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
                    client.close()
                else:
                    self._relay(client)

    def _relay(self, client: socket.socket) -> None:
        phone = socket.create_connection(("127.0.0.1", self.target))
        self._count = [0]
        for end in (client, phone):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self.faults.send_buffer:
                end.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self.faults.send_buffer)
                end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, self.faults.send_buffer)
        self._live = [client, phone]
        threading.Thread(target=self._up, args=(client, phone), daemon=True).start()
        threading.Thread(target=self._down, args=(phone, client, self._count), daemon=True).start()

    def cut(self) -> None:
        """Pull the cable now."""
        for end in self._live:
            with contextlib.suppress(OSError):
                if self.faults.reset:
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
                end.shutdown(socket.SHUT_RD if self.faults.reset else socket.SHUT_RDWR)
            end.close()

    def _up(self, client: socket.socket, phone: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError):
            while data := client.recv(_CHUNK):
                time.sleep(self.faults.latency)
                phone.sendall(data)
            phone.shutdown(socket.SHUT_WR)

    def _down(self, phone: socket.socket, client: socket.socket, count: list[int]) -> None:
        with contextlib.suppress(OSError, ValueError):
            while data := phone.recv(_CHUNK):
                time.sleep(self.faults.latency)
                sent, go_on = self._spoil(data, count[0])
                count[0] += len(data)
                client.sendall(sent)
                if not go_on:
                    return
            client.shutdown(socket.SHUT_WR)

    def _spoil(self, data: bytes, at: int) -> tuple[bytes, bool]:
        faults = self.faults
        if faults.flip_at is not None and at <= faults.flip_at < at + len(data):
            spot = faults.flip_at - at
            data = data[:spot] + bytes([data[spot] ^ 1]) + data[spot + 1 :]
        if faults.mutate:
            data = mutated(data, faults.mutate)
        if faults.cut_after is not None and at + len(data) >= faults.cut_after:
            with contextlib.suppress(OSError):
                self._live[0].sendall(data[: max(0, faults.cut_after - at)])
            self.cut()
            return b"", False
        if faults.stall_after is not None and at + len(data) >= faults.stall_after:
            return data[: max(0, faults.stall_after - at)], self._hold()
        return data, True

    def _hold(self) -> bool:
        """Keep the line open and pass nothing on, until it is cut."""
        with contextlib.suppress(OSError, ValueError):
            while self._live[0].fileno() >= 0 and self.faults.stall_after is not None:
                select.select([], [], [], 0.05)
        return False


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return ``data`` with, one time in four, something wrong in it."""
    if not data or chance.random() > 0.25:
        return data
    spot = chance.randrange(len(data))
    odd = chance.randbytes(chance.choice((1, 1, 4, 24, 300)))
    match chance.randrange(5):
        case 0:
            return data[:spot] + bytes([data[spot] ^ (1 << chance.randrange(8))]) + data[spot + 1 :]
        case 1:
            return data[:spot] + data[spot + len(odd) :]
        case 2:
            return data[:spot] + odd + data[spot:]
        case 3:
            return data[:spot] + odd + data[spot + len(odd) :]
        case _:
            return data + data[spot:]
