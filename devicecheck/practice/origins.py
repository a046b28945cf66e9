"""Who Android says put an app on the phone, for each way that an app can come."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Android's install source. ``None`` prints as ``null``."""

    installer: str | None = None
    initiating: str | None = None
    originating: str | None = None
    owner: str | None = None
    source: int = 0
    """0 unspecified, 1 other, 2 store, 3 local file, 4 downloaded file."""


PLAY = "com.android.vending"
INSTALLER = "{installer}"
"""Stands for the installer of this maker's Android, as do ``{browser}`` and ``{files}``."""

WAYS = {
    "preinstalled": Origin(),
    "play": Origin(installer=PLAY, initiating=PLAY, owner=PLAY, source=2),
    "samsung": Origin(
        installer="com.sec.android.app.samsungapps", initiating="com.sec.android.app.samsungapps", source=2
    ),
    "xiaomi": Origin(installer="com.xiaomi.mipicks", initiating="com.xiaomi.mipicks", source=2),
    "fdroid": Origin(installer="org.fdroid.fdroid", initiating="org.fdroid.fdroid", owner="org.fdroid.fdroid"),
    "grapheneos": Origin(installer="app.grapheneos.apps", initiating="app.grapheneos.apps"),
    "aurora": Origin(installer="com.aurora.store", initiating="com.aurora.store"),
    "browser": Origin(installer=INSTALLER, initiating=INSTALLER, originating="{browser}", source=4),
    "files": Origin(installer=INSTALLER, initiating=INSTALLER, originating="{files}", source=3),
    "messenger": Origin(installer=INSTALLER, initiating=INSTALLER, originating="com.whatsapp", source=4),
    "adb": Origin(initiating="com.android.shell", source=1),
    "forged-play": Origin(installer=PLAY, initiating=INSTALLER, originating="com.android.shell", source=3),
    "forged-play-adb": Origin(installer=PLAY, initiating="com.android.shell", source=1),
    "smart-switch": Origin(installer="com.sec.android.easyMover", initiating="com.sec.android.easyMover"),
    "restored": Origin(installer=PLAY, initiating="com.google.android.gms", owner=PLAY),
    "mdm": Origin(installer=PLAY, initiating=PLAY, originating="com.google.android.apps.work.clouddpc", source=2),
    "nobody": Origin(),
}


def origin(way: str, names: dict[str, str]) -> Origin:
    """Return the install source of ``way`` with this maker's ``names`` filled in. ``KeyError`` for no known way."""
    known = WAYS[way]
    return Origin(
        installer=_named(known.installer, names),
        initiating=_named(known.initiating, names),
        originating=_named(known.originating, names),
        owner=known.owner,
        source=known.source,
    )


def _named(value: str | None, names: dict[str, str]) -> str | None:
    return value.format_map(names) if value else value
