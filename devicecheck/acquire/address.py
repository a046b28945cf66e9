"""How a phone is named: ``usb:SERIAL`` or ``tcp:HOST:PORT``; ``practice:`` and ``folder:`` are no phones."""

from __future__ import annotations

from dataclasses import dataclass

from devicecheck.acquire.errors import BadAddressError

_PORTS = range(1, 65536)


@dataclass(frozen=True, slots=True)
class UsbAddress:
    """A phone on a cable."""

    serial: str
    """Empty: the only one there is."""

    def __str__(self) -> str:
        """Return it as it is typed."""
        return f"usb:{self.serial}"


@dataclass(frozen=True, slots=True)
class TcpAddress:
    """A phone, or a stand-in for one, on the network."""

    host: str
    port: int

    def __str__(self) -> str:
        """Return it as it is typed."""
        return f"tcp:{self.host}:{self.port}"


def parse(text: str) -> UsbAddress | TcpAddress:
    """Return the address; raises ``BadAddressError``."""
    kind, colon, rest = text.partition(":")
    if kind == "usb" and colon:
        return UsbAddress(rest)
    host, _, port = rest.rpartition(":")
    if kind == "tcp" and host and port.isdecimal() and int(port) in _PORTS:
        return TcpAddress(host.strip("[]"), int(port))
    raise BadAddressError(text, address=text)
