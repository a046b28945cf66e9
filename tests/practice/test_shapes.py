"""The writer's lines have the shape of real phones' lines, where a capture of that Android is here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from devicecheck import practice
from devicecheck.practice import load
from devicecheck.practice.android import accessibility, appops, package_dump, properties
from devicecheck.practice.android.phone import AndroidPhone
from tests.phones import generated

_ANDROID_11 = """
[phone]
name = "shape"
android = 11
maker = "{maker}"
model = "x"
patch = 2021-11-05
now = 2021-11-05T12:00:00
ordinary = 0
[[app]]
package = "org.fdroid.fdroid"
came = "browser"
granted = ["READ_EXTERNAL_STORAGE"]
"""


def android_11(maker: str = "google") -> AndroidPhone:
    return load.read(_ANDROID_11.format(maker=maker))


def captured(shared: Path, name: str) -> str:
    path = shared / "data" / "captures" / name
    if not path.exists():
        pytest.skip(f"captures/{name} is not here")
    return path.read_text("utf-8", "replace")


def keys(text: str, indent: int) -> list[str]:
    """Return the names at the beginning of lines with exactly this indentation, in order."""
    lines = re.findall(rf"^ {{{indent}}}([A-Za-z][\w ]*?)(?:[=:{{]|$)", text, re.MULTILINE)
    return list(dict.fromkeys(re.sub(r"\d+", "N", line) for line in lines))


def in_order(wanted: Iterable[str], whole: list[str]) -> bool:
    rest = iter(whole)
    return all(any(key == other for other in rest) for key in wanted)


def package_of(dump: str, package: str) -> str:
    after = dump.split(f"Package [{package}]", 1)[1]
    return re.split(r"\n(?:Queries:|Dexopt state:|  Package \[)", after, maxsplit=1)[0]


def test_a_package_of_android_11(shared: Path) -> None:
    real = package_of(captured(shared, "spytrap-adb/dumpsys/package/fdroid.txt"), "org.fdroid.fdroid")
    ours = package_of(package_dump.one(android_11(), "org.fdroid.fdroid"), "org.fdroid.fdroid")
    optional = {"usesLibraries", "usesLibraryFiles"}
    assert keys(ours, 4) == [key for key in keys(real, 4) if key not in optional]
    assert in_order(keys(ours, 6), keys(real, 6))
    user = re.compile(r"User 0: (.*)")
    words = [re.findall(r"(\w+)=", found[1]) for text in (ours, real) if (found := user.search(text))]
    assert words[0] == words[1]


def test_a_package_of_a_samsung_android_10(shared: Path) -> None:
    real = package_of(captured(shared, "mvt/dumpsys/dumpsys_packages.txt"), "com.sec.android.app.DataCreate")
    phone = generated.generated("a10-device-health").phone
    ours = package_of(package_dump.one(phone, "com.sec.android.app.devicehealth"), "com.sec.android.app.devicehealth")
    optional = {"declared permissions", "installerPackageName"}
    assert [key for key in keys(ours, 4) if key not in optional] == [
        key for key in keys(real, 4) if key not in optional
    ]
    words = [re.findall(r"(\w+)=", text.split("User 0: ", 1)[1].split("\n", 1)[0]) for text in (ours, real)]
    assert words[0] == words[1]


def test_accessibility_of_android_11(shared: Path) -> None:
    real = captured(shared, "spytrap-adb/dumpsys/accessibility/plain.txt")
    assert re.sub(r"\d+", "N", accessibility.dump(android_11())) == re.sub(r"\d+", "N", real)


def test_accessibility_of_a_samsung(shared: Path) -> None:
    real = captured(shared, "mvt/dumpsys/dumpsys_accessibility.txt")
    ours = accessibility.dump(generated.generated("a10-device-health").phone)
    assert in_order(keys(ours, 2), keys(real, 2))
    assert re.search(r"^ {4}0 : [\w.]+/[\w.]+$", ours, re.MULTILINE)


def test_app_operations_of_android_10(shared: Path) -> None:
    real = captured(shared, "mvt/dumpsys/dumpsys_appops.txt")
    ours = appops.dump(generated.generated("a10-device-health").phone)
    for text in (real, ours):
        assert re.search(r"^  Uid u0a\d+:\n    state=\w+\n", text, re.MULTILINE)
        assert re.search(r"^      [A-Z_]+ \(allow\): ?$", text, re.MULTILINE)
        access = r"^          Access: \[[a-z]+-\w+\] \d{4}-\d\d-\d\d [\d:.]+ \(-[\dhms]+\)( duration=\+\S+)?$"
        assert re.search(access, text, re.MULTILINE)


def test_properties(shared: Path) -> None:
    line = re.compile(r"\[[^]]+\]: \[[^]]*\]")
    ours = properties.getprop(practice.open_practice("renamed-spy").described)
    for text in (captured(shared, "mvt/dumpsys/getprop.txt"), ours):
        assert all(line.fullmatch(one) for one in text.splitlines() if one)
