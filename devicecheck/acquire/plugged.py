"""Which USB devices there are: from udev where the system has it, else from libusb. Nothing is sent to them."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import Any

from devicecheck.acquire.states import Plugged


def by_udev() -> Iterator[Plugged]:
    """Yield what udev knows; raises ``ImportError`` where there is no udev."""
    import pyudev  # noqa: PLC0415 -- libudev only where it is asked for

    for device in pyudev.Context().list_devices(subsystem="usb", DEVTYPE="usb_device"):
        vendor, product = device.get("ID_VENDOR_ID"), device.get("ID_MODEL_ID")
        if vendor and product and device.device_node:
            with contextlib.suppress(pyudev.DeviceNotFoundError):  # pulled out while we looked
                yield _of_udev(device, int(vendor, 16), int(product, 16))


def _of_udev(device: Any, vendor: int, product: int) -> Plugged:  # noqa: ANN401 -- pyudev has no types
    kinds = [kind for kind in device.get("ID_USB_INTERFACES", "").split(":") if kind]
    drivers = [child.driver for child in device.children if child.get("INTERFACE") == "255/66/1"]
    return Plugged(
        vendor=vendor,
        product=product,
        serial=_attribute(device, "serial") or device.get("ID_SERIAL_SHORT", ""),
        maker=device.get("ID_VENDOR", ""),
        model=device.get("ID_MODEL", ""),
        interfaces=frozenset(kinds),
        permitted=os.access(device.device_node, os.R_OK | os.W_OK),
        held="usbfs" in drivers,
    )


def _attribute(device: Any, name: str) -> str:  # noqa: ANN401 -- pyudev has no types
    value = device.attributes.get(name)
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""


def by_libusb() -> Iterator[Plugged]:
    """Yield what libusb sees; raises ``OSError`` where there is no libusb."""
    import usb1  # noqa: PLC0415 -- libusb only where it is asked for

    with usb1.USBContext() as context:
        for device in context.getDeviceIterator(skip_on_error=True):
            yield _of_libusb(device)


def _of_libusb(device: Any) -> Plugged:  # noqa: ANN401 -- libusb1 has no types
    kinds = {
        f"{setting.getClass():02x}{setting.getSubClass():02x}{setting.getProtocol():02x}": setting.getNumber()
        for setting in device.iterSettings()
    }
    permitted, held = _may_open(device, kinds.get("ff4201"))
    serial, maker, model = _texts(device) if permitted else ("", "", "")
    return Plugged(
        vendor=device.getVendorID(),
        product=device.getProductID(),
        serial=serial,
        maker=maker,
        model=model,
        interfaces=frozenset(kinds),
        permitted=permitted,
        held=held,
    )


def _texts(device: Any) -> tuple[str, str, str]:  # noqa: ANN401 -- libusb1 has no types
    import usb1  # noqa: PLC0415 -- libusb only where it is asked for

    try:
        return device.getSerialNumber() or "", device.getManufacturer() or "", device.getProduct() or ""
    except usb1.USBError:
        return "", "", ""


def _may_open(device: Any, adb: int | None) -> tuple[bool, bool]:  # noqa: ANN401 -- libusb1 has no types
    """Say whether we may open a device, and whether another program holds its adb interface."""
    import usb1  # noqa: PLC0415 -- libusb only where it is asked for

    try:
        handle = device.open()
    except usb1.USBError as error:
        return not isinstance(error, usb1.USBErrorAccess), False
    try:
        if adb is not None:
            handle.claimInterface(adb)
            handle.releaseInterface(adb)
    except usb1.USBError as error:
        return True, isinstance(error, usb1.USBErrorBusy)
    finally:
        handle.close()
    return True, False
