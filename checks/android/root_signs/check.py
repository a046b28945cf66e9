"""There are signs that someone can act as root on this phone.

Root lets an app read what every other app keeps. Good hiding leaves no sign, so silence here proves nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import Apps
from checks.check import Check, Platform
from checks.facts import InstalledApp, RootSign
from checks.finding import PHONE, Concern, Confidence, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts

MANAGERS = frozenset(
    {
        "com.topjohnwu.magisk",
        "io.github.vvb2060.magisk",
        "io.github.huskydg.magisk",
        "me.weishu.kernelsu",
        "com.rifsxd.ksunext",
        "me.bmax.apatch",
        "eu.chainfire.supersu",
        "com.koushikdutta.superuser",
        "com.noshufou.android.su",
        "com.thirdparty.superuser",
        "com.kingroot.kinguser",
        "com.kingo.root",
        "org.lsposed.manager",
        "de.robv.android.xposed.installer",
    }
)


def look(facts: Facts) -> Iterator[Finding]:
    """Find files and apps that belong to root."""
    signs = facts.of(RootSign)
    managers = tuple(app for app in Apps(facts) if app.package in MANAGERS)
    if signs or managers:
        names = [*(sign.what for sign in signs), *(app.package for app in managers)]
        yield Finding(
            subject=PHONE,
            concern=Concern.ASK,
            confidence=Confidence.LIKELY,
            type="F.rooted",
            because=(*signs, *managers),
            details={"signs": ", ".join(dict.fromkeys(names))},
        )


CHECK = Check(
    id="android/root_signs",
    platform=Platform.ANDROID,
    reads=(RootSign, InstalledApp),
    references=("https://source.android.com/docs/security/overview/implement",),
    look=look,
)
