"""What is plugged in, and whether it can be asked. Pure: ``plugged.py`` looks, this decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from devicecheck.acquire.errors import (
    BusyError,
    ChargeOnlyError,
    IPhoneError,
    NoPermissionError,
    NoPhoneError,
    PhoneError,
    SeveralPhonesError,
)
from devicecheck.untrusted import untrusted

_ADB = "ff4201"
_MEDIA = ("06", "ffff00")
"""Beginnings of the interfaces by which a phone shows its pictures and files: PTP/MTP, and MTP before Android 8."""
_APPLE = 0x05AC
_IPHONES = range(0x1290, 0x12B0)
"""Products of Apple that usbmuxd takes for an iPhone, iPad or iPod (its rule: 05ac/12[9a]*)."""
MAKERS = {
    0x0489: "Foxconn",
    0x04DD: "Sharp",
    0x04E8: "Samsung",
    0x054C: "Sony",
    0x05C6: "Qualcomm",
    0x0B05: "ASUS",
    0x0BB4: "HTC",
    0x0E8D: "MediaTek",
    0x0FCE: "Sony",
    0x1004: "LG",
    0x109B: "Hisense",
    0x12D1: "Huawei",
    0x1782: "Unisoc",
    0x17EF: "Lenovo",
    0x18D1: "Google",
    0x19D2: "ZTE",
    0x1BBB: "TCL",
    0x22B8: "Motorola",
    0x22D9: "Oppo",
    0x2717: "Xiaomi",
    0x2A45: "Meizu",
    0x2A47: "BQ",
    0x2A70: "OnePlus",
    0x2AE5: "Fairphone",
    0x2D95: "Vivo",
    0x2E04: "HMD",
}
"""USB vendor numbers of phone makers. Source: Debian's android-sdk-platform-tools-common 28.0.2, 51-android.rules."""


class PhoneState(Enum):
    """How far a phone is; words in ``words/<lang>/connect.toml`` under ``state``."""

    READY = "ready"
    """It offers USB debugging and can be asked; whether it allows it shows when it is."""
    CHARGE_ONLY = "charge_only"
    NO_PERMISSION = "no_permission"
    BUSY = "busy"
    IPHONE = "iphone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugged:
    """One USB device as the system tells it; the texts come from the device and are hostile."""

    vendor: int
    product: int
    serial: str
    maker: str
    model: str
    interfaces: frozenset[str]
    """Class, subclass and protocol of each, as six hex digits."""
    permitted: bool
    """Whether this user may open it."""
    held: bool
    """Whether another program has claimed its adb interface."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One phone, ready to be shown."""

    address: str
    """For ``connect``."""
    state: PhoneState
    maker: str
    model: str


_ERRORS: dict[PhoneState, type[PhoneError]] = {
    PhoneState.CHARGE_ONLY: ChargeOnlyError,
    PhoneState.NO_PERMISSION: NoPermissionError,
    PhoneState.BUSY: BusyError,
    PhoneState.IPHONE: IPhoneError,
}


def seen(devices: Iterable[Plugged]) -> tuple[Seen, ...]:
    """Return the phones among ``devices``, by address; all else on the bus is none of our business."""
    found = ((device, _state(device)) for device in devices)
    return tuple(sorted((_shown(device, state) for device, state in found if state), key=lambda phone: phone.address))


def _state(device: Plugged) -> PhoneState | None:
    if device.vendor == _APPLE:
        return PhoneState.IPHONE if device.product in _IPHONES else None
    if _ADB not in device.interfaces:
        media = any(kind.startswith(_MEDIA) for kind in device.interfaces)
        return PhoneState.CHARGE_ONLY if media and device.vendor in MAKERS else None
    if not device.permitted:
        return PhoneState.NO_PERMISSION
    return PhoneState.BUSY if device.held else PhoneState.READY


def _shown(device: Plugged, state: PhoneState) -> Seen:
    maker = MAKERS.get(device.vendor) or untrusted(device.maker, limit=40)
    model = untrusted(device.model.replace("_", " "), limit=60)
    return Seen(address=f"usb:{untrusted(device.serial, limit=80)}", state=state, maker=maker, model=model)


def trouble(phone: Seen) -> PhoneError | None:
    """Return why this phone cannot be asked, or ``None``."""
    error = _ERRORS.get(phone.state)
    return error() if error else None


def choose(phones: Iterable[Seen]) -> Seen:
    """Return the one phone to ask; raises the error that says why there is none."""
    there = tuple(phones)
    ready = [phone for phone in there if phone.state is PhoneState.READY]
    if len(ready) == 1:
        return ready[0]
    if len(ready) > 1:
        raise SeveralPhonesError(count=str(len(ready)))
    problems = [error for phone in there if (error := trouble(phone))]
    raise problems[0] if problems else NoPhoneError()
