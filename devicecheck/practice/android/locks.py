"""How the screen is locked: ``dumpsys lock_settings``, ``fingerprint``, ``face`` and ``trust``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from devicecheck.practice.android import text, users

if TYPE_CHECKING:
    from devicecheck.practice.android.phone import AndroidPhone
    from devicecheck.practice.described import User

_ANDROID_11, _ANDROID_12, _ANDROID_14 = 30, 31, 34


def settings(phone: AndroidPhone) -> str:
    """``dumpsys lock_settings``."""
    lines = ["Current lock settings service state:"]
    if phone.sdk < _ANDROID_11:
        lines.append("SP Enabled = true")
        for user in phone.users:
            lines += [f"    User {user.id}", f"        SP Handle = {_handle(phone, user)}"]
            lines.append(f"        SID = {_sid(phone, user)}")
        return "\n".join([*lines, ""])
    lines += ["", "User State:"]
    for user in phone.users:
        lines += _state(phone, user)
    return "\n".join([*lines, "", "Storage:", "", "StrongAuth:", "  PrimaryAuthFlags state:", ""])


def fingerprint(phone: AndroidPhone) -> str:
    """``dumpsys fingerprint``."""
    return _biometric(phone, "Fingerprint", {user.id: user.fingers for user in phone.users})


def face(phone: AndroidPhone) -> str:
    """``dumpsys face``."""
    return _biometric(phone, "Face", {user.id: user.faces for user in phone.users})


def trust(phone: AndroidPhone) -> str:
    """``dumpsys trust``."""
    lines = ["Trust manager state:"]
    for user in phone.users:
        state = "trustState=UNTRUSTED" if phone.sdk >= _ANDROID_14 else "trusted=0"
        current = " (current)" if user.id == 0 else ""
        value = users.info(phone, user).rstrip("}").rpartition(":")[2]
        lines.append(
            f' User "{user.name}" (id={user.id}, flags=0x{value}){current}: {state}, trustManaged=0, '
            "deviceLocked=0, strongAuthRequired=0x0"
        )
        lines.append("   Enabled agents:")
        for one in phone.having("trust", user.id):
            lines += [f"    {one.package}/{one.package}.TrustAgent", "     bound=1, connected=1, managingTrust=1"]
            lines.append("     trusted=0")
        lines.append("   Events:")
    return "\n".join([*lines, ""])


def _state(phone: AndroidPhone, user: User) -> list[str]:
    lines = [f"  User {user.id}"]
    lines.append(f"    SP Handle: {_handle(phone, user)}")
    if user.lock_changed:
        lines.append(f"    Last changed: {text.when(user.lock_changed)} ({_handle(phone, user)[::-1]})")
    lines += [f"    SID: {_sid(phone, user)}", "    Quality: 0"]
    kind = user.lock.upper() if phone.sdk >= _ANDROID_14 else user.lock.title()
    return [*lines, f"    CredentialType: {kind}", "    SeparateChallenge: true", "    Metrics: known"]


def _biometric(phone: AndroidPhone, name: str, counts: dict[int, int]) -> str:
    prints = [{"id": user, "count": count, "accept": 40 * count, "reject": count} for user, count in counts.items()]
    provider = phone.sdk >= _ANDROID_12
    whole = {"service": f"{name}Provider" if provider else f"{name} Manager", "prints": prints}
    head = f"Dumping for sensorId: 0, provider: {name}Provider\n" if provider else ""
    return head + json.dumps(whole, separators=(",", ":")) + "\n"


def _handle(phone: AndroidPhone, user: User) -> str:
    return f"{text.number(1 << 60, phone.described.name, 'sp', user.id):x}" if user.lock != "none" else "0"


def _sid(phone: AndroidPhone, user: User) -> str:
    return f"{text.number(1 << 62, phone.described.name, 'sid', user.id):x}" if user.lock != "none" else "0"
