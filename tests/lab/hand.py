"""Plays the hand that holds the phone: answers adbd's question "Allow USB debugging?".

It speaks the packets of Android's framework on ``/dev/socket/adbd``: ``PK`` and a key is the question, ``OK`` allows
it, ``NO`` denies. It has to stay until adbd has ended: adbd gives up when its framework hangs up.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self

ALLOW, DENY, IGNORE = b"OK", b"NO", b""


class Hand(threading.Thread):
    """Answers every question with ``what``, ``after`` so many seconds."""

    def __init__(self, question: Path, what: bytes, after: float = 0.0) -> None:
        super().__init__(daemon=True)
        self.seen: list[bytes] = []
        """The public keys it was shown."""
        self._what = what
        self._after = after
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._socket.connect(str(question))
        self.start()

    def run(self) -> None:
        with contextlib.suppress(OSError):
            while packet := self._socket.recv(65536):
                if packet[:2] == b"PK":
                    self.seen.append(packet[2:])
                    time.sleep(self._after)
                    if self._what:
                        self._socket.send(self._what)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._socket.close()
