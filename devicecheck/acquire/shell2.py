"""What a command says, sorted: adb's shell protocol, version 2, as bytes without input or output.

A packet is one byte (1 standard output, 2 standard error, 3 exit status), four bytes of length and the data.
Source: AOSP, ``packages/modules/adb/shell_protocol.h``.
"""

from __future__ import annotations

from devicecheck.acquire.errors import GarbledError

_OUT, _ERR, _EXIT = 1, 2, 3
_HEAD = 5


class Sorter:
    """Takes pieces as they come, keeps at most ``most`` bytes of output and as many of errors."""

    def __init__(self, most: int) -> None:
        """Begin; ``most`` in bytes."""
        self.most = most
        self.stdout = bytearray()
        self.stderr = bytearray()
        self.status: int | None = None
        self.over = False
        """Whether there was more than ``most``."""
        self._head = bytearray()
        self._kind = 0
        self._left = 0

    def take(self, piece: memoryview) -> None:
        """Sort ``piece``; raises ``GarbledError`` for a packet that no phone sends."""
        at = 0
        while at < len(piece):
            if not self._left:
                at = self._begin(piece, at)
                continue
            data = piece[at : at + self._left]
            at += len(data)
            self._left -= len(data)
            self._keep(data)

    def _begin(self, piece: memoryview, at: int) -> int:
        end = at + _HEAD - len(self._head)
        self._head += piece[at:end]
        if len(self._head) == _HEAD:
            self._kind, self._left = self._head[0], int.from_bytes(self._head[1:], "little")
            self._head.clear()
            if self._kind not in {_OUT, _ERR, _EXIT} or (self._kind == _EXIT and self._left != 1):
                raise GarbledError(f"a shell packet of kind {self._kind} with {self._left} bytes")
        return min(end, len(piece))

    def _keep(self, data: memoryview) -> None:
        if self._kind == _EXIT:
            self.status = data[0]
            return
        kept = self.stdout if self._kind == _OUT else self.stderr
        room = self.most - len(kept)
        kept += data[:room]
        self.over = self.over or len(data) > room

    @property
    def whole(self) -> bool:
        """Whether the last packet has ended, and the exit status has come."""
        return self.status is not None and not self._left and not self._head


class Plain(Sorter):
    """The same for a phone without the protocol (before Android 7): everything is output, no status."""

    def take(self, piece: memoryview) -> None:
        """Keep ``piece``."""
        self._kind = _OUT
        self._keep(piece)

    @property
    def whole(self) -> bool:
        """Nobody can tell."""
        return True
