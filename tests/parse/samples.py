"""What phones print, for every parser: the answers of all practice phones, and a few formats that only others write."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from devicecheck import practice
from devicecheck.acquire import batch
from devicecheck.acquire.recipes import RECIPES
from devicecheck.parse import Artifact


@dataclass(frozen=True)
class Sample:
    name: str
    artifact: Artifact


def artifact(kind: str, text: str | bytes, **more: object) -> Artifact:
    data = text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text
    return Artifact(kind=kind, sha256=hashlib.sha256(data).hexdigest(), data=data, **more)  # type: ignore[arg-type]


@cache
def answers(name: str) -> tuple[batch.Answer, ...]:
    phone = practice.open_practice(name, pause=lambda _seconds: None)
    return batch.run(phone, RECIPES, lambda _q, _r: None, lambda _p: None, lambda: False).answers


def of_practice() -> Iterator[Sample]:
    """Yield every answer that was given whole."""
    for name in practice.names():
        for answer in answers(name):
            if answer.artifact and answer.standing is batch.Standing.ANSWERED:
                user = "" if answer.question.user is None else f" user {answer.question.user}"
                yield Sample(f"{name} {answer.question.recipe.id}{user}", answer.artifact)


_SHA = "ab" * 32
_PACKAGES = [
    {
        "name": "com.example.sync",
        "files": [
            {
                "path": "/data/app/~~x==/com.example.sync-y==/base.apk",
                "sha256": _SHA,
                "certificate": {"Sha1": "cd" * 20, "Sha256": "EF" * 32},
            }
        ],
        "installer": "null",
        "uid": 10234,
        "disabled": False,
        "system": False,
        "third_party": True,
    },
    {"name": "android", "files": [], "installer": "null", "uid": 1000, "disabled": False, "system": True},
]

PACKAGE_8 = """Activity Resolver Table:
  Non-Data Actions:
      android.intent.action.MAIN:
        1f0c com.example.sync/.Start

Service Resolver Table:
  Non-Data Actions:
      android.accessibilityservice.AccessibilityService:
        2a1b com.example.sync/.Reader (2 filters)

Packages:
  Package [com.example.sync] (5c1d):
    userId=10123
    sharedUser=SharedUserSetting{9d com.example.shared/10123}
    codePath=/data/app/com.example.sync-1
    versionName=2.1
    flags=[ HAS_CODE ALLOW_BACKUP ]
    firstInstallTime=2019-03-04 05:06:07
    lastUpdateTime=2019-03-05 05:06:07
    installerPackageName=com.android.vending
    signatures=PackageSignatures{8a version:2, signatures:[d7f1f224], past signatures:[]}
    User 0: ceDataInode=1 installed=true hidden=false suspended=false stopped=false enabled=3 instant=false
      lastDisabledCaller: com.android.settings
      gids=[3003]
      runtime permissions:
        android.permission.CAMERA: granted=true, flags=[ USER_SET ]
        android.permission.READ_SMS: granted=false
      disabledComponents:
        com.example.sync.Start
    User 10: ceDataInode=0 installed=false hidden=false suspended=false stopped=true enabled=0 instant=false

Hidden system packages:
  Package [com.example.sync] (77):
    userId=10123
    pkgFlags=[ SYSTEM HAS_CODE ]
    User 0: installed=true enabled=0

Shared users:
  SharedUser [com.example.shared] (12):
    userId=10123
    install permissions:
      android.permission.INTERNET: granted=true
    User 0:
      gids=[3003]
      runtime permissions:
        android.permission.RECORD_AUDIO: granted=true
"""

SETTINGS_DUMP = """GLOBAL SETTINGS (user 0)
version: 209
_id:12 name:adb_enabled pkg:android value:1 default:0 defaultSystemSet:true
_id:13 name:package_verifier_user_consent pkg:com.android.vending value:-1
SECURE SETTINGS (user 0)
version: 209
_id:40 name:enabled_accessibility_services pkg:com.android.settings value:com.example.sync/.Reader tag:null
_id:41 name:default_input_method pkg:android value:com.example.keys/.Ime
SYSTEM SETTINGS (user 0)
_id:1 name:volume_ring pkg:android value:5
"""

OTHERS: tuple[tuple[str, str], ...] = (
    ("androidqf_packages", json.dumps(_PACKAGES) + "\n"),
    ("root_binaries", '["/system/bin/su"]\n'),
    ("settings_global", "adb_enabled=1\nwifi_on=1\n"),
    ("settings_secure", "default_input_method=com.example.keys/.Ime\nnote=first\nsecond line\nx=1\n"),
    ("settings_system", "volume_ring=5\n"),
    ("dumpsys_package", PACKAGE_8),
    ("dumpsys_settings", SETTINGS_DUMP),
)


def others() -> Iterator[Sample]:
    for kind, text in OTHERS:
        yield Sample(f"written here: {kind}", artifact(kind, text))


@cache
def all_samples() -> tuple[Sample, ...]:
    return (*of_practice(), *others())


@cache
def one_of_each() -> tuple[Sample, ...]:
    """Return the longest sample of every kind that is still short enough to be cut at many places."""
    found: dict[str, Sample] = {}
    for sample in all_samples():
        before = found.get(sample.artifact.kind)
        size = len(sample.artifact.data)
        if before is None or len(before.artifact.data) < size < 200_000 or size < 200_000 < len(before.artifact.data):
            found[sample.artifact.kind] = sample
    return tuple(found.values())
