"""From an address to a phone that agreed to talk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from devicecheck.acquire.address import TcpAddress, UsbAddress, parse
from devicecheck.acquire.android import AndroidPhone, Stop
from devicecheck.acquire.errors import NoUsbError, PhoneError
from devicecheck.acquire.key import PhoneKey
from devicecheck.acquire.link import Link, Patience, TcpLink, patience
from devicecheck.acquire.session import Session

HELLO_SECONDS = 5.0
"""For a phone to answer our greeting; a phone that does not is offline."""
ASK_SECONDS = 120.0
"""For a person to find the question on the phone, unlock it, and answer."""


def _never() -> bool:
    return False


def _unheard() -> None:
    return None


def connect(
    address: str,
    *,
    key: PhoneKey,
    clock: Callable[[], datetime],
    stop: Stop = _never,
    asking: Callable[[], object] = _unheard,
    known: bool = False,
    hello_seconds: float = HELLO_SECONDS,
    ask_seconds: float = ASK_SECONDS,
) -> AndroidPhone:
    """Return the phone at ``usb:SERIAL``, ``usb:`` (the only one) or ``tcp:HOST:PORT``.

    ``asking`` is called when the phone shows its question: a person has ``ask_seconds`` to allow it. ``known`` says
    that this phone stored ``key`` ("Always allow" was ticked): if it does not know it now, ``KeyRevokedError`` is
    raised and nothing is asked. Without the tick a phone asks anew each time it is plugged in: leave ``known`` out.
    Raises a ``PhoneError``; once the line is open, ``StoppedError`` within 0.2 s after ``stop`` answers true.
    """
    where = parse(address)
    link = _link(where, hello_seconds)
    session = Session(link)

    def asked() -> Patience:
        asking()
        return patience(ask_seconds, stop)

    try:
        session.greet(key, patience(hello_seconds, stop), asked, known=known)
    except PhoneError:
        session.close()
        raise
    return AndroidPhone(session, str(where), clock)


def _link(where: UsbAddress | TcpAddress, seconds: float) -> Link:
    if isinstance(where, TcpAddress):
        return TcpLink(where.host, where.port, seconds)
    try:
        from devicecheck.acquire.usb import open_usb  # noqa: PLC0415 -- libusb only where a cable is asked for
    except (ImportError, OSError) as error:
        raise NoUsbError(str(error)) from error
    return open_usb(where.serial)
