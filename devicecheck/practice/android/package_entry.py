"""One ``Package […]`` of ``dumpsys package``, as Android 8 to 16 write it.

Sources: AOSP's ``Settings.dumpPackageLPr`` (11, 16), a LineageOS 18.1 and a Samsung Android 10 dump, dumps of
Android 14 in public repositories. What changed when: ``appId`` for ``userId`` in 14; the installation time moved to
the user in 13; ``packageSource`` came in 13, the other names of the install source in 14.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from devicecheck.practice.android import permissions, text
from devicecheck.practice.android.phone import SHARED_NAMES
from devicecheck.practice.android.signer import hash32

if TYPE_CHECKING:
    from devicecheck.practice.android.phone import AndroidPhone, Installed
    from devicecheck.practice.described import User

_ANDROID_9, _ANDROID_11, _ANDROID_12, _ANDROID_13, _ANDROID_14, _ANDROID_15, _ANDROID_16 = 28, 30, 31, 33, 34, 35, 36
_PRIVATE = "[ PRIVATE_FLAG_ACTIVITIES_RESIZE_MODE_RESIZEABLE_VIA_SDK_VERSION ALLOW_AUDIO_PLAYBACK_CAPTURE ]"
_NEVER = "1970-01-01 01:00:00"


def entry(phone: AndroidPhone, one: Installed, *, everything: bool) -> list[str]:
    """Return the lines of one app; ``everything``: with what it asked for, as when it is dumped alone."""
    lines = [f"  Package [{one.package}] ({phone.object_id('setting', one.package)}):"]
    body = [*_where(phone, one), *_what(phone, one), *_times_and_source(phone, one), *_signed(phone, one)]
    if everything:
        body += permissions.requested(one)
    if everything or not one.app.shared:
        body += permissions.install(one)
    lines += [f"    {line}" for line in body]
    for user in phone.users:
        lines += _user(phone, one, user)
    return lines


def _where(phone: AndroidPhone, one: Installed) -> list[str]:
    lines = [f"{'appId' if phone.sdk >= _ANDROID_14 else 'userId'}={one.app_id}"]
    if one.app.shared:
        mark = phone.object_id("shared", one.app.shared)
        lines.append(f"sharedUser=SharedUserSetting{{{mark} {SHARED_NAMES[one.app.shared]}/{one.app_id}}}")
    lines += [
        f"pkg=Package{{{phone.object_id('pkg', one.package)} {one.package}}}",
        f"codePath={one.code_path}",
        f"resourcePath={one.code_path}",
        f"legacyNativeLibraryDir={one.code_path}/lib",
    ]
    lines += ["extractNativeLibs=false"] if phone.sdk >= _ANDROID_12 else []
    lines += ["primaryCpuAbi=arm64-v8a", "secondaryCpuAbi=null"]
    return [*lines, *(["cpuAbiOverride=null"] if phone.sdk >= _ANDROID_12 else [])]


def _what(phone: AndroidPhone, one: Installed) -> list[str]:
    lines = [f"versionCode={one.version_code} minSdk=24 targetSdk={one.target_sdk}"]
    lines += ["minExtensionVersions=[]"] if phone.sdk >= _ANDROID_13 else []
    lines += [f"versionName={one.version}"]
    lines += ["usesNonSdkApi=false"] if phone.sdk >= _ANDROID_12 else []
    lines += ["splits=[base]", "apkSigningVersion=2"]
    if phone.sdk < _ANDROID_12:
        lines.append(f"applicationInfo=ApplicationInfo{{{phone.object_id('info', one.package)} {one.package}}}")
    lines += [f"flags={_flags(one)}", f"privateFlags={_PRIVATE}"]
    lines += ["forceQueryable=false"] if phone.sdk >= _ANDROID_11 else []
    lines += ["queriesPackages=[]"] if phone.sdk == _ANDROID_11 else []
    lines += ["pageSizeCompat=0"] if phone.sdk >= _ANDROID_16 else []
    lines += ["scannedAsStoppedSystemApp=false"] if phone.sdk >= _ANDROID_15 else []
    lines += [f"dataDir=/data/user/0/{one.package}"] if phone.sdk < _ANDROID_15 else []
    return [*lines, "supportsScreens=[small, medium, large, xlarge, resizeable, anyDensity]"]


def _times_and_source(phone: AndroidPhone, one: Installed) -> list[str]:
    lines = [f"timeStamp={text.when(one.updated)}"]
    lines += [f"firstInstallTime={text.when(one.installed)}"] if phone.sdk < _ANDROID_13 else []
    lines += [f"lastUpdateTime={text.when(one.updated)}"]
    if phone.sdk < _ANDROID_14:
        lines += [f"installerPackageName={one.origin.installer}"] if one.origin.installer else []
        return [*lines, *([f"packageSource={one.origin.source}"] if phone.sdk >= _ANDROID_13 else [])]
    source = one.origin
    installer = phone.find(source.installer) if source.installer else None
    lines += [
        f"installerPackageName={_null(source.installer)}",
        f"installerPackageUid={installer.app_id if installer else -1}",
        f"initiatingPackageName={_null(source.initiating)}",
        f"originatingPackageName={_null(source.originating)}",
    ]
    lines += [f"updateOwnerPackageName={source.owner}"] if source.owner else []
    lines += [f"packageSource={source.source}", "appMetadataFilePath=null"]
    return [*lines, *(["appMetadataSource=0"] if phone.sdk >= _ANDROID_15 else [])]


def _signed(phone: AndroidPhone, one: Installed) -> list[str]:
    mark, signer = phone.object_id("signatures", one.package), hash32(one.signer)
    if phone.sdk < _ANDROID_9:
        signatures = f"PackageSignatures{{{mark} [{signer}]}}"
    else:
        signatures = f"PackageSignatures{{{mark} version:2, signatures:[{signer}], past signatures:[]}}"
    lines = [f"signatures={signatures}", "installPermissionsFixed=true", f"pkgFlags={_flags(one)}"]
    if phone.sdk >= _ANDROID_14:
        lines += [f"privatePkgFlags={_PRIVATE}", "apexModuleName=null"]
    return lines


def _flags(one: Installed) -> str:
    names = ["SYSTEM"] if one.app.system else []
    names += ["DEBUGGABLE"] if one.app.debuggable else []
    names += ["HAS_CODE", "ALLOW_CLEAR_USER_DATA"]
    names += ["TEST_ONLY"] if one.app.test_only else []
    return f"[ {' '.join([*names, 'ALLOW_BACKUP'])} ]"


def _user(phone: AndroidPhone, one: Installed, user: User) -> list[str]:
    here = user.id in one.app.users
    lines = [f"    User {user.id}: {_state(phone, one, user, here=here)}"]
    if phone.sdk >= _ANDROID_13:
        first = text.when(one.installed) if here else _NEVER
        reason = 4 if here and one.app.came == "play" else 0
        lines += [f"      installReason={reason}"]
        lines += [f"      dataDir=/data/user/{user.id}/{one.package}"] if phone.sdk >= _ANDROID_15 else []
        lines += [f"      firstInstallTime={first}", "      uninstallReason=0"]
    lines += [f"      lastDisabledCaller: {one.app.disabled_by}"] if here and one.app.disabled_by else []
    if not one.app.shared:
        lines += ["      gids=[3003]", *permissions.runtime(phone, one, granted=here)]
    lines += [f"      harmfulAppWarning: {one.app.harmful}"] if here and one.app.harmful else []
    if here and one.app.launcher_off:
        lines.append("      disabledComponents:")
        lines += [f"        {text.full_class(one.package, name)}" for name in one.app.launcher]
    return lines


def _state(phone: AndroidPhone, one: Installed, user: User, *, here: bool) -> str:
    inode = 100_000 + text.number(300_000, one.package, user.id) if here else 0
    parts = [f"ceDataInode={inode}"]
    parts += ["deDataInode=0"] if phone.sdk >= _ANDROID_15 else []
    parts += [f"installed={_said(here)}", "hidden=false", "suspended=false"]
    parts += ["distractionFlags=0"] if phone.sdk >= _ANDROID_11 else []
    parts += [f"stopped={_said(not here)}", f"notLaunched={_said(not here)}", f"enabled={one.app.enabled}"]
    parts += ["instant=false"]
    parts += ["virtual=false"] if phone.sdk >= _ANDROID_9 else []
    return " ".join([*parts, *(["quarantined=false"] if phone.sdk >= _ANDROID_15 else [])])


def _said(value: bool) -> str:  # noqa: FBT001 - one flag, one word
    return "true" if value else "false"


def _null(value: str | None) -> str:
    return value or "null"
