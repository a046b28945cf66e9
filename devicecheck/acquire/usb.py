"""A phone on a cable, through libusb: adb-shell claims its interface, reads and writes are watched here."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import usb1
from adb_shell.transport.usb_transport import CLASS, PROTOCOL, SUBCLASS, UsbTransport, interface_matcher

from devicecheck.acquire.errors import (
    BusyError,
    GoneError,
    NoPermissionError,
    NoPhoneError,
    PhoneError,
    SeveralPhonesError,
)
from devicecheck.acquire.link import Patience

_setting = interface_matcher(CLASS, SUBCLASS, PROTOCOL)
_IN = 0x80
_USUAL_PACKET = 512


def open_usb(serial: str) -> UsbLink:
    """Return the line to the phone with this serial number (empty: the only phone there is).

    Raises ``NoPhoneError``, ``SeveralPhonesError``, ``NoPermissionError``, ``BusyError`` or ``GoneError``.
    """
    there = list(_phones())
    found = [
        (device, setting) for device, setting, told in there if told is not None and (not serial or told == serial)
    ]
    if not found and any(told is None for _, _, told in there):
        raise NoPermissionError("its serial number may not be read")
    if not found:
        raise NoPhoneError(f"no phone {serial!r} on a cable")
    if len(found) > 1:
        raise SeveralPhonesError(count=str(len(found)))
    return UsbLink(*found[0])


def _phones() -> Iterator[tuple[Any, Any, str | None]]:
    """Yield every device with an adb interface, that interface, and its serial number (``None``: no permission)."""
    for device in UsbTransport.USB1_CTX.getDeviceList(skip_on_error=True):
        setting = _setting(device)
        if setting is None:
            continue
        with contextlib.suppress(usb1.USBError):  # one that was pulled out meanwhile is not there
            yield device, setting, _serial(device)


def _serial(device: Any) -> str | None:  # noqa: ANN401 -- libusb1 has no types
    try:
        return device.getSerialNumber() or ""
    except usb1.USBErrorAccess:
        return None


class UsbLink(UsbTransport):  # type: ignore[misc]
    """One claimed adb interface: adb-shell's transport, with every error named and the handle always given back.

    Its own ``bulk_read`` opens the device once more after each wait without data, to name it in its message.
    """

    def __init__(self, device: Any, setting: Any) -> None:  # noqa: ANN401 -- libusb1 has no types
        """Claim it; raises ``BusyError``, ``NoPermissionError`` or ``GoneError``."""
        super().__init__(device, setting)
        self._transport: Any = None
        self.got = 0
        self._rest = memoryview(b"")
        sizes = {end.getAddress() & _IN: end.getMaxPacketSize() for end in setting.iterEndpoints()}
        self._in_packet = sizes.get(_IN) or _USUAL_PACKET
        self._out_packet = sizes.get(0) or _USUAL_PACKET
        try:
            self.connect()
        except usb1.USBError as error:
            self.close()
            raise _meaning(error) from error

    def read(self, into: memoryview, wait: Patience) -> None:
        """Fill ``into``; a transfer may bring more, which is kept."""
        self.got = 0
        while self.got < len(into):
            part = self._rest[: len(into) - self.got]
            into[self.got : self.got + len(part)] = part
            self.got += len(part)
            self._rest = self._rest[len(part) :]
            if self.got < len(into):
                self._rest = memoryview(self._receive(len(into) - self.got, wait))

    def _receive(self, length: int, wait: Patience) -> bytes:
        whole = -(-length // self._in_packet) * self._in_packet
        try:
            return bytes(self._handle().bulkRead(self._read_endpoint, whole, _milliseconds(wait)))
        except usb1.USBErrorTimeout as error:
            return bytes(error.received)
        except usb1.USBError as error:
            raise _meaning(error) from error

    def _handle(self) -> Any:  # noqa: ANN401 -- libusb1 has no types
        if self._transport is None:
            raise GoneError("closed")
        return self._transport

    def write(self, header: bytes, payload: bytes, wait: Patience) -> None:
        """Send both whole; a transfer that ends on a packet's border is followed by an empty one."""
        for data in (header, payload):
            rest = memoryview(data)
            while rest:
                rest = rest[self._send(rest, wait) :]
            if data and len(data) % self._out_packet == 0:
                self._send(memoryview(b""), wait)

    def _send(self, data: memoryview, wait: Patience) -> int:
        try:
            return int(self._handle().bulkWrite(self._write_endpoint, bytes(data), _milliseconds(wait)))
        except usb1.USBErrorTimeout as error:
            return int(error.transferred)
        except usb1.USBError as error:
            raise _meaning(error) from error

    def close(self) -> None:
        """Give the interface back; safe to call twice, and after a claim that failed."""
        handle, self._transport = self._transport, None
        if handle is not None:
            with contextlib.suppress(usb1.USBError):
                handle.releaseInterface(self._interface_number)
            handle.close()


def _milliseconds(wait: Patience) -> int:
    return max(1, int(wait.left() * 1000))


def _meaning(error: usb1.USBError) -> PhoneError:
    if isinstance(error, usb1.USBErrorBusy):
        return BusyError(str(error))
    if isinstance(error, usb1.USBErrorAccess):
        return NoPermissionError(str(error))
    return GoneError(str(error))
