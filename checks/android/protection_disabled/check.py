"""An app that protects the phone was switched off.

Without the Play Store and its services nothing warns of harmful apps any more, and without the updater no weak point
is closed. People who tidy up their phone switch off such apps, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import Apps
from checks.check import Check, Platform
from checks.facts import InstalledApp
from checks.finding import Concern, Confidence, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts

WARNING = frozenset({"com.android.vending", "com.google.android.gms"})
UPDATING = frozenset(
    {
        "com.google.android.configupdater",
        "com.samsung.android.sm.devicesecurity",
        "com.sec.android.soagent",
        "com.wssyncmldm",
        "com.android.updater",
        "com.miui.guardprovider",
        "com.miui.securitycenter",
        "com.huawei.android.hwouc",
        "com.oppo.ota",
        "com.oplus.ota",
        "com.oneplus.opbackup",
        "com.motorola.ccc.ota",
    }
)


def look(facts: Facts) -> Iterator[Finding]:
    """Find them among the apps that are switched off, and who did it where the phone tells."""
    facts.of(InstalledApp)
    for app in Apps(facts):
        if app.enabled is False and app.package in WARNING | UPDATING:
            yield Finding(
                subject=app.package,
                user=app.user,
                concern=Concern.ASK if app.package in WARNING else Concern.NOTE,
                confidence=Confidence.LIKELY,
                type="F.unknown_source",
                because=(app,),
                details={"by": app.disabled_by or "?"},
            )


CHECK = Check(
    id="android/protection_disabled",
    platform=Platform.ANDROID,
    reads=(InstalledApp,),
    references=("https://developers.google.com/android/play-protect/client-protections",),
    look=look,
)
