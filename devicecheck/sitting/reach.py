"""How a sitting gets to a phone, and to the lists that its findings are compared with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from checks.facts import Fact
from devicecheck.acquire.key import PhoneKey
from devicecheck.acquire.phone import Phone
from devicecheck.sitting.desk import Connect

PRACTICE = "practice:"
FOLDER = "folder:"


def connector(now: Callable[[], datetime]) -> Connect:
    """Return what reaches a phone by its address: a real one, or a recording for practice."""

    def connect(address: str, key: PhoneKey, asking: Callable[[], object], stop: Callable[[], bool]) -> Phone:
        if address.startswith(PRACTICE):
            from devicecheck import practice  # noqa: PLC0415 - only for an exercise

            return practice.open_practice(address.removeprefix(PRACTICE))
        if address.startswith(FOLDER):
            from devicecheck.acquire.stored import StoredPhone  # noqa: PLC0415 - only for an acquisition of before

            return StoredPhone(address, clock=now)
        from devicecheck.acquire.connecting import connect as reach  # noqa: PLC0415 - adb only where there is a phone

        return reach(address, key=key, clock=now, asking=asking, stop=stop)

    return connect


def lists() -> Mapping[type[Fact], Sequence[Fact]]:
    """Return what lists say of apps: those that were imported, and those that come with the toolkit."""
    from devicecheck.lists import ListStore, data_home, facts_of, in_use  # noqa: PLC0415 - files, only for a look

    return facts_of(in_use(ListStore(data_home())))
