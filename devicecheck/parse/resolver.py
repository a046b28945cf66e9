"""The resolver tables at the head of ``dumpsys package``: which component answers to which intent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from devicecheck.parse.component import component

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ENTRY = re.compile(r"        [0-9a-f]{1,8} (\S+/\S+)( filter )?")
_ACTION = re.compile(r"      ([A-Za-z][\w.]+):$")
POWERS = {
    "android.accessibilityservice.AccessibilityService": "accessibility",
    "android.service.notification.NotificationListenerService": "notification_listener",
    "android.app.action.DEVICE_ADMIN_ENABLED": "device_admin",
    "android.view.InputMethod": "input_method",
    "android.net.VpnService": "vpn",
    "android.intent.action.BOOT_COMPLETED": "boot",
}
"""Action that a component answers to → what it could do once switched on."""
MAIN = "android.intent.action.MAIN"
_LAUNCHER = 'Category: "android.intent.category.LAUNCHER"'


@dataclass(slots=True)
class Entry:
    """A component under one action; ``filters``: whether its filter was printed with it."""

    line: int
    action: str
    package: str
    component: str
    filters: bool
    launcher: bool = False


def entries(lines: Sequence[str]) -> Iterator[Entry]:
    """Yield the components under the actions that matter: the powers and ``MAIN``."""
    action = ""
    for number, line in enumerate(lines):
        if not line.startswith("      "):
            action = ""
        elif line[6:7] != " ":
            action = _action(line)
        elif action:
            opened = _ENTRY.match(line)
            named = component(opened[1]) if opened else None
            if opened and named:
                filters = bool(opened[2])
                yield Entry(number, action, *named, filters=filters, launcher=filters and _launches(lines, number + 1))


def _action(line: str) -> str:
    found = _ACTION.match(line)
    return found[1] if found and (found[1] in POWERS or found[1] == MAIN) else ""


def _launches(lines: Sequence[str], at: int) -> bool:
    """Whether the filter printed from line ``at`` on is the launcher's."""
    while at < len(lines) and lines[at].startswith("          "):
        if _LAUNCHER in lines[at]:
            return True
        at += 1
    return False
