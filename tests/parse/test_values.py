"""What is read, by Android version and maker: values, not only that nothing breaks."""

# ruff: noqa: E501, DTZ001 - lines are as long as a phone prints them; its clock has no zone

from __future__ import annotations

import base64
import hashlib
import struct
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from checks.facts import (
    AccessibilityService,
    Account,
    AppLabel,
    AppOp,
    AppOpAccess,
    AppOrigin,
    BatteryExemption,
    Biometric,
    BondedDevice,
    CallForwarding,
    CompanionApp,
    DeclaredComponent,
    DeviceAdmin,
    DeviceOwner,
    Fact,
    Facts,
    InputMethod,
    InstalledApp,
    Launcher,
    LocationUse,
    NetworkMonitoredNotice,
    NotificationListener,
    PermissionGrant,
    PhoneClock,
    Property,
    RoleHolder,
    RootSign,
    ScreenCapture,
    ScreenLock,
    Setting,
    SigningCertificate,
    TrustAgent,
    UserProfile,
    Vpn,
)
from devicecheck.parse import Artifact, read
from devicecheck.parse.component import component, moment, number, seconds
from devicecheck.parse.users import kind_of
from tests.parse.samples import PACKAGE_8, artifact


def facts(kind: str, text: str, **more: object) -> Facts:
    return read([artifact(kind, text, **more)])


def values(found: tuple[Fact, ...], *names: str) -> list[tuple[object, ...]]:
    return [tuple(getattr(fact, name) for name in names) for fact in found]


# --- packages


def test_an_app_of_android_8_with_a_shared_user() -> None:
    found = facts("dumpsys_package", PACKAGE_8)
    owner, profile = found.of(InstalledApp)
    assert (owner.user, owner.installed, owner.enabled, owner.disabled_by) == (0, True, False, "com.android.settings")
    assert (profile.user, profile.installed, profile.uid) == (10, False, 1_010_123)
    assert owner.system is False  # the hidden system package of the same name is the replaced version
    assert owner.first_installed == datetime(2019, 3, 4, 5, 6, 7)
    assert owner.path == "/data/app/com.example.sync-1/base.apk"
    grants = dict(values(found.of(PermissionGrant), "permission", "granted"))
    assert grants == {
        "android.permission.CAMERA": True,
        "android.permission.READ_SMS": False,
        "android.permission.INTERNET": True,
        "android.permission.RECORD_AUDIO": True,
    }
    assert values(found.of(DeclaredComponent), "component", "power") == [
        ("com.example.sync/com.example.sync.Reader", "accessibility")
    ]
    assert found.of(AppOrigin)[0].told == {"installer"}
    assert {launcher.package for launcher in found.known(Launcher)} <= {"com.example.sync"}
    assert found.gaps(Launcher)


MODERN = """Activity Resolver Table:
  Non-Data Actions:
      android.intent.action.MAIN:
        1f com.example.sync/.Start filter 2e
          Action: "android.intent.action.MAIN"
          Category: "android.intent.category.LAUNCHER"
        2f com.example.sync/.Settings filter 3e
          Action: "android.intent.action.MAIN"

Packages:
  Package [com.example.sync] (5c1d):
    appId=10234
    codePath=/data/app/~~AAAAAAAAAAAAAAAAAAAAAA==/com.example.sync-BBBBBBBBBBBBBBBBBBBBBB==
    pkgFlags=[ HAS_CODE DEBUGGABLE TEST_ONLY ]
    installerPackageName=com.android.vending
    installerPackageUid=10114
    initiatingPackageName=com.google.android.packageinstaller
    originatingPackageName=com.android.shell
    packageSource=3
    signatures=PackageSignatures{8a version:3, signatures:[f1f224], past signatures:[]}
    requested permissions:
      android.permission.READ_SMS: restricted=true
      android.permission.CAMERA
    User 0: ceDataInode=1 installed=true hidden=true enabled=0
      installReason=0
      firstInstallTime=2026-01-02 03:04:05
        harmfulAppWarning: Was removed: harmful
      runtime permissions:
        android.permission.CAMERA: granted=true, flags=[ USER_SET]
      disabledComponents:
        com.example.sync.Start
      enabledComponents:
        com.example.sync.Other
"""


def test_an_app_of_android_14_that_hides() -> None:
    found = facts("package_dumps", f"@@ com.example.sync\n{MODERN}@@ end\n")
    (origin,) = found.of(AppOrigin)
    assert (origin.installer, origin.initiating) == ("com.android.vending", "com.google.android.packageinstaller")
    assert (origin.originating, origin.package_source, origin.update_owner) == ("com.android.shell", 3, None)
    assert origin.told == {"installer", "initiating", "originating", "package_source"}
    (app,) = found.of(InstalledApp)
    assert (app.hidden, app.debuggable, app.test_only, app.harmful_warning) == (
        True,
        True,
        True,
        "Was removed: harmful",
    )
    (launcher,) = found.of(Launcher)
    assert launcher.declared == launcher.disabled == ("com.example.sync/com.example.sync.Start",)
    place = int(launcher.source.place.removeprefix("line "))
    assert f"@@ com.example.sync\n{MODERN}".splitlines()[place - 1] == "        com.example.sync.Start"
    assert dict(values(found.of(PermissionGrant), "permission", "granted")) == {
        "android.permission.READ_SMS": False,
        "android.permission.CAMERA": True,
    }
    assert {gap.kind for gap in found.all_gaps} == {InstalledApp}  # apps with a dump are not all apps


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("Unable to find package: com.example.sync\n", "com.example.sync"),
        (MODERN.replace("[com.example.sync]", "[com.example.other]"), "com.example.sync"),
        (
            f"{MODERN}\nPackages:\n  Package [com.android.settings] (1):\n    User 0: installed=true\n",
            "another app too",
        ),
        (MODERN + MODERN, "twice"),
    ],
)
def test_a_dump_that_does_not_fit_its_app_is_a_gap(body: str, why: str) -> None:
    found = facts("package_dumps", f"@@ com.example.sync\n{body}@@ end\n")
    assert any(why in gap.why for gap in found.gaps(PermissionGrant))
    assert {fact.package for fact in found.of(PermissionGrant)} <= {"com.example.sync"}


PACKAGES = """@@ all
package:/data/app/~~A==/com.example.sync-B==/base.apk=com.example.sync  installer=null uid:10234
package:/system/app/Old/Old.apk=com.example.old  installer=null uid:10050
@@ system
package:com.example.old
@@ disabled
package:com.example.old
@@ known
package:com.example.sync
package:com.example.old
package:com.example.gone
@@ launcher
1 activities found:
  Activity #0:
    com.example.sync/.Start
@@ end
"""


def test_the_five_lists_of_a_user_become_one() -> None:
    found = facts("packages", PACKAGES, user=10)
    assert values(found.of(InstalledApp), "package", "user", "system", "enabled", "installed", "uid") == [
        ("com.example.sync", 10, False, True, True, 10234),
        ("com.example.old", 10, True, False, True, 10050),
        ("com.example.gone", 10, False, None, False, None),
    ]
    assert found.of(InstalledApp)[0].path == "/data/app/~~A==/com.example.sync-B==/base.apk"
    assert values(found.known(Launcher), "package", "shown", "dumped") == [
        ("com.example.sync", ("com.example.sync/com.example.sync.Start",), False)
    ]


def test_list_and_dump_of_one_app_are_one_fact() -> None:
    found = read(
        [artifact("packages", PACKAGES, user=0), artifact("package_dumps", f"@@ com.example.sync\n{MODERN}@@ end\n")]
    )
    apps = {app.package: app for app in found.of(InstalledApp)}
    assert len(found.of(InstalledApp)) == 3
    assert apps["com.example.sync"].first_installed == datetime(2026, 1, 2, 3, 4, 5)
    assert apps["com.example.sync"].hidden
    (launcher,) = found.of(Launcher)
    assert (launcher.shown, launcher.disabled, launcher.dumped) == (
        ("com.example.sync/com.example.sync.Start",),
        ("com.example.sync/com.example.sync.Start",),
        True,
    )
    assert not found.gaps(Launcher)


def test_a_third_party_app_without_a_dump_is_a_gap() -> None:
    found = read([artifact("packages", PACKAGES, user=10), artifact("package_dumps", "@@ end\n")])
    (gap,) = found.gaps(PermissionGrant)
    assert (gap.user, "com.example.sync" in gap.why) == (10, True)


def test_a_user_who_was_never_asked_about_is_a_gap_by_name() -> None:
    users = artifact("users", "Users:\n\tUserInfo{0:Owner:4c13} running\n\tUserInfo{10:Büro:1030}\n")
    found = read([users, artifact("packages", PACKAGES, user=0)])
    assert [(gap.user, gap.where) for gap in found.gaps(InstalledApp)] == [(10, "Büro")]


# --- users, settings, lock


@pytest.mark.parametrize(
    ("user", "name", "flags", "type_name", "kind"),
    [
        (0, "Owner", 0x4C13, "", "owner"),
        (0, "Owner", 0x4C13, "android.os.usertype.full.SYSTEM", "owner"),
        (10, "Work profile", 0x1030, "", "work"),
        (10, "Arbeit", 0x1030, "android.os.usertype.profile.MANAGED", "work"),
        (11, "Private space", 0x1090, "android.os.usertype.profile.PRIVATE", "private"),
        (11, "Private space", 0x1090, "", "private"),
        (10, "clone", 0x1010, "android.os.usertype.profile.CLONE", "clone"),
        (95, "DUAL_APP", 0x1030, "", "clone"),
        (999, "XSpace", 0x1030, "", "clone"),
        (150, "Secure Folder", 0x1030, "android.os.usertype.profile.MANAGED", "secure_folder"),
        (12, "Gast", 0x404, "", "guest"),
        (12, "Anna", 0x410, "", "user"),
        (13, "?", 0x1010, "com.maker.profile.NEW", "unknown"),
    ],
)
def test_kinds_of_users(user: int, name: str, flags: int, type_name: str, kind: str) -> None:
    assert kind_of(user, name, flags, type_name) == kind


def test_users_of_two_dumps_are_one() -> None:
    listed = artifact("users", "Users:\n\tUserInfo{0:Owner:4c13} running\n\tUserInfo{11:Geheim:1090}\n")
    dumped = artifact(
        "dumpsys_user",
        "Users:\n  UserInfo{0:null:4c13} serialNo=0\n    Type: android.os.usertype.full.SYSTEM\n    State: RUNNING_UNLOCKED\n"
        "  UserInfo{11:Geheim:1090} serialNo=11\n    Type: android.os.usertype.profile.PRIVATE\n    State: -1\n",
    )
    assert values(read([listed, dumped]).of(UserProfile), "user", "name", "kind", "running") == [
        (0, "Owner", "owner", True),
        (11, "Geheim", "private", False),
    ]


def test_what_settings_mean() -> None:
    text = (
        "@@ global\npackage_verifier_user_consent=-1\n@@ secure\n"
        "enabled_accessibility_services=com.a/.Read:com.b/com.c.Write\n"
        "enabled_notification_listeners=com.a/.Hear:\n"
        "default_input_method=com.k/.Ime\nenabled_input_methods=com.k/.Ime;12;34:com.l/.Ime\n"
        "always_on_vpn_app=com.v\nassistant=com.s/.Assist\nsms_default_application=com.m\nautofill_service=null\n"
        "@@ system\nvolume=1\n@@ end\n"
    )
    found = facts("settings", text, user=10)
    assert ("package_verifier_user_consent", "-1") in values(found.of(Setting), "key", "value")
    assert values(found.known(AccessibilityService), "component", "enabled", "user") == [
        ("com.a/com.a.Read", True, 10),
        ("com.b/com.c.Write", True, 10),
    ]
    assert values(found.known(NotificationListener), "component") == [("com.a/com.a.Hear",)]
    assert values(found.of(InputMethod), "package", "default") == [("com.k", True), ("com.l", False)]
    assert values(found.known(Vpn), "package", "always_on") == [("com.v", True)]
    assert values(found.known(RoleHolder), "role", "package") == [("assistant", "com.s"), ("sms", "com.m")]
    assert found.gaps(AccessibilityService)  # the dump that lists all services was not read


def test_settings_and_dump_agree_on_one_service() -> None:
    dump = (
        "ACCESSIBILITY MANAGER (dumpsys accessibility)\n\nUser state[\n     attributes:{id=0, x=1}\n"
        "     Bound services:{Service[label=Sync Helper, feedbackType[FEEDBACK_GENERIC], capabilities=1, eventTypes=TYPES_ALL_MASK, notificationTimeout=0]}\n"
        "     Enabled services:{{com.a/com.a.Read}}\n     Crashed services:{}]\n"
    )
    text = "@@ global\na=1\n@@ secure\nenabled_accessibility_services=com.a/.Read\n@@ system\nb=1\n@@ end\n"
    found = read([artifact("dumpsys_accessibility", dump), artifact("settings", text, user=0)])
    assert values(found.of(AccessibilityService), "component", "enabled") == [("com.a/com.a.Read", True)]
    assert not found.gaps(AccessibilityService)
    assert values(found.known(AppLabel), "package", "label") == [("com.a", "Sync Helper")]


@pytest.mark.parametrize(
    ("told", "credential"),
    [("-1", "none"), ("1", "pattern"), ("2", "unknown"), ("4", "password"), ("Pin", "pin"), ("NONE", "none")],
)
@pytest.mark.parametrize("changed", ["Last changed", "LSKF last changed"])
def test_the_screen_lock(told: str, credential: str, changed: str) -> None:
    text = (
        "Current lock settings service state:\n\nUser State:\n  User 0\n    SP Handle: 1\n"
        f"    {changed}: 2026-02-14 23:31:40 (0)\n    CredentialType: {told}\n\nStorage:\n"
    )
    (lock,) = facts("dumpsys_lock_settings", text).of(ScreenLock)
    assert (lock.credential, lock.last_changed) == (credential, datetime(2026, 2, 14, 23, 31, 40))


# --- powers


def test_owners_and_admins_of_several_users() -> None:
    text = (
        "Current Device Policy Manager state:\n"
        "  Device Owner: \n    admin=ComponentInfo{com.mdm/com.mdm.Admin}\n    name=Firma\n    package=com.mdm\n    User ID: 0\n\n"
        "  Profile Owner (User 10): \n    admin=ComponentInfo{com.work/com.work.Admin}\n    name=\n\n"
        "  Enabled Device Admins (User 0, provisioningState: 0):\n    com.mdm/.Admin:\n      uid=10123\n"
        "      policies:\n        wipe-data\n        force-lock\n      passwordQuality=0x0\n"
        "    com.spy/.Hidden:\n      uid=10200\n      policies:\n"
        "  Enabled Device Admins (User 10, provisioningState: 3):\n    com.work/.Admin:\n      uid=1\n"
        "  Constants:\n"
    )
    found = facts("dumpsys_device_policy", text)
    assert values(found.of(DeviceOwner), "package", "user", "profile", "name") == [
        ("com.mdm", 0, False, "Firma"),
        ("com.work", 10, True, None),
    ]
    assert values(found.of(DeviceAdmin), "package", "user", "policies") == [
        ("com.mdm", 0, ("wipe-data", "force-lock")),
        ("com.spy", 0, ()),
        ("com.work", 10, ()),
    ]


def test_an_owner_named_in_an_unknown_way_is_a_gap() -> None:
    text = (
        "Current Device Policy Manager state:\n  Device Owner: \n    someone=else\n  Enabled Device Admins (User 0):\n"
    )
    assert facts("dumpsys_device_policy", text).gaps(DeviceOwner)


def test_owners_of_both_commands_are_one() -> None:
    policy = "Current Device Policy Manager state:\n  Device Owner: \n    admin=ComponentInfo{com.m/com.m.A}\n    name=F\n  Enabled Device Admins (User 0):\n"
    found = read(
        [
            artifact("device_owners", "1 owner:\nUser  0: admin=com.m/.A,DeviceOwner\n"),
            artifact("dumpsys_device_policy", policy),
        ]
    )
    assert values(found.of(DeviceOwner), "package", "profile", "name") == [("com.m", False, "F")]


def test_listeners_and_the_notice_of_a_watched_network() -> None:
    text = (
        "Current Notification Manager state:\n"
        "    NotificationRecord(0x1: pkg=android user=UserHandle{0} id=33 tag=null importance=2 key=0|android|33|null|1000: "
        "Notification(channel=SECURITY))\n"
        "    NotificationRecord(0x2: pkg=android user=UserHandle{10} id=12 tag=null importance=2 key=10|android|12|null|1000: "
        "Notification(channel=SECURITY))\n"
        "    Allowed notification listeners:\n      com.a/.Hear:com.b/com.b.Hear (user: 0 isPrimary: true)\n"
        "      com.c/.Hear (user: 10 isPrimary: true)\n       (user: 11 isPrimary: true)\n"
        "    All notification listeners (1) enabled for current profiles:\n"
        "    Allowed notification assistants:\n      com.x/.Assist (user: 0 isPrimary: true)\n"
    )
    found = facts("dumpsys_notification", text)
    assert values(found.of(NotificationListener), "package", "user") == [("com.a", 0), ("com.b", 0), ("com.c", 10)]
    assert values(found.of(NetworkMonitoredNotice), "user") == [(0,)]
    assert not found.all_gaps


APPOPS = """Current AppOps Service state:
  Settings:
    top_state_settle_time=+5s0ms

  Uid u0a229:
    state=cch
      COARSE_LOCATION: mode=ignore
      CAMERA: mode=foreground
    Package com.a:
      CAMERA (allow):
        null=[
          Access: [fgsvc-s] 2026-03-20 18:37:30.315 (-4h50m23s772ms) duration=+1m2s
          Reject: [bg-tpd]2026-03-20 18:37:30.315 (-10s0ms)
        ]
      ACCESS_RESTRICTED_SETTINGS (allow):
      WAKE_LOCK (allow):
          Access: [bg-s] 2026-03-20 18:37:30.315 (-1s0ms)
    Package com.b:
      REQUEST_INSTALL_PACKAGES (deny):
  Uid u10a7:
    Package com.c:
      RECORD_AUDIO (allow): time=+3m29s990ms ago; rejectTime=+1h0m0s0ms ago; duration=+12s0ms
  Uid u0a300:
      MANAGE_EXTERNAL_STORAGE: mode=allow
"""


def test_operations_and_their_uses() -> None:
    found = read([artifact("dumpsys_appops", APPOPS), artifact("packages", PACKAGES.replace("10234", "10300"), user=0)])
    modes = {(fact.package, fact.user, fact.op): fact.mode for fact in found.of(AppOp)}
    assert modes == {
        ("com.a", 0, "CAMERA"): "allow",
        ("com.a", 0, "ACCESS_RESTRICTED_SETTINGS"): "allow",
        ("com.a", 0, "WAKE_LOCK"): "allow",
        ("com.a", 0, "COARSE_LOCATION"): "ignore",
        ("com.b", 0, "REQUEST_INSTALL_PACKAGES"): "deny",
        ("com.b", 0, "COARSE_LOCATION"): "ignore",
        ("com.b", 0, "CAMERA"): "foreground",
        ("com.c", 10, "RECORD_AUDIO"): "allow",
        ("com.example.sync", 0, "MANAGE_EXTERNAL_STORAGE"): "allow",
    }
    assert values(found.of(AppOpAccess), "package", "op", "state", "rejected", "seconds_ago", "duration") == [
        ("com.a", "CAMERA", "fgsvc", False, 17423.772, 62.0),
        ("com.a", "CAMERA", "bg", True, 10.0, None),
        ("com.c", "RECORD_AUDIO", "unknown", False, 209.99, 12.0),
        ("com.c", "RECORD_AUDIO", "unknown", True, 3600.0, None),
    ]


def test_uses_of_the_location_from_android_12_on() -> None:
    text = (
        "  Historical Aggregate Location Provider Data:\n    gps:\n"
        "      1010311/com.a[tag]: min/max interval = 0s/1s, total/active/foreground duration = "
        "+15h13m41s259ms/+15h13m41s163ms/+40m41s545ms, locations = 163\n"
        "    passive:\n      1000/android: min/max interval = 9223372036854775s/1s, total/active/foreground duration = 0/0/0, locations = 2\n"
    )
    first, second = facts("dumpsys_location", text).of(LocationUse)
    assert (first.package, first.user, first.provider, first.min_interval) == ("com.a", 10, "gps", 0.0)
    assert (first.active_seconds, first.foreground_seconds) == (54821.163, 2441.545)
    assert (second.package, second.active_seconds) == ("android", 0.0)


def test_uses_of_the_location_before_android_12() -> None:
    head = "  Historical Records by Provider:\n"
    line = (
        "    com.a: gps: Interval 5 seconds: Duration requested 50 total, 3 foreground, out of the last 60 minutes: x\n"
    )
    (use,) = facts("dumpsys_location", head + line).of(LocationUse)
    assert (use.package, use.provider, use.active_seconds, use.foreground_seconds) == ("com.a", "gps", 3000.0, 180.0)
    old = "    com.a: gps: Interval 5 seconds: Duration requested 50 out of the last 60 minutes\n"
    assert "foreground" in facts("dumpsys_location", head + old).gaps(LocationUse)[0].why


def test_vpns_by_package_and_by_uid() -> None:
    text = "VPNs:\n0: [Legacy VPN]\n  Active vpn type: -1\n10: com.v\n  Active vpn type: 1\n"
    assert values(facts("dumpsys_vpn_management", text).of(Vpn), "package", "user", "active") == [("com.v", 10, True)]
    agent = (
        "Active default network: 101\n  NetworkAgentInfo{network{102} ni{VPN CONNECTED extra: VPN:x} "
        "nc{[ Transports: WIFI|VPN OwnerUid: 10234 ]}}\n"
    )
    found = read([artifact("dumpsys_connectivity", agent), artifact("packages", PACKAGES, user=0)])
    assert values(found.of(Vpn), "package", "active") == [("com.example.sync", True)]
    assert values(facts("dumpsys_connectivity", agent).of(Vpn), "package") == [("uid 10234",)]


def test_the_rest_of_the_services() -> None:
    projection = "MEDIA PROJECTION MANAGER (dumpsys media_projection)\nMedia Projection: \n(com.a, uid=10234): TYPE_SCREEN_CAPTURE\n"
    assert values(facts("dumpsys_media_projection", projection).of(ScreenCapture), "package") == [("com.a",)]
    idle = "  Whitelist (except idle) system apps:\n    com.s\n  Whitelist user apps:\n    com.u\n  Whitelist all app ids:\n    10001\n"
    assert values(facts("dumpsys_deviceidle", idle).of(BatteryExemption), "package", "kind") == [
        ("com.s", "system-excidle"),
        ("com.u", "user"),
    ]
    trust = (
        'Trust manager state:\n User "A" (id=0, flags=0x13) (current): trusted=0\n   Enabled agents:\n    com.g/.Agent\n'
        "     bound=1, connected=1, managingTrust=0, trusted=0\n   Events:\n    #0 x com.h/.Agent\n"
    )
    assert values(facts("dumpsys_trust", trust).of(TrustAgent), "component", "user") == [("com.g/com.g.Agent", 0)]
    role = "{\n  user_states={\n    user_id=10\n    roles=[\n      {\n        name=android.app.role.SMS\n        holders=com.m\n      }\n"
    assert values(facts("dumpsys_role", role).of(RoleHolder), "role", "package", "user") == [("sms", "com.m", 10)]
    forwarding = "  Phone Id=0\n    mCallForwarding=false\n  Phone Id=1\n    mCallForwarding=true\n"
    found = facts("dumpsys_telephony_registry", forwarding).of(CallForwarding)
    assert values(found, "slot", "active") == [(0, False), (1, True)]
    prints = '{"service":"Fingerprint21","prints":[{"id":0,"count":2,"accept":3},{"id":10,"count":0}]}\n'
    assert values(facts("dumpsys_fingerprint", prints).of(Biometric), "kind", "user", "count") == [
        ("fingerprint", 0, 2),
        ("fingerprint", 10, 0),
    ]
    assert facts("dumpsys_face", "Can't find service: face\n").of(Biometric) == ()
    assert (
        facts("root_signs", "@@ selinux\nPermissive\n@@ files\n/system/bin/su\n@@ end\n").of(RootSign)[0].what == "su"
    )
    assert facts("clock", "2026-03-04T05:06:07+0100\n").of(PhoneClock)[0].now == datetime(2026, 3, 4, 5, 6, 7)
    assert values(facts("getprop", "[a]: [one\ntwo]\n[b]: []\n").of(Property), "key", "value") == [
        ("a", "one\\u{a}two"),
        ("b", ""),
    ]


def test_pairings_of_three_android_versions() -> None:
    text = (
        "Companion Device Associations: \n"
        "  Association{mId=1, mUserId=10, mPackageName='com.w', mTag=null, mDeviceProfile='android.app.role.COMPANION_DEVICE_WATCH'}\n"
        "  Association{userId=0 deviceAddress='x', companionAppPackage='com.y'}\n"
        "Last Removed Association:\n  Association{mId=3, mUserId=0, mPackageName='com.gone'}\n"
    )
    assert values(facts("dumpsys_companiondevice", text).of(CompanionApp), "package", "user") == [
        ("com.w", 10),
        ("com.y", 0),
    ]
    assert facts("dumpsys_companiondevice", "Companion Device Associations: <empty>\n").of(CompanionApp) == ()


def test_accounts_are_counted() -> None:
    text = "User UserInfo{0:A:13}:\n  Accounts: 2\n    Account {name=a@b.example, type=com.google}\n"
    assert "2 accounts" in facts("dumpsys_account", text).gaps(Account)[0].why
    whole = text + "    Account {name=x, y, type=org.z}\n"
    assert values(facts("dumpsys_account", whole).of(Account), "name", "type") == [
        ("a@b.example", "com.google"),
        ("x, y", "org.z"),
    ]


def test_bluetooth_that_is_off_is_no_empty_list() -> None:
    on = "Bluetooth Status\n  enabled: true\n  Bonded devices:\n    XX:XX:XX:XX:AB:CD [ DUAL ][ 0x240404 ] Band \x1b[2J\n"
    assert values(facts("dumpsys_bluetooth_manager", on).of(BondedDevice), "kind", "name") == [
        ("DUAL", "Band \\u{1b}[2J")
    ]
    assert (
        "switched off"
        in facts("dumpsys_bluetooth_manager", "Bluetooth Service not connected\n").gaps(BondedDevice)[0].why
    )


# --- signing block


def certificate() -> bytes:
    key = Ed25519PrivateKey.generate()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime(2026, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(7).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    return builder.sign(key, None).public_bytes(Encoding.DER)


def prefixed(*pieces: bytes) -> bytes:
    data = b"".join(pieces)
    return struct.pack("<I", len(data)) + data


def signed(*certificates: bytes) -> bytes:
    signers = [
        prefixed(prefixed(prefixed(), prefixed(prefixed(one)), prefixed()), prefixed(), prefixed())
        for one in certificates
    ]
    return prefixed(*signers)


def apk(blocks: dict[int, bytes], before: int) -> bytes:
    pairs = b"".join(struct.pack("<QI", len(value) + 4, key) + value for key, value in blocks.items())
    size = len(pairs) + 24
    block = struct.pack("<Q", size) + pairs + struct.pack("<Q", size) + b"APK Sig Block 42"
    head = b"\0" * before + (block if blocks else b"")
    return head + b"directory" + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, 9, len(head), 0)


def as_the_phone_prints(path: str, data: bytes) -> str:
    directory = struct.unpack_from("<I", data, len(data) - 6)[0]
    first = (directory // 4096 - 4) * (directory > 16384) * 4096
    pages = base64.encodebytes(data[first : first + 5 * 4096]).decode()
    return f"@@ {path}\n{base64.b64encode(data[-22:]).decode()}\n{pages}"


PATH = "/data/app/~~AAAAAAAAAAAAAAAAAAAAAA==/com.example.sync-BB-BBBBBBBBBBBBBBBBBBB==/base.apk"


@pytest.mark.parametrize("before", [0, 100, 16_000, 16_384, 16_385, 20_000, 1_000_003])
def test_a_certificate_is_read_from_the_signing_block(before: int) -> None:
    old, new = certificate(), certificate()
    data = apk({0x7109871A: signed(old), 0x1B93AD61: signed(new), 0x42726577: b"\0" * 3000}, before)
    found = facts("apk_signers", as_the_phone_prints(PATH, data) + "@@ end\n")
    assert not found.all_gaps
    assert values(found.of(SigningCertificate), "package", "scheme", "sha1", "sha256") == [
        ("com.example.sync", scheme, hashlib.sha1(one).hexdigest(), hashlib.sha256(one).hexdigest())
        for scheme, one in (("v3.1", new), ("v2", old))
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (apk({}, 100), "v1"),
        (apk({0x7109871A: signed(b"x"), 1: b"\0" * 40_000}, 100), "more than were read"),
        (apk({0x42726577: b"\0" * 100}, 100), "names no signer"),
        (apk({0x7109871A: b"\xff\xff\xff\x7f"}, 100), "longer than the block"),
        (b"\0" * 100, "no end-of-directory"),
    ],
)
def test_what_is_no_signing_block_is_a_gap(data: bytes, why: str) -> None:
    found = facts("apk_signers", as_the_phone_prints(PATH, data) + "@@ end\n")
    assert found.of(SigningCertificate) == ()
    assert why in found.gaps(SigningCertificate)[0].why


def test_an_apk_in_an_odd_place_gets_its_name_from_the_list() -> None:
    path = "/data/app/~~A==/com.example.sync-B==/base.apk"
    text = as_the_phone_prints(path, apk({0x7109871A: signed(certificate())}, 0)) + "@@ end\n"
    assert facts("apk_signers", text).of(SigningCertificate)[0].package == f"path {path}"
    found = read([artifact("apk_signers", text), artifact("packages", PACKAGES, user=0)])
    assert found.of(SigningCertificate)[0].package == "com.example.sync"


# --- words of Android


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("+1d2h3m4s5ms", 93784.005),
        ("-10s0ms", -10.0),
        ("0", 0.0),
        ("+40m41s545ms", 2441.545),
        ("5", None),
        ("", None),
        ("x", None),
    ],
)
def test_durations(text: str, value: float | None) -> None:
    assert seconds(text) == value


def test_names_and_numbers() -> None:
    assert component(" com.a/.B ") == ("com.a", "com.a/com.a.B")
    assert component("com.a/org.b.C$D") == ("com.a", "com.a/org.b.C$D")
    assert component("no component") is None
    assert number("12") == 12
    assert [number(text) for text in ("", None, "x", "1" * 30, "\u0663")] == [None] * 5
    assert moment("2026-13-01 00:00:00") is None


def test_places_in_a_part_count_lines_of_the_whole() -> None:
    part = Artifact(kind="users", sha256="ab" * 32, data=b"Users:\n\tUserInfo{0:A:13} running\n", first_line=500)
    assert read([part]).of(UserProfile)[0].source.place == "line 501"


FULL = """\
Activity Resolver Table:
  Non-Data Actions:
      android.intent.action.MAIN:
        1a2b3c com.example.hides/.Start
        1a2b3d com.example.partly/.Start
        1a2b3e com.example.partly/.Settings
        1a2b3f com.example.shows/.Start
        1a2b40 com.example.other/.Start

Receiver Resolver Table:

Packages:
"""


def _full_dump(*packages: str) -> bytes:
    blocks = "".join(
        f"  Package [{package}] (a1b2c3):\n    userId=1{number:04}\n    codePath=/data/app/{package}-x==\n"
        "    flags=[ HAS_CODE ]\n    User 0: ceDataInode=1 installed=true hidden=false enabled=0\n"
        + (f"      disabledComponents:\n        {package}.Start\n" if package != "com.example.shows" else "")
        for number, package in enumerate(packages)
    )
    return (FULL + blocks + "\nShared users:\n").encode()


def test_a_whole_dump_says_whose_icons_are_all_off_and_who_has_none() -> None:
    names = ("com.example.hides", "com.example.partly", "com.example.shows", "com.example.other", "com.example.bare")
    found = read([Artifact(kind="dumpsys_package", sha256="0" * 64, data=_full_dump(*names))])
    icons = {launcher.package: launcher for launcher in found.of(Launcher)}
    off = {name for name, one in icons.items() if one.declared and set(one.declared) == set(one.disabled)}
    assert off == {"com.example.hides", "com.example.other"}
    assert len(icons["com.example.partly"].declared) == 2
    assert icons["com.example.bare"].declared == ()
    assert found.gaps(Launcher), "what is true of some only stays open"


def test_a_dump_that_ends_inside_a_package_says_nothing_of_its_icon() -> None:
    names = ("com.example.shows", "com.example.partly", "com.example.other", "com.example.bare", "com.example.hides")
    cut = _full_dump(*names)
    cut = cut[: cut.rindex(b"      disabledComponents:")]
    found = read([Artifact(kind="dumpsys_package", sha256="0" * 64, data=cut)])
    assert "com.example.hides" not in {launcher.package for launcher in found.known(Launcher)}
    assert any("ends inside" in gap.why for gap in found.gaps(Launcher))


def test_tables_of_another_dump_say_nothing_of_who_has_no_icon() -> None:
    names = ("com.example.hides", "com.example.a", "com.example.b", "com.example.c", "com.example.d")
    found = read([Artifact(kind="dumpsys_package", sha256="0" * 64, data=_full_dump(*names))])
    assert {launcher.package for launcher in found.of(Launcher)} == {"com.example.hides"}
