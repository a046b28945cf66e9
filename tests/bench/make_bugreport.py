"""Write a large synthetic bug report: ``python tests/bench/make_bugreport.py OUT.zip [MEGABYTES] [PACKAGES]``.

Formats are those of Android 14, proportions those of a phone in use: about half logs, a tenth ``dumpsys package``.
The same arguments make the same text.
"""

# ruff: noqa: E501 - lines are as long as a phone prints them

from __future__ import annotations

import random
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

RULE = "-" * 79
WHEN = "2026-03-21 11:07:22"
PERMISSIONS = [
    "INTERNET",
    "ACCESS_NETWORK_STATE",
    "WAKE_LOCK",
    "RECEIVE_BOOT_COMPLETED",
    "FOREGROUND_SERVICE",
    "VIBRATE",
    "BLUETOOTH",
    "ACCESS_WIFI_STATE",
    "POST_NOTIFICATIONS",
    "USE_BIOMETRIC",
    "NFC",
    "CHANGE_WIFI_STATE",
    "REQUEST_INSTALL_PACKAGES",
    "QUERY_ALL_PACKAGES",
    "SCHEDULE_EXACT_ALARM",
]
RUNTIME = [
    "CAMERA",
    "RECORD_AUDIO",
    "ACCESS_FINE_LOCATION",
    "ACCESS_COARSE_LOCATION",
    "ACCESS_BACKGROUND_LOCATION",
    "READ_CONTACTS",
    "READ_SMS",
    "READ_CALL_LOG",
    "READ_MEDIA_IMAGES",
    "READ_MEDIA_VIDEO",
    "READ_PHONE_STATE",
    "BLUETOOTH_CONNECT",
]
ACTIONS = [
    "android.intent.action.MAIN",
    "android.intent.action.VIEW",
    "android.intent.action.BOOT_COMPLETED",
    "android.intent.action.SEND",
    "android.intent.action.PACKAGE_ADDED",
    "android.net.conn.CONNECTIVITY_CHANGE",
    "android.accessibilityservice.AccessibilityService",
    "android.service.notification.NotificationListenerService",
    "android.app.action.DEVICE_ADMIN_ENABLED",
    "android.appwidget.action.APPWIDGET_UPDATE",
]
OPS = [
    "COARSE_LOCATION",
    "FINE_LOCATION",
    "CAMERA",
    "RECORD_AUDIO",
    "READ_CONTACTS",
    "READ_SMS",
    "WAKE_LOCK",
    "TOAST_WINDOW",
    "RUN_IN_BACKGROUND",
    "READ_EXTERNAL_STORAGE",
    "REQUEST_INSTALL_PACKAGES",
    "SYSTEM_ALERT_WINDOW",
    "GET_USAGE_STATS",
    "VIBRATE",
    "START_FOREGROUND",
]


def main(arguments: list[str]) -> int:
    target = Path(arguments[0])
    size = int(arguments[1]) if len(arguments) > 1 else 120
    packages = int(arguments[2]) if len(arguments) > 2 else 400
    write(target, size * 1_000_000, packages)
    return 0


def write(target: Path, size: int, packages: int) -> None:
    chance = random.Random(4)
    names = [f"com.vendor{number % 37}.part{number}" for number in range(packages)]
    name = "bugreport-pixel-2026-03-21-11-06-01.txt"
    with (
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(name, "w") as out,
    ):
        written = 0
        for piece in (*head(), *dumps(names, chance)):
            data = piece.encode()
            written += len(data)
            out.write(data)
        half = (size - written) // 2
        out.write(b"------ SYSTEM LOG (logcat -v threadtime -d *:v) ------\n")
        for piece in filler(half, log_line, chance):
            out.write(piece)
        out.write(b"------ 4.120s was the duration of 'SYSTEM LOG' ------\n")
        out.write(f"{RULE}\nDUMP OF SERVICE meminfo:\n".encode())
        for piece in filler(half, memory_line, chance):
            out.write(piece)
        out.write(end("meminfo").encode())
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("version.txt", "2.0")
        archive.writestr("main_entry.txt", name)


def end(service: str) -> str:
    return f"--------- 0.012s was the duration of dumpsys {service}, ending at: {WHEN}\n"


def head() -> Iterator[str]:
    yield f"{'=' * 56}\n== dumpstate: {WHEN}\n{'=' * 56}\n\nAndroid SDK version: 34\n"
    yield "------ SYSTEM PROPERTIES (getprop) ------\n[ro.build.version.sdk]: [34]\n"
    yield "[ro.build.version.security_patch]: [2026-03-05]\n[ro.product.model]: [Pixel 7]\n"
    yield "".join(f"[persist.some.property.{number}]: [{number * 7}]\n" for number in range(1200))
    yield "------ 0.015s was the duration of 'SYSTEM PROPERTIES' ------\n\n"


def dumps(names: list[str], chance: random.Random) -> Iterator[str]:
    sections = (
        ("accessibility", accessibility(names)),
        ("appops", appops(names, chance)),
        ("batterystats", batterystats(names, chance)),
        (
            "device_policy",
            ["Current Device Policy Manager state:\n  Enabled Device Admins (User 0, provisioningState: 0):\n"],
        ),
        ("deviceidle", ["  Whitelist system apps:\n    com.google.android.gms\n  Whitelist user apps:\n"]),
        ("package", package(names, chance)),
        ("platform_compat", (f"ChangeId({100000 + n}; name=CHANGE_{n}; disabled)\n" for n in range(900))),
        ("user", ["Users:\n  UserInfo{0:Owner:4c13} serialNo=0 isPrimary=true\n    State: RUNNING_UNLOCKED\n"]),
    )
    for service, lines in sections:
        yield f"{RULE}\nDUMP OF SERVICE {service}:\n"
        yield from lines
        yield end(service)


def accessibility(names: list[str]) -> Iterator[str]:
    yield "ACCESSIBILITY MANAGER (dumpsys accessibility)\n\ncurrentUserId=0\nUser state[\n"
    yield "     attributes:{id=0, touchExplorationEnabled=false}\n     Bound services:{}\n"
    yield f"     Enabled services:{{{{{names[3]}/{names[3]}.Reader}}}}\n     Binding services:{{}}\n     Crashed services:{{}}]\n"


def appops(names: list[str], chance: random.Random) -> Iterator[str]:
    yield "Current AppOps Service state:\n  Settings:\n    top_state_settle_time=+30s0ms\n\n"
    for number, name in enumerate(names):
        yield f"  Uid u0a{number + 100}:\n    state=cch\n      COARSE_LOCATION: mode=ignore\n    Package {name}:\n"
        for op in OPS:
            yield f"      {op} (allow): \n        null=[\n"
            for state in ("top", "fgsvc", "bg", "cch"):
                minutes = chance.randrange(5, 900)
                yield f"          Access: [{state}-s] 2026-03-20 18:37:30.315 (-{minutes}m23s772ms) duration=+{minutes}ms\n"
            yield "        ]\n"


def batterystats(names: list[str], chance: random.Random) -> Iterator[str]:
    yield "Battery History (0% used, 11KB used of 4096KB, 79 strings using 9632):\n"
    yield "                    0 (19) RESET:TIME: 2026-03-20-12-34-18\n"
    for number in range(60_000):
        yield f'         +{number // 60}m{number % 60}s163ms (2) 100 c0100020 +job=u0a{number % 300}:"{chance.choice(names)}/.Job"\n'
    yield "Daily stats:\n  Current start time: 2026-03-20-02-02-56\n  Daily from 2026-03-19-03-02-02 to 2026-03-20-02-02-56:\n"
    yield "    Package changes:\n" + "".join(f"      Update {name} vers=63983425\n" for name in names)


def package(names: list[str], chance: random.Random) -> Iterator[str]:
    for table in ("Activity", "Receiver", "Service"):
        yield f"{table} Resolver Table:\n  Non-Data Actions:\n"
        for action in ACTIONS:
            yield f"      {action}:\n"
            for name in names:
                yield f"        {chance.randrange(1 << 28):x} {name}/.{table}{chance.randrange(9)} (2 filters)\n"
        yield "\n"
    yield "Packages:\n"
    for number, name in enumerate(names):
        yield from block(number, name, chance)


def block(number: int, name: str, chance: random.Random) -> Iterator[str]:
    system = number % 2
    folder = f"/system/app/Part{number}" if system else f"/data/app/~~AAAAAAAAAAAAAAAAAAAA{number:02x}==/{name}-x=="
    flags = "SYSTEM HAS_CODE" if system else "HAS_CODE ALLOW_BACKUP"
    yield f"  Package [{name}] ({number:x}):\n    appId={number + 10100}\n    pkg=Package{{1 {name}}}\n    codePath={folder}\n"
    yield f"    versionCode={number} minSdk=26 targetSdk=34\n    versionName=1.{number}\n    flags=[ {flags} ]\n"
    yield f"    dataDir=/data/user/0/{name}\n    timeStamp={WHEN}\n    lastUpdateTime={WHEN}\n"
    yield "    installerPackageName=com.android.vending\n    installerPackageUid=10114\n"
    yield "    initiatingPackageName=com.android.vending\n    originatingPackageName=null\n    packageSource=2\n"
    yield f"    signatures=PackageSignatures{{1 version:3, signatures:[{number:08x}], past signatures:[]}}\n"
    yield f"    installPermissionsFixed=true\n    pkgFlags=[ {flags} ]\n    declared permissions:\n"
    yield "".join(f"      {name}.permission.P{n}: prot=signature\n" for n in range(20))
    yield "    install permissions:\n"
    yield "".join(f"      android.permission.{one}: granted=true\n" for one in PERMISSIONS)
    for user in (0, 10):
        yield f"    User {user}: ceDataInode={number} installed={'true' if not user else 'false'} hidden=false enabled=0\n"
        yield f"      installReason=4\n      firstInstallTime={WHEN}\n      uninstallReason=0\n      gids=[3002, 3003]\n"
        yield "      runtime permissions:\n"
        for one in RUNTIME:
            granted = "true" if chance.random() < 0.3 else "false"
            yield f"        android.permission.{one}: granted={granted}, flags=[ USER_SET|USER_SENSITIVE_WHEN_GRANTED]\n"
        yield "      disabledComponents:\n" + "".join(f"        {name}.Off{n}\n" for n in range(25))
        yield "      enabledComponents:\n" + "".join(f"        {name}.On{n}\n" for n in range(25))


def log_line(number: int, chance: random.Random) -> str:
    return (
        f"03-21 11:{number // 60 % 60:02}:{number % 60:02}.{number % 1000:03}  1000  {1000 + number % 3000}  4321 I "
        f"ActivityManager: Start proc {number}:com.vendor{chance.randrange(37)}.part/u0a{number % 300} for service\n"
    )


def memory_line(number: int, _chance: random.Random) -> str:
    return f"    {number * 13 % 900_000:>9}K: com.vendor{number % 37}.part{number % 400} (pid {number % 30_000} / activities)\n"


def filler(size: int, line: object, chance: random.Random) -> Iterator[bytes]:
    written = number = 0
    while written < size:
        data = "".join(line(number + n, chance) for n in range(5000)).encode()  # type: ignore[operator]
        number += 5000
        written += len(data)
        yield data


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
