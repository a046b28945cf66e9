"""Where an app came from, as docs/decisions/0061 says."""

from __future__ import annotations

import pytest

from checks.apps import Apps, Origin
from tests.checks.casefile import facts_of

PLAY = "com.android.vending"
BY_HAND = "com.google.android.packageinstaller"
MOVER = "com.sec.android.easyMover"
ALL = ["installer", "initiating", "originating", "package_source"]
NEW = {"installer": PLAY, "initiating": PLAY, "package_source": 2, "told": ALL}


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (NEW, Origin.STORE),
        ({**NEW, "package_source": 0}, Origin.STORE),
        ({**NEW, "package_source": 1}, Origin.BROKEN),
        ({**NEW, "package_source": 3}, Origin.BROKEN),
        ({**NEW, "package_source": 4}, Origin.BROKEN),
        ({**NEW, "initiating": BY_HAND, "package_source": 0}, Origin.BROKEN),
        ({**NEW, "initiating": "com.android.shell"}, Origin.BROKEN),
        ({**NEW, "initiating": ""}, Origin.CLAIMED),
        ({**NEW, "initiating": "", "package_source": 3}, Origin.BROKEN),
        ({**NEW, "initiating": MOVER}, Origin.MIGRATED),
        ({**NEW, "initiating": "com.maker.tool"}, Origin.CLAIMED),
        ({**NEW, "initiating": "com.example.mdm"}, Origin.MANAGED),
        ({"installer": PLAY}, Origin.CLAIMED),
        ({"installer": MOVER}, Origin.MIGRATED),
        ({"installer": "com.example.mdm"}, Origin.MANAGED),
        ({"installer": ""}, Origin.OUTSIDE),
        ({"installer": BY_HAND}, Origin.OUTSIDE),
        ({"installer": BY_HAND, "originating": "org.fdroid.fdroid", "told": ALL}, Origin.STORE),
        ({"installer": BY_HAND, "originating": MOVER, "told": ALL}, Origin.OUTSIDE),
        (
            {**NEW, "installer": "org.fdroid.fdroid", "initiating": BY_HAND, "originating": "org.fdroid.fdroid"},
            Origin.STORE,
        ),
        ({**NEW, "initiating": BY_HAND, "originating": "org.fdroid.fdroid"}, Origin.BROKEN),
    ],
)
def test_origin(origin: dict[str, object], expected: Origin) -> None:
    facts = facts_of(
        {
            "InstalledApp": [
                {"package": "com.example.app", "user": 0, "system": False},
                {"package": "com.maker.tool", "user": 0, "system": True},
                {"package": BY_HAND, "user": 0, "system": True},
                {"package": "com.android.shell", "user": 0, "system": True},
            ],
            "AppOrigin": [{"package": "com.example.app", **origin}],
            "DeviceOwner": [{"package": "com.example.mdm", "user": 0, "profile": False}],
        }
    )
    assert Apps(facts).origin("com.example.app", 0) is expected


@pytest.mark.parametrize(
    ("app", "expected"),
    [
        ({"system": True}, Origin.PREINSTALLED),
        ({"path": "/product/app/A/A.apk"}, Origin.PREINSTALLED),
        ({"path": "/data/app/x/base.apk"}, Origin.UNKNOWN),
        ({}, Origin.UNKNOWN),
    ],
)
def test_origin_without_a_record(app: dict[str, object], expected: Origin) -> None:
    facts = facts_of({"InstalledApp": [{"package": "com.example.app", "user": 0, **app}]})
    assert Apps(facts).origin("com.example.app", 0) is expected


def test_a_reviewed_name_from_outside_or_unknown_is_not_reviewed() -> None:
    def purpose(**origin: object) -> str | None:
        case: dict[str, object] = {"InstalledApp": [{"package": "com.x8bit.bitwarden", "user": 0, "system": False}]}
        if origin:
            case["AppOrigin"] = [{"package": "com.x8bit.bitwarden", **origin}]
        return Apps(facts_of(case)).reviewed("com.x8bit.bitwarden", 0)

    assert purpose(installer=PLAY) == "password_manager"
    assert purpose(installer=BY_HAND) is None
    assert purpose() is None
