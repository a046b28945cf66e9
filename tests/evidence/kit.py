from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from evidence.custody import Operator
from evidence.exhibit import Capture, Class
from evidence.header import Cost

CHEAP = Cost(passes=1, kibibytes=64, lanes=1)
PASSPHRASE = "correct horse"


class FakeClock:
    """A clock that only a test moves, and chance that repeats itself."""

    def __init__(self, start: datetime = datetime(2026, 11, 22, 9, 30, tzinfo=UTC), seed: str = "") -> None:
        self.wall, self.ticks, self._count, self._seed = start, 0, 0, seed

    def now(self) -> datetime:
        self.pass_time(0.25)
        return self.wall

    def monotonic_ms(self) -> int:
        return self.ticks

    def pass_time(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.ticks += int(seconds * 1000)

    def random(self, count: int) -> bytes:
        self._count += 1
        return hashlib.shake_256(f"{self._seed}{self._count}".encode()).digest(count)


def phone(source: str = "dumpsys package", **more: object) -> Capture:
    fields = {"kind": Class.PHONE, "method": "adb shell", "why": "to see which apps are there", "suffix": "txt"}
    return Capture(source=source, **{**fields, **more})  # type: ignore[arg-type]


K2 = Operator(name="K2", role="counsellor")
