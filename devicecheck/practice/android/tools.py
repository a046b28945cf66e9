"""The phone's own commands, one call at a time: what each prints, says on the error stream, and returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from devicecheck.practice.android import (
    accessibility,
    adb,
    apk,
    appops,
    device_policy,
    location,
    locks,
    notification,
    package_dump,
    packages,
    properties,
    services,
    settings,
    users,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from devicecheck.practice.android.phone import AndroidPhone


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a command answered."""

    out: str = ""
    error: str = ""
    status: int = 0


SERVICES: dict[str, tuple[int, Callable[[AndroidPhone], str]]] = {
    "accessibility": (0, accessibility.dump),
    "account": (0, services.accounts),
    "adb": (29, adb.dump),
    "appops": (0, appops.dump),
    "bluetooth_manager": (0, services.bluetooth),
    "companiondevice": (0, services.companions),
    "connectivity": (0, services.connectivity),
    "device_policy": (0, device_policy.dump),
    "deviceidle": (0, services.battery_exemptions),
    "face": (29, locks.face),
    "fingerprint": (0, locks.fingerprint),
    "location": (0, location.dump),
    "lock_settings": (0, locks.settings),
    "media_projection": (0, services.projection),
    "notification": (0, notification.dump),
    "package": (0, package_dump.whole),
    "package packages": (0, package_dump.packages),
    "role": (29, services.roles),
    "telephony.registry": (0, services.telephony),
    "trust": (0, locks.trust),
    "user": (0, users.dump),
    "vpn_management": (31, services.vpn),
}
"""Service to the API level that brought it, and its writer."""
LAUNCHER = "-a android.intent.action.MAIN -c android.intent.category.LAUNCHER"
PACKAGE_LISTS = ("-f -U -i", "-s", "-3", "-3 -f", "-d", "-u")


def dumpsys(phone: AndroidPhone, call: str) -> Said:
    """``dumpsys CALL``."""
    service, _, package = call.partition(" ")
    since, writer = SERVICES.get(call, (0, None))
    if writer and phone.sdk >= since:
        return Said(out=writer(phone))
    if service == "package" and package:
        return Said(out=package_dump.one(phone, package))
    return Said(error=f"Can't find service: {service}\n")


def package_list(phone: AndroidPhone, options: str, user: int) -> Said:
    """``pm list packages OPTIONS --user USER``."""
    if any(one.id == user and one.locked for one in phone.users):
        return Said(error=packages.refused(user), status=255)
    return Said(out=packages.listed(phone, options.split(), user))


def launcher(phone: AndroidPhone, user: int) -> Said:
    """``cmd package query-activities --brief --user USER`` for the app drawer."""
    if any(one.id == user and one.locked for one in phone.users):
        return Said(error=packages.refused(user), status=255)
    return Said(out=packages.launcher_activities(phone, user))


def every(phone: AndroidPhone) -> Iterator[tuple[str, Said]]:
    """Yield every single call that a recipe can make on this phone, and its answer."""
    yield "getprop", Said(out=properties.getprop(phone))
    yield "date +%Y-%m-%dT%H:%M:%S%z", Said(out=properties.clock(phone))
    yield "pm list users", Said(out=users.listed(phone))
    yield "getenforce", Said(out=selinux(phone))
    yield "ps -A -o USER,PID,PPID,NAME", Said(out=services.processes(phone))
    for service in SERVICES:
        yield f"dumpsys {service}", dumpsys(phone, service)
    for one in phone.apps:
        if not one.app.system:
            yield f"dumpsys package {one.package}", dumpsys(phone, f"package {one.package}")
    if phone.sdk >= 31:  # noqa: PLR2004 - Android 12 brought the command
        yield "dpm list-owners", Said(out=device_policy.owners(phone))
    for user in phone.users:
        yield from _of_user(phone, user.id)


def files(phone: AndroidPhone) -> Iterator[tuple[str, bytes]]:
    """Yield the files of this phone that recipes read: path and content."""
    for one in phone.apps:
        if not one.app.system:
            yield one.apk_path, apk.apk(one.package, one.signer)
    for path in phone.described.root:
        yield path, b"\x7fELF"


def selinux(phone: AndroidPhone) -> str:
    """``getenforce``."""
    return "Enforcing\n" if phone.described.enforcing else "Permissive\n"


def _of_user(phone: AndroidPhone, user: int) -> Iterator[tuple[str, Said]]:
    for options in PACKAGE_LISTS:
        yield f"pm list packages {options} --user {user}", package_list(phone, options, user)
    yield f"cmd package query-activities --brief --user {user} {LAUNCHER}", launcher(phone, user)
    for namespace in ("global", "secure", "system"):
        yield f"settings list --user {user} {namespace}", Said(out=settings.listed(phone, namespace, user))
