"""Names that imitate the phone's own software, and names that a machine made. Measured in docs/detection-quality.md."""

from __future__ import annotations

import re

from checks.phone_words import GENERIC, LABELS

ANDROID = ("android.", "com.android.")
MAKERS = (
    "com.google.android.",
    "com.samsung.",
    "com.sec.",
    "com.miui.",
    "com.xiaomi.",
    "com.huawei.",
    "com.hihonor.",
    "com.oppo.",
    "com.oplus.",
    "com.coloros.",
    "com.vivo.",
    "com.oneplus.",
    "com.motorola.",
    "com.lge.",
    "com.htc.",
    "com.sonymobile.",
    "com.qualcomm.",
    "com.mediatek.",
)
PORTS = ("com.android.MGC", "com.google.android.GoogleCamera", "com.google.android.apps.cameralite")
"""Camera apps of one maker that hobbyists adapt for other phones, widely installed from files."""
PUBLIC = frozenset({"com.android.chrome", "com.android.vending", "com.google.android.gms", "com.google.android.gsf"})
"""Ids below a reserved prefix under which ordinary apps are given out, or free replacements for them."""
_FILLING = frozenset({"com", "org", "net", "app", "apps", "io", "de", "co"})
_SOME = re.compile(f"(?:{'|'.join(sorted(GENERIC))})+")
_LOOKALIKES = str.maketrans("аеорсухіѕԁһӏ", "aeopcyxisdhl")  # noqa: RUF001 - Cyrillic letters that look Latin
_INVISIBLE = re.compile(r"\\[ux]\{[0-9a-f]+\}|\s")


def below_android(package: str) -> bool:
    """Tell whether an id stands below Android's own prefix."""
    return package.startswith(ANDROID) and not package.startswith(PORTS) and package not in PUBLIC


def imitates_id(package: str) -> bool:
    """Tell whether an id stands below a reserved prefix, or is put together from generic words only."""
    if below_android(package):
        return True
    if package.startswith(MAKERS) and not package.startswith(PORTS) and package not in PUBLIC:
        return True
    parts = [part.lower() for part in package.split(".") if part.lower() not in _FILLING]
    words = [_words(part) for part in parts]
    return any(count > 1 for count in words) or (len(words) > 1 and all(words))


def imitates_label(label: str) -> bool:
    """Tell whether a shown name is one of the phone's own parts, looks like one, or is invisible."""
    visible = _INVISIBLE.sub("", label)
    plain = " ".join(label.lower().translate(_LOOKALIKES).split())
    return not visible or plain in LABELS


def machine_made(package: str) -> bool:
    """Tell whether a part of an id reads as if a machine had drawn its letters."""
    parts = package.lower().split(".")
    if parts[1:2] in (["github"], ["gitlab"]):
        del parts[2:3]
    return any(_drawn(part) for part in parts)


def _drawn(part: str) -> bool:
    letters = part.isascii() and part.isalpha()
    few_vowels = letters and len(part) >= 7 and sum(mark in "aeiouy" for mark in part) / len(part) < 0.15  # noqa: PLR2004
    run = re.search(r"[bcdfghjklmnpqrstvwxz]{7,}", part) is not None
    mixed = len(part) >= 9 and len(re.findall(r"[a-z][0-9](?=[a-z])", part)) >= 2  # noqa: PLR2004
    return few_vowels or run or mixed


def _words(part: str) -> int:
    """Return 0 for a part that is anything but generic words, 1 for one such word, 2 for several."""
    plain = part.replace("_", "")
    if not _SOME.fullmatch(plain):
        return 0
    return 1 if plain in GENERIC else 2
