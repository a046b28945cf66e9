"""``pm list users`` and ``dumpsys user``."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from devicecheck.practice.android import text

if TYPE_CHECKING:
    from devicecheck.practice.android.phone import AndroidPhone
    from devicecheck.practice.described import User

_FLAGS = {
    "PRIMARY": 0x1,
    "ADMIN": 0x2,
    "GUEST": 0x4,
    "RESTRICTED": 0x8,
    "INITIALIZED": 0x10,
    "MANAGED_PROFILE": 0x20,
    "FULL": 0x400,
    "SYSTEM": 0x800,
    "PROFILE": 0x1000,
    "MAIN": 0x4000,
    "DUAL_APP": 0x4000000,
}
_TYPES = {
    "owner": "full.SYSTEM",
    "user": "full.SECONDARY",
    "guest": "full.GUEST",
    "work": "profile.MANAGED",
    "clone": "profile.CLONE",
    "private": "profile.PRIVATE",
    "secure_folder": "profile.MANAGED",
}
_ANDROID_11, _ANDROID_14 = 30, 34


def flags(phone: AndroidPhone, user: User) -> tuple[str, ...]:
    """Return the names of a user's flags on this Android, sorted by value."""
    by_kind = {
        "owner": ("PRIMARY", "ADMIN", "INITIALIZED"),
        "user": ("INITIALIZED",),
        "guest": ("GUEST",),
        "work": ("INITIALIZED", "MANAGED_PROFILE"),
        "secure_folder": ("INITIALIZED", "MANAGED_PROFILE"),
        "clone": ("INITIALIZED",),
        "private": ("INITIALIZED",),
    }
    names = set(by_kind[user.kind])
    if phone.sdk >= _ANDROID_11:
        profile = user.kind in {"work", "clone", "private", "secure_folder"}
        names |= {"PROFILE"} if profile else {"FULL"}
        names |= {"SYSTEM"} if user.kind == "owner" else set()
    if phone.sdk >= _ANDROID_14 and user.kind == "owner":
        names |= {"MAIN"}
    if user.kind == "clone" and phone.maker.name == "samsung":
        names |= {"DUAL_APP"}
    return tuple(sorted(names, key=_FLAGS.__getitem__))


def info(phone: AndroidPhone, user: User) -> str:
    """``UserInfo{10:Work profile:1030}``."""
    return f"UserInfo{{{user.id}:{user.name}:{_sum(phone, user):x}}}"


def listed(phone: AndroidPhone) -> str:
    """``pm list users``."""
    lines = [f"\t{info(phone, user)}{' running' if user.running else ''}" for user in phone.users]
    return "\n".join(["Users:", *lines]) + "\n"


def dump(phone: AndroidPhone) -> str:
    """``dumpsys user``."""
    lines = ["Current user: 0", "Users:"]
    for number, user in enumerate(phone.users):
        lines += _one(phone, user, number)
    lines += ["", "  Device managed: false", f"  Started users state: {_started(phone)}", ""]
    return "\n".join(lines)


def _one(phone: AndroidPhone, user: User, number: int) -> list[str]:
    new = phone.sdk >= _ANDROID_11
    first = f"  {info(phone, user)} serialNo={number}" + (f" isPrimary={_said(user.kind == 'owner')}" if new else "")
    if user.kind not in {"owner", "user", "guest"} and new:
        first += " parentId=0"
    names = "|".join(sorted(flags(phone, user)))
    lines = [first]
    if new:
        lines += [f"    Type: android.os.usertype.{_TYPES[user.kind]}", f"    Flags: {_sum(phone, user)} ({names})"]
    state = "RUNNING_UNLOCKED" if user.running and not user.locked else "RUNNING_LOCKED" if user.running else "-1"
    ago = text.duration(timedelta(hours=3, minutes=user.id, milliseconds=17))
    return [*lines, f"    State: {state}", "    Created: <unknown>", f"    Last logged in: {ago} ago"]


def _sum(phone: AndroidPhone, user: User) -> int:
    return sum(_FLAGS[name] for name in flags(phone, user))


def _started(phone: AndroidPhone) -> str:
    return "{" + ", ".join(f"{user.id}=3" for user in phone.users if user.running) + "}"


def _said(value: bool) -> str:  # noqa: FBT001 - one flag, one word
    return "true" if value else "false"
