"""Resolver tables of ``dumpsys package``: what an app declares that others can call."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from devicecheck.practice.android import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from devicecheck.practice.android.phone import AndroidPhone, Installed

MAIN = "android.intent.action.MAIN"
BOOT = "android.intent.action.BOOT_COMPLETED"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Declared:
    """A component with one intent filter."""

    table: str
    action: str
    package: str
    name: str
    category: str = ""
    permission: str = ""


def tables(phone: AndroidPhone, apps: Iterable[Installed], *, filters: bool) -> list[str]:
    """Return the lines of all tables; ``filters``: with every intent filter, as the dump of one app has them."""
    by_table: dict[str, dict[str, list[_Declared]]] = defaultdict(lambda: defaultdict(list))
    for one in apps:
        for declared in _declares(one):
            by_table[declared.table][declared.action].append(declared)
    lines: list[str] = []
    for table in ("Activity", "Receiver", "Service"):
        if by_table[table]:
            lines += _table(phone, table, by_table[table], filters=filters)
    return lines


def _table(phone: AndroidPhone, table: str, by_action: dict[str, list[_Declared]], *, filters: bool) -> list[str]:
    lines = [f"{table} Resolver Table:", "  Non-Data Actions:"]
    for action, declared in by_action.items():
        lines.append(f"      {action}:")
        for one in declared:
            lines += _filter(phone, one, filters=filters)
    return [*lines, ""]


def _filter(phone: AndroidPhone, one: _Declared, *, filters: bool) -> list[str]:
    mark = phone.object_id("component", one.package, one.name)
    line = f"        {mark} {text.short_component(one.package, one.name)}"
    asked = f" permission {one.permission}" if one.permission else ""
    if not filters:
        return [line + asked]
    lines = [f"{line} filter {phone.object_id('filter', one.package, one.name, one.action)}{asked}"]
    lines.append(f'          Action: "{one.action}"')
    return [*lines, *([f'          Category: "{one.category}"'] if one.category else [])]


def _declares(one: Installed) -> Iterator[_Declared]:
    app, package = one.app, one.package
    for name in app.launcher:
        yield _Declared(
            table="Activity", action=MAIN, package=package, name=name, category="android.intent.category.LAUNCHER"
        )
    if app.boot:
        yield _Declared(table="Receiver", action=BOOT, package=package, name=".BootReceiver")
    if app.admin:
        yield _Declared(
            table="Receiver",
            action="android.app.action.DEVICE_ADMIN_ENABLED",
            package=package,
            name=app.admin,
            permission="android.permission.BIND_DEVICE_ADMIN",
        )
    services = (
        (app.accessibility, "android.accessibilityservice.AccessibilityService", "BIND_ACCESSIBILITY_SERVICE"),
        (
            app.notifications,
            "android.service.notification.NotificationListenerService",
            "BIND_NOTIFICATION_LISTENER_SERVICE",
        ),
        (app.keyboard, "android.view.InputMethod", "BIND_INPUT_METHOD"),
        (app.vpn, "android.net.VpnService", "BIND_VPN_SERVICE"),
    )
    for name, action, permission in services:
        if name:
            yield _Declared(
                table="Service",
                action=action,
                package=package,
                name=name,
                permission=f"android.permission.{permission}",
            )
