"""``pm list packages`` and ``cmd package query-activities``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devicecheck.practice.android import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from devicecheck.practice.android.phone import AndroidPhone, Installed

_DISABLED = (2, 3, 4)
_KEPT: dict[str, Callable[[Installed], bool]] = {
    "-s": lambda one: one.app.system,
    "-3": lambda one: not one.app.system,
    "-d": lambda one: one.app.enabled in _DISABLED,
    "-u": lambda _one: True,
}


def listed(phone: AndroidPhone, options: Iterable[str], user: int) -> str:
    """``pm list packages OPTIONS --user USER``; knows -f -U -i -s -3 -d -u."""
    wanted = set(options)
    kept = [test for option, test in _KEPT.items() if option in wanted]
    return "".join(_line(one, wanted, user) for one in phone.of(user) if all(test(one) for test in kept))


def refused(user: int) -> str:
    """Say what the shell gets for a user that it may not see."""
    return (
        "\nException occurred while executing 'list':\n"
        f"java.lang.SecurityException: Shell does not have permission to access user {user}\n"
        "\tat com.android.server.pm.PackageManagerShellCommand.runListPackages(PackageManagerShellCommand.java:873)\n"
        "\tat com.android.server.pm.PackageManagerShellCommand.onCommand(PackageManagerShellCommand.java:208)\n"
    )


def launcher_activities(phone: AndroidPhone, user: int) -> str:
    """``cmd package query-activities --brief -a …MAIN -c …LAUNCHER``: what the app drawer shows."""
    shown = [
        text.short_component(one.package, name)
        for one in phone.of(user)
        if one.app.enabled not in _DISABLED and not one.app.launcher_off
        for name in one.app.launcher
    ]
    if not shown:
        return "No activities found\n"
    lines = [f"{len(shown)} activities found:"]
    for number, component in enumerate(shown):
        lines += [
            f"  Activity #{number}:",
            "    priority=0 preferredOrder=0 match=0x108000 specificIndex=-1 isDefault=false",
            f"    {component}",
        ]
    return "\n".join(lines) + "\n"


def _line(one: Installed, options: set[str], user: int) -> str:
    path = f"{one.apk_path}=" if "-f" in options else ""
    installer = f"  installer={one.origin.installer or 'null'}" if "-i" in options else ""
    number = f" uid:{text.uid(one.app_id, user)}" if "-U" in options else ""
    return f"package:{path}{one.package}{installer}{number}\n"
