"""``dumpsys device_policy`` and ``dpm list-owners``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devicecheck.practice.android import text

if TYPE_CHECKING:
    from devicecheck.practice.android.phone import AndroidPhone, Installed
    from devicecheck.practice.described import User

_ANDROID_11, _ANDROID_14, _ANDROID_15 = 30, 34, 35
_PASSWORD = (
    "passwordQuality=0x0",
    "minimumPasswordLength=0",
    "passwordHistoryLength=0",
    "maximumTimeToUnlock=0",
    "maximumFailedPasswordsForWipe=0",
    "specifiesGlobalProxy=false",
    "encryptionRequested=false",
    "disableCamera=false",
    "isParent=false",
)


def dump(phone: AndroidPhone) -> str:
    """``dumpsys device_policy``."""
    lines = ["Current Device Policy Manager state:"]
    if phone.sdk >= _ANDROID_11:
        lines += ["  Immutable state:", "    mHasFeature=true", "    mIsWatch=false", "    mHasTelephonyFeature=true"]
    owners = [user for user in phone.users if user.owner_app]
    for user in sorted(owners, key=lambda user: user.kind != "owner"):
        lines += [*_owner(phone, user), "  "]
    for user in phone.users:
        lines += _admins(phone, user)
    lines += ["  ", "Encryption Status: per-user", ""]
    return "\n".join(lines)


def owners(phone: AndroidPhone) -> str:
    """``dpm list-owners`` (Android 12 on)."""
    found = [user for user in phone.users if user.owner_app]
    if not found:
        return "no owners\n"
    lines = [f"{len(found)} owner{'s' if len(found) > 1 else ''}:"]
    for user in found:
        package, name = user.owner_app.split("/", 1)
        kind = "DeviceOwner" if user.kind == "owner" else "ManagedProfileOwner(parentUserId=0)"
        lines.append(f"User {user.id:2d}: admin={text.short_component(package, name)},{kind}")
    return "\n".join(lines) + "\n"


def _owner(phone: AndroidPhone, user: User) -> list[str]:
    package, name = user.owner_app.split("/", 1)
    device = user.kind == "owner"
    head = "  Device Owner: " if device else f"  Profile Owner (User {user.id}): "
    lines = [head, f"    admin=ComponentInfo{{{text.component(package, name)}}}"]
    lines += [f"    name={package}"] if phone.sdk < _ANDROID_15 else []
    lines.append(f"    package={package}")
    lines += [f"    isOrganizationOwnedDevice={'true' if device else 'false'}"] if phone.sdk >= _ANDROID_11 else []
    return [*lines, *(["    User ID: 0"] if device else [])]


def _admins(phone: AndroidPhone, user: User) -> list[str]:
    state = 3 if user.owner_app else 0
    lines = [f"  Enabled Device Admins (User {user.id}, provisioningState: {state}):"]
    for one in phone.having("admin", user.id):
        lines += [f"    {text.short_component(one.package, one.app.admin)}:", *_admin(phone, one, user)]
    return [*lines, "    ", "    mPasswordOwner=-1", "    mUserControlDisabledPackages=null", "  "]


def _admin(phone: AndroidPhone, one: Installed, user: User) -> list[str]:
    quality = _PASSWORD if phone.sdk < _ANDROID_14 else (*_PASSWORD, "mtePolicy=0")
    return [
        f"      uid={text.uid(one.app_id, user.id)}",
        f"      testOnlyAdmin={'true' if one.app.test_only else 'false'}",
        "      policies:",
        *(f"        {policy}" for policy in one.app.policies),
        *(f"      {line}" for line in quality),
    ]
