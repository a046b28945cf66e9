"""Sees phones come and go, without asking them anything."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Protocol

from devicecheck.acquire.errors import NoUsbError
from devicecheck.acquire.plugged import by_libusb, by_udev
from devicecheck.acquire.states import Seen, seen

LOOK_AGAIN = 2.0
"""Seconds after which we look even without an event: rights and rivals change silently."""
_TICK = 0.1
_SETTLE = 0.15
"""Seconds for a phone that was just plugged in to show all its interfaces."""


def look() -> tuple[Seen, ...]:
    """Return the phones on cables now; raises ``NoUsbError`` if this computer cannot tell."""
    try:
        return seen(by_udev())
    except ImportError:
        pass
    try:
        return seen(by_libusb())
    except (ImportError, OSError) as error:
        raise NoUsbError(str(error)) from error


def watch(stop: Callable[[], bool]) -> Iterator[tuple[Seen, ...]]:
    """Yield the phones now, and again each time something changed, until ``stop``.

    A change is seen within 0.3 s where there is udev, within ``LOOK_AGAIN`` elsewhere; waiting costs no processor
    time. Raises ``NoUsbError``.
    """
    events = _events()
    last: tuple[Seen, ...] | None = None
    while not stop():
        now = look()
        if now != last:
            last = now
            yield now
        _wait(events, stop)


class _Events(Protocol):
    def poll(self, timeout: float) -> object:
        """Return an event, or ``None`` after ``timeout`` seconds."""


def _events() -> _Events | None:
    try:
        import pyudev  # noqa: PLC0415 -- libudev only where it is asked for

        monitor = pyudev.Monitor.from_netlink(pyudev.Context())
    except ImportError:
        return None
    monitor.filter_by("usb")
    monitor.start()
    return monitor  # type: ignore[no-any-return]


def _wait(events: _Events | None, stop: Callable[[], bool]) -> None:
    """Return after an event and a moment to settle, after ``LOOK_AGAIN``, or when asked to stop."""
    until = time.monotonic() + LOOK_AGAIN
    while time.monotonic() < until and not stop():
        if events is None:
            time.sleep(_TICK)
        elif events.poll(_TICK) is not None:
            settled = time.monotonic() + _SETTLE
            while (left := settled - time.monotonic()) > 0:
                events.poll(left)
            return
