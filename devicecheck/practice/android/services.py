"""The smaller dumps: battery exemptions, roles, accounts, paired devices, VPN, screen capture, calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devicecheck.practice.android import text

if TYPE_CHECKING:
    from devicecheck.practice.android.phone import AndroidPhone

_ROLES = {"sms": "SMS", "dialer": "DIALER", "assistant": "ASSISTANT", "home": "HOME", "browser": "BROWSER"}
_ANDROID_13 = 33


def battery_exemptions(phone: AndroidPhone) -> str:
    """``dumpsys deviceidle``, which lists the apps that may run in the background at will."""
    exempt = list(phone.having("battery"))
    lines = ["  Settings:", "    light_after_inactive_to=+4m0s0ms", "  Idling history:"]
    lines += ["  Whitelist (except idle) system apps:", "    com.android.providers.calendar"]
    for name, system in (("system", True), ("user", False)):
        found = [one for one in exempt if one.app.system is system]
        lines += [f"  Whitelist {name} apps:"] if found else []
        lines += [f"    {one.package}" for one in found]
    lines += ["  Whitelist (except idle) all app ids:", *(f"    {one.app_id}" for one in exempt)]
    return "\n".join([*lines, "  mLightEnabled=true  mDeepEnabled=true", "  mForceIdle=false", ""])


def projection(phone: AndroidPhone) -> str:
    """``dumpsys media_projection``."""
    running = next(phone.having("projection"), None)
    now = "null"
    if running:
        now = f"({running.package}, uid={running.app_id}): TYPE_SCREEN_CAPTURE"
    return f"MEDIA PROJECTION MANAGER (dumpsys media_projection)\nMedia Projection: \n{now}\n"


def vpn(phone: AndroidPhone) -> str:
    """``dumpsys vpn_management`` (Android 12 on)."""
    lines = ["VPNs:"]
    for user in phone.users:
        active = next(phone.having("vpn", user.id), None)
        lines += [f"  {user.id}: {active.package if active else '[Legacy VPN]'}"]
        always = next(phone.having("always_on_vpn", user.id), None)
        lines += [f"    Active package name: {active.package}" if active else "    Active package name: [Legacy VPN]"]
        lines += [f"    Always-on package: {always.package}"] if always else []
    return "\n".join([*lines, ""])


def connectivity(phone: AndroidPhone) -> str:
    """``dumpsys connectivity``, as far as it tells about networks in use."""
    lines = ["NetworkProviders for: ", "", "Active default network: 101", "", "Current Networks:"]
    lines.append("  NetworkAgentInfo{network{101}  handle{433802391565}  ni{WIFI CONNECTED extra: } Transports: WIFI }")
    active = next(phone.having("vpn"), None)
    if active:
        lines.append(
            "  NetworkAgentInfo{network{102}  handle{438097358861}  ni{VPN CONNECTED extra: VPN:"
            f"{active.package}}} Transports: WIFI|VPN OwnerUid: {active.app_id} }}"
        )
    return "\n".join([*lines, ""])


def roles(phone: AndroidPhone) -> str:
    """``dumpsys role`` (Android 10 on)."""
    lines = ["ROLE MANAGER STATE (dumpsys role):", "{"]
    many = len(phone.users) > 1
    lines += ["  user_states=["] if many else []
    for user in phone.users:
        lines.append("    {" if many else "  user_states={")
        lines += [f"    user_id={user.id}", "    version=-1", "    roles=["]
        for role, name in _ROLES.items():
            holder = next((one for one in phone.of(user.id) if role in one.app.roles), None)
            lines += ["      {", f"        name=android.app.role.{name}"]
            lines += [f"        holders={holder.package}"] if holder else []
            lines.append("      }")
        lines += ["    ]", "    }" if many else "  }"]
    lines += ["  ]"] if many else []
    return "\n".join([*lines, "}", ""])


def telephony(phone: AndroidPhone) -> str:
    """``dumpsys telephony.registry``."""
    lines = ["last known state:"]
    for slot, active in enumerate(phone.described.forwarding):
        lines += [f"  Phone Id={slot}", "    mCallState=0", "    mMessageWaiting=false"]
        lines += [f"    mCallForwarding={'true' if active else 'false'}", "    mDataActivity=0"]
    return "\n".join([*lines, "registrations: count=0", ""])


def accounts(phone: AndroidPhone) -> str:
    """``dumpsys account``."""
    lines = []
    for user in phone.users:
        found = phone.described.accounts if user.id == 0 else ()
        value = f"{user.id}:{user.name}"
        lines += [f"User UserInfo{{{value}:c13}}:", f"  Accounts: {len(found)}"]
        for account in found:
            kind, _, name = account.partition("=")
            lines.append(f"    Account {{name={name}, type={kind}}}")
        lines += ["", "  Active Sessions: 0", "", "  RegisteredServicesCache: 3 services", ""]
    return "\n".join(lines)


def bluetooth(phone: AndroidPhone) -> str:
    """``dumpsys bluetooth_manager``."""
    lines = [
        "Bluetooth Status",
        "  enabled: true",
        "  state: ON",
        "  address: XX:XX:XX:XX:4F:1C",
        "  name: Telefon",
        "",
    ]
    lines += ["AdapterProperties", "  Name: Telefon", "  Bonded devices:"]
    for name in phone.described.bonded:
        mark = text.number(1 << 16, name)
        lines.append(f"    XX:XX:XX:XX:{mark >> 8:02X}:{mark & 255:02X} [ DUAL ] {name}")
    return "\n".join([*lines, ""])


def companions(phone: AndroidPhone) -> str:
    """``dumpsys companiondevice``."""
    lines = ["Companion Device Associations:" if phone.sdk >= _ANDROID_13 else "Associations:"]
    for number, one in enumerate(phone.having("companion"), 1):
        lines.append(
            f"  Association{{mId={number}, mUserId={one.app.users[0]}, mPackageName='{one.package}', "
            "mDeviceMacAddress=XX:XX:XX:XX:7A:21, mDisplayName='null', "
            "mDeviceProfile='android.app.role.COMPANION_DEVICE_WATCH', mSelfManaged=false, mRevoked=false}"
        )
    return "\n".join([*lines, ""])


def processes(phone: AndroidPhone) -> str:
    """``ps -A -o USER,PID,PPID,NAME``."""
    rows = [("root", 1, 0, "init"), ("root", 2, 0, "[kthreadd]"), ("system", 1411, 702, "system_server")]
    rows.append(("u0_a88", 2210, 702, "com.android.systemui"))
    running = [one for one in phone.apps if one.app.running]
    for number, one in enumerate(running):
        name = text.short_uid(one.app_id, one.app.users[0]).replace("a", "_a", 1)
        rows.append((name, 5000 + 37 * number, 702, one.package))
    rows.append(("shell", 9911, 9908, "ps"))
    return "USER           PID  PPID NAME\n" + "".join(
        f"{user:<12} {pid:>5} {parent:>5} {name}\n" for user, pid, parent, name in rows
    )
