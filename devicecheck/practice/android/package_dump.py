"""``dumpsys package``: one app with its resolver tables, or all apps in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devicecheck.practice.android import resolver, text
from devicecheck.practice.android.package_entry import entry

if TYPE_CHECKING:
    from devicecheck.practice.android.phone import AndroidPhone, Installed

_ANDROID_11, _ANDROID_12 = 30, 31


def one(phone: AndroidPhone, package: str) -> str:
    """``dumpsys package PACKAGE``."""
    found = phone.find(package)
    if not found:
        return f"Unable to find package: {package}\n"
    parts = [*resolver.tables(phone, [found], filters=True), *_key_sets(found)]
    parts += ["Packages:", *entry(phone, found, everything=True), ""]
    if phone.sdk >= _ANDROID_11:
        parts += ["Queries:", "  system apps queryable: false", "  queries via package name:", ""]
    return "\n".join([*parts, *_after(phone, found)])


def packages(phone: AndroidPhone) -> str:
    """``dumpsys package packages``: every app, without what each asked for."""
    lines = ["Packages:"]
    for found in phone.apps:
        lines += entry(phone, found, everything=False)
    return "\n".join([*lines, ""])


def whole(phone: AndroidPhone) -> str:
    """``dumpsys package``: what a bugreport holds."""
    lines = ["Database versions:", "  Internal:", f"    sdkVersion={phone.sdk} databaseVersion=3", ""]
    lines += ["Verifiers:", "  Required: com.android.vending (uid=10019)", ""]
    lines += resolver.tables(phone, phone.apps, filters=False)
    return "\n".join([*lines, packages(phone)])


def _key_sets(found: Installed) -> list[str]:
    return ["Key Set Manager:", f"  [{found.package}]", f"      Signing KeySets: {found.app_id % 90 + 1}", ""]


def _after(phone: AndroidPhone, found: Installed) -> list[str]:
    dexopt = ["", "Dexopt state:", f"  [{found.package}]", f"    path: {found.apk_path}"]
    status = "status=speed-profile] [reason=bg-dexopt" if not found.app.system else "status=speed] [reason=prebuilt"
    primary = " [primary-abi]" if phone.sdk >= _ANDROID_12 else ""
    return [*dexopt, f"      arm64: [{status}]{primary}", "", "", "Compiler stats:", f"  [{found.package}]",
            f"     base.apk - {1000 + text.number(8000, found.package)}", "", ""]  # fmt: skip
