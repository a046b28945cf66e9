"""What screens may know of phones that are plugged in, and of the way to USB debugging."""

from __future__ import annotations

from devicecheck.acquire.batch import Progress
from devicecheck.acquire.before import TRACES, Switch
from devicecheck.acquire.errors import NoUsbError
from devicecheck.acquire.guide import Step, guide
from devicecheck.acquire.states import PhoneState, Seen
from devicecheck.acquire.udev import COMMAND
from devicecheck.acquire.watching import watch

__all__ = ["COMMAND", "TRACES", "NoUsbError", "PhoneState", "Progress", "Seen", "Step", "Switch", "guide", "watch"]
