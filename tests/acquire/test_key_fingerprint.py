"""The phone's list of computers names our key by the same fingerprint as we do; every other key is another's."""

from __future__ import annotations

import hashlib

from checks.facts import ComputerKey
from devicecheck import parse
from devicecheck.acquire.key import load_key, new_key
from devicecheck.parse.artifact import Artifact


def test_our_own_key_is_told_from_another_computers() -> None:
    key, other = new_key(), new_key()
    dump = "ADB MANAGER STATE (dumpsys adb):\n{\n  debugging_manager={\n    connected_to_adb=true\n    user_keys="
    data = dump.encode() + key.public + b"\n" + other.public + b"\n  }\n}\n"
    artifact = Artifact(kind="dumpsys_adb", sha256=hashlib.sha256(data).hexdigest(), data=data)
    found = parse.read([artifact], [key.fingerprint]).of(ComputerKey)
    assert {one.fingerprint: one.ours for one in found} == {key.fingerprint: True, other.fingerprint: False}


def test_the_fingerprint_is_of_the_key_and_not_of_its_name() -> None:
    key = new_key()
    assert load_key(key.private).fingerprint == key.fingerprint
    assert len(key.fingerprint) == 64
