"""``getprop`` and ``date``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devicecheck.practice.android import text

if TYPE_CHECKING:
    from devicecheck.practice.android.phone import AndroidPhone

_BUILD = {
    26: "OPR6.170623.023",
    28: "PQ3A.190801.002",
    29: "QP1A.190711.020",
    30: "RP1A.200720.012",
    31: "SP1A.210812.016",
    33: "TP1A.220624.014",
    34: "UP1A.231005.007",
    35: "AP3A.240905.015",
    36: "BP2A.250605.031",
}


def values(phone: AndroidPhone) -> dict[str, str]:
    """Return every property of the phone."""
    one, maker = phone.described, phone.maker
    build = _BUILD[phone.sdk]
    common = {
        "dalvik.vm.heapsize": "512m",
        "gsm.operator.alpha": "Telekom.de",
        "gsm.sim.state": "LOADED",
        "persist.sys.locale": "de-DE",
        "persist.sys.timezone": "Europe/Berlin",
        "ro.adb.secure": "1",
        "ro.boot.flash.locked": "1",
        "ro.boot.vbmeta.device_state": "locked",
        "ro.boot.verifiedbootstate": "green",
        "ro.build.characteristics": "phone",
        "ro.build.fingerprint": f"{maker.fingerprint}:{one.android}/{build}/{_serial(phone)}:user/release-keys",
        "ro.build.id": build,
        "ro.build.tags": "release-keys",
        "ro.build.type": "user",
        "ro.build.version.release": str(one.android),
        "ro.build.version.sdk": str(phone.sdk),
        "ro.build.version.security_patch": one.patch.isoformat(),
        "ro.crypto.state": "encrypted",
        "ro.crypto.type": "file",
        "ro.debuggable": "0",
        "ro.product.brand": maker.brand,
        "ro.product.cpu.abi": "arm64-v8a",
        "ro.product.device": maker.device,
        "ro.product.manufacturer": maker.name,
        "ro.product.model": one.model,
        "ro.product.name": maker.device,
        "ro.secure": "1",
        "ro.serialno": f"PRACTICE{_serial(phone)}",
        "sys.boot_completed": "1",
        "sys.usb.config": "mtp,adb",
    }
    return common | maker.properties | one.properties


def getprop(phone: AndroidPhone) -> str:
    """``[key]: [value]``, sorted."""
    return "".join(f"[{key}]: [{value}]\n" for key, value in sorted(values(phone).items()))


def clock(phone: AndroidPhone) -> str:
    """``2024-03-21T11:07:22+0100``."""
    return phone.now.strftime("%Y-%m-%dT%H:%M:%S") + "+0100\n"


def _serial(phone: AndroidPhone) -> str:
    return str(10_000_000 + text.number(89_999_999, phone.described.name))
