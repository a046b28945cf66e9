"""Android users and profiles, as ``pm list users`` and ``dumpsys user`` name them."""

from __future__ import annotations

import re

USER_INFO = re.compile(r"\s*UserInfo\{(\d{1,9}):(.*):([0-9a-fA-F]{1,8})\}(.*)")
_TYPES = {
    "android.os.usertype.full.SYSTEM": "owner",
    "android.os.usertype.system.HEADLESS": "owner",
    "android.os.usertype.full.SECONDARY": "user",
    "android.os.usertype.full.RESTRICTED": "user",
    "android.os.usertype.full.DEMO": "user",
    "android.os.usertype.full.GUEST": "guest",
    "android.os.usertype.profile.MANAGED": "work",
    "android.os.usertype.profile.CLONE": "clone",
    "android.os.usertype.profile.PRIVATE": "private",
}
_MANAGED, _GUEST, _PROFILE = 0x20, 0x4, 0x1000
_SAMSUNG_FOLDERS = range(150, 161)
_CLONES = {95, 999}
"""Samsung's dual apps; Xiaomi's and Huawei's twin."""


def kind_of(user: int, name: str, flags: int, type_name: str = "") -> str:
    """Return what ``UserProfile.kind`` takes: by the type where it is told, else by number, name and flags.

    Secure Folder is a managed profile of Samsung's own, numbered from 150.
    """
    plain = name.replace("_", " ").casefold()
    if user in _SAMSUNG_FOLDERS and "secure" in plain:
        return "secure_folder"
    if user in _CLONES or "dual app" in plain:
        return "clone"
    return _TYPES.get(type_name) or _by_flags(user, plain, flags, told=bool(type_name))


def _by_flags(user: int, plain: str, flags: int, *, told: bool) -> str:
    named = {"private space": "private"}.get(plain)
    if user == 0:
        return "owner"
    if flags & _MANAGED:
        return "work"
    if flags & _GUEST:
        return "guest"
    return named or ("unknown" if told or flags & _PROFILE else "user")
