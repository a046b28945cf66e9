"""Every question put to an Android phone, in the order in which they are asked.

All of them only read: listing, dumping, hashing. Where one question is put to many apps or services, a loop runs on
the phone, so that a phone with 300 apps needs few round trips; each turn prints a line ``@@ name`` first and
``@@ end`` last, and errors come in line (``2>&1``), so that a refusal is seen where it belongs. What is not needed
(places, message texts, names of networks) is filtered on the phone and never leaves it.
"""

from __future__ import annotations

from devicecheck.acquire.phone import Limits
from devicecheck.acquire.recipe import Privacy, Recipe

_USERS = "$(pm list users | grep -o '{[0-9]*' | cut -c2-)"
_THIRD_PARTY = f"$(for u in {_USERS}; do pm list packages -3 --user $u; done | cut -d: -f2 | sort -u)"
_FILE_OF = "sed 's/^package://' | sed 's/=[^=]*$//'"
_THIRD_PARTY_FILES = f"$(for u in {_USERS}; do pm list packages -3 -f --user $u; done | {_FILE_OF} | sort -u)"
_SIGNING_PAGES = "$(expr '(' $o / 4096 - 4 ')' '*' '(' $o '>' 16384 ')')"
"""The four pages before the zip directory at offset ``$o``: there the signing block ends."""
_LAUNCHER = "-a android.intent.action.MAIN -c android.intent.category.LAUNCHER"
_SUMMARY = (
    "^(Hidden system p|P)ackages:|^  Package |^    (userId|appId|sharedUser|codePath|versionName|pkgFlags|flags|"
    "timeStamp|firstInstallTime|lastUpdateTime|installerPackageName|installerPackageUid|initiatingPackageName|"
    "originatingPackageName|updateOwnerPackageName|packageSource|signatures)=|^    User [0-9]+:|"
    "^      (firstInstallTime=|lastDisabledCaller:)|^ +harmfulAppWarning: "
)
_ROOT_FILES = (
    "/system/bin/su /system/xbin/su /sbin/su /su/bin/su /vendor/bin/su /odm/bin/su /product/bin/su "
    "/system/bin/.ext/.su /system/sbin/su /data/local/su /data/local/bin/su /data/local/xbin/su /data/local/tmp/su "
    "/system/xbin/busybox /system/bin/busybox /sbin/magisk /system/bin/magisk /debug_ramdisk/magisk "
    "/data/local/tmp/magisk /data/adb/magisk /data/adb/ksu /data/adb/ap /system/app/Superuser.apk "
    "/system/xbin/daemonsu /system/etc/init.d/99SuperSUDaemon /data/local/tmp/frida-server /cache/magisk.log"
)
_TAME = "sed 's/^@@/ @@/'"
"""What an app may have put there so that it looks like a mark of ours is none any more."""
_REFUSED = "Can.t find service|Permission|Exception|DUMP TIMEOUT|Failed"
_MIB = 1024 * 1024


def _dump(service: str, *, only: str = "", **more: object) -> Recipe:
    """Return the recipe for one ``dumpsys`` service; ``only``: lines that leave the phone, an extended expression."""
    kept = f" | grep -E '{only}|{_REFUSED}'" if only else ""
    name = f"dumpsys_{service.replace('.', '_')}"
    return Recipe(id=name, command=f"dumpsys {service} 2>&1{kept}", gives=name, **more)  # type: ignore[arg-type]


RECIPES: tuple[Recipe, ...] = (
    Recipe(id="clock", command="date +%Y-%m-%dT%H:%M:%S%z", gives="clock"),
    Recipe(id="getprop", command="getprop", gives="getprop"),
    Recipe(id="users", command="pm list users", gives="users"),
    Recipe(
        id="packages",
        command=(
            "echo '@@ all'; pm list packages -f -U -i --user {user} 2>&1; "
            "echo '@@ system'; pm list packages -s --user {user} 2>&1; "
            "echo '@@ disabled'; pm list packages -d --user {user} 2>&1; "
            "echo '@@ known'; pm list packages -u --user {user} 2>&1; "
            f"echo '@@ launcher'; cmd package query-activities --brief --user {{user}} {_LAUNCHER} 2>&1 | {_TAME}; "
            "echo '@@ end'"
        ),
        gives="packages",
        per_user=True,
        limits=Limits(seconds=30),
    ),
    Recipe(
        id="settings",
        command=(
            f"echo '@@ global'; settings list --user {{user}} global 2>&1 | {_TAME}; "
            "echo '@@ secure'; settings list --user {user} secure 2>&1 "
            f"| grep -v '^lock_screen_owner_info=' | {_TAME}; "
            f"echo '@@ system'; settings list --user {{user}} system 2>&1 | {_TAME}; echo '@@ end'"
        ),
        gives="settings",
        per_user=True,
    ),
    _dump("accessibility"),
    _dump(
        "notification",
        only="^Current Notif|notification listeners|isPrimary: |NotificationRecord.* pkg=android .*channel=SECURITY",
    ),
    _dump("device_policy"),
    Recipe(id="device_owners", command="dpm list-owners 2>&1", gives="device_owners", min_sdk=31),
    Recipe(
        id="package_dumps",
        command=(
            f'for p in {_THIRD_PARTY}; do echo "@@ $p"; dumpsys package "$p" 2>&1 | {_TAME}; done; echo \'@@ end\''
        ),
        gives="package_dumps",
        limits=Limits(seconds=60, bytes=64 * _MIB),
    ),
    Recipe(
        id="package_summary",
        command=f"dumpsys package packages 2>&1 | grep -E '{_SUMMARY}|{_REFUSED}'",
        gives="package_summary",
        limits=Limits(seconds=40),
    ),
    _dump("appops", limits=Limits(seconds=30, bytes=32 * _MIB)),
    _dump("deviceidle", only="[Ww]hitelist|[Aa]llowlist|^    [A-Za-z][A-Za-z0-9_.]*$"),
    _dump(
        "location", only="Historical|^ +[a-z_]+:$|foreground duration = |Duration requested", limits=Limits(seconds=30)
    ),
    _dump("media_projection"),
    _dump("vpn_management", min_sdk=31),
    _dump("connectivity", only="^Active default network|type: VPN|type=VPN|VPN CONNECTED|Transports: .*VPN"),
    _dump("user"),
    _dump("lock_settings"),
    _dump("fingerprint", only='"service"|"prints"|"count"'),
    _dump("face", only='"service"|"prints"|"count"', min_sdk=29),
    _dump(
        "trust",
        only='^Trust manager|User "|^   *Enabled agents|^ +bound=|^ +[A-Za-z0-9_.]+/[A-Za-z0-9_.$]+|managingTrust',
    ),
    _dump("role", min_sdk=29),
    _dump("telephony.registry", only="Phone Id|mCallForwarding"),
    _dump("adb", privacy=Privacy.PERSONAL),
    _dump("companiondevice", privacy=Privacy.PERSONAL),
    _dump("account", only="^ *User |^ *Accounts: |Account \\{", privacy=Privacy.PERSONAL),
    _dump(
        "bluetooth_manager", only="onded devices|not connected|enabled: |^ +[0-9A-FX:]{17} ", privacy=Privacy.PERSONAL
    ),
    Recipe(id="processes", command="ps -A -o USER,PID,PPID,NAME", gives="ps"),
    Recipe(
        id="root_signs",
        command=(
            "echo '@@ selinux'; getenforce 2>&1; "
            f"echo '@@ files'; for f in {_ROOT_FILES}; do ls -d $f 2>/dev/null; done; echo '@@ end'"
        ),
        gives="root_signs",
    ),
    Recipe(
        id="apk_signers",
        command=(
            f'for f in {_THIRD_PARTY_FILES}; do echo "@@ $f"; o=$(tail -c22 -- "$f" | od -An -tu4 -j16 -N4); '
            'tail -c22 -- "$f" | base64; '
            f'dd if="$f" bs=4096 skip="{_SIGNING_PAGES}" count=5 2>/dev/null | base64; done; echo \'@@ end\''
        ),
        gives="apk_signers",
        limits=Limits(seconds=60, bytes=64 * _MIB),
    ),
    Recipe(
        id="apk_hashes",
        command=f"for f in {_THIRD_PARTY_FILES}; do sha256sum \"$f\" 2>&1; done; echo '@@ end'",
        gives="apk_hashes",
        limits=Limits(seconds=180, bytes=4 * _MIB),
    ),
)
"""In the order of asking: what tells most comes first, so that first findings are there early."""


def for_sdk(sdk: int) -> tuple[Recipe, ...]:
    """Return the recipes that make sense on this API level; 0 (unknown) means all."""
    return tuple(recipe for recipe in RECIPES if not sdk or recipe.min_sdk <= sdk)
