"""What an app asked for and what it got, as ``dumpsys package`` lists it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devicecheck.practice.android import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from devicecheck.practice.android.phone import AndroidPhone, Installed

_RESTRICTED = {"READ_SMS", "RECEIVE_SMS", "SEND_SMS", "READ_CALL_LOG", "WRITE_CALL_LOG", "ACCESS_BACKGROUND_LOCATION"}
_SINCE = {"ACCESS_BACKGROUND_LOCATION": 29, "POST_NOTIFICATIONS": 33, "READ_MEDIA_IMAGES": 33, "BLUETOOTH_CONNECT": 31}
"""Runtime permissions that older Android does not know."""
_BY_OP = {
    "GET_USAGE_STATS": "PACKAGE_USAGE_STATS",
    "SYSTEM_ALERT_WINDOW": "SYSTEM_ALERT_WINDOW",
    "REQUEST_INSTALL_PACKAGES": "REQUEST_INSTALL_PACKAGES",
    "MANAGE_EXTERNAL_STORAGE": "MANAGE_EXTERNAL_STORAGE",
}


def requested(one: Installed) -> list[str]:
    """Return ``requested permissions:``."""
    app = one.app
    names = [*_normal(one), *(_BY_OP[op] for op in app.modes if op in _BY_OP), *app.granted, *app.denied]
    lines = ["requested permissions:"]
    for name in dict.fromkeys(text.permission(name) for name in names):
        limited = ": restricted=true" if name.rpartition(".")[2] in _RESTRICTED else ""
        lines.append(f"  {name}{limited}")
    return lines


def install(one: Installed) -> list[str]:
    """``install permissions:``, those that nobody is asked about."""
    return ["install permissions:", *(f"  {text.permission(name)}: granted=true" for name in _normal(one))]


def runtime(phone: AndroidPhone, one: Installed, *, granted: bool) -> Iterator[str]:
    """``runtime permissions:`` of one user; ``granted``: the app is there for that user."""
    yield "      runtime permissions:"
    for name in one.app.granted:
        if phone.sdk >= _SINCE.get(name, 0):
            yield _line(phone, one, name, given=granted)
    for name in one.app.denied:
        if phone.sdk >= _SINCE.get(name, 0):
            yield _line(phone, one, name, given=False)


def _line(phone: AndroidPhone, one: Installed, name: str, *, given: bool) -> str:
    marks = ["GRANTED_BY_DEFAULT"] if one.app.system else ["USER_SET"] if given else []
    if phone.sdk >= 29:  # noqa: PLR2004 - Android 10 tells which ones people should hear about
        marks += ["USER_SENSITIVE_WHEN_GRANTED", "USER_SENSITIVE_WHEN_DENIED"]
        marks += ["RESTRICTION_INSTALLER_EXEMPT"] if name in _RESTRICTED else []
    flags = f", flags=[ {'|'.join(marks)}]" if marks else ""
    return f"        {text.permission(name)}: granted={'true' if given else 'false'}{flags}"


def _normal(one: Installed) -> list[str]:
    names = ["INTERNET", "ACCESS_NETWORK_STATE", "WAKE_LOCK", "VIBRATE"]
    return [*names, *(["RECEIVE_BOOT_COMPLETED"] if one.app.boot else []), "FOREGROUND_SERVICE"]
