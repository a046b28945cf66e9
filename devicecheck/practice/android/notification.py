"""``dumpsys notification``: who may read every notification, and the system's own notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devicecheck.practice.android import text

if TYPE_CHECKING:
    from devicecheck.practice.android.phone import AndroidPhone


def dump(phone: AndroidPhone) -> str:
    """Return the parts of the dump that a phone with an empty notification shade prints."""
    lines = ["Current Notification Manager state:", "  Notification List:", *_records(phone), "  "]
    lines += ["  Notification listeners:", "    Allowed notification listeners:", *_allowed(phone)]
    if phone.sdk >= 31:  # noqa: PLR2004 - Android 12 notes what a person set
        lines += ["    Has user set:", *_user_set(phone)]
    bound = [text.component(one.package, one.app.notifications) for one in phone.having("notifications", 0)]
    lines.append(f"    All notification listeners ({len(bound)}) enabled for current profiles:")
    lines += [f"      ComponentInfo{{{component}}}" for component in bound]
    lines.append(f"    Live notification listeners ({len(bound)}):")
    lines += [
        f"      ComponentInfo{{{component}}} (user 0): "
        f"android.service.notification.INotificationListener$Stub$Proxy@{phone.object_id('listener', component)}"
        for component in bound
    ]
    lines += ["    Snoozed notification listeners (0):", "  Notification assistant services:", ""]
    return "\n".join(lines)


def _allowed(phone: AndroidPhone) -> list[str]:
    lines = []
    for user in phone.users:
        found = [text.component(one.package, one.app.notifications) for one in phone.having("notifications", user.id)]
        if found:
            lines.append(f"      {':'.join(found)} (user: {user.id} isPrimary: true)")
    return lines


def _user_set(phone: AndroidPhone) -> list[str]:
    own = [one for one in phone.having("notifications", 0) if not one.app.system]
    return [f"      userId=0 value={{{', '.join(_user_component(one.package, one.app.notifications) for one in own)}}}"]


def _user_component(package: str, name: str) -> str:
    return text.component(package, name)


def _records(phone: AndroidPhone) -> list[str]:
    if not phone.described.monitored:
        return []
    record = (
        f"    NotificationRecord(0x{phone.object_id('monitored')}: pkg=android user=UserHandle{{0}} id=33 tag=null "
        "importance=3 key=0|android|33|null|1000: Notification(channel=SECURITY pri=0 contentView=null "
        "vibrate=null sound=null defaults=0x0 flags=0x2 color=0xff607d8b vis=PUBLIC))"
    )
    return [record]
