"""An app that did not come with the phone is signed with Android's public test key.

Everybody has that key, so the signature says nothing about who made the app, and no store takes it. Nine families of
stalkerware used it; so do test tools and hobby projects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import Apps
from checks.check import Check, Platform
from checks.facts import AppOrigin, InstalledApp, KnownStore, SignerHash
from checks.finding import Concern, Finding
from checks.holders import speak
from checks.listed import TEST_KEY_HASH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find apps under the public key, on a phone whose own software is not under it."""
    apps = Apps(facts)
    signers = facts.of(SignerHash)
    if any(signer.package == "android" and signer.hash32 == TEST_KEY_HASH for signer in signers):
        return
    for signer in signers:
        if signer.hash32 == TEST_KEY_HASH:
            for user in apps.users(signer.package):
                if not apps.preinstalled(signer.package, user):
                    yield speak(apps, signer, signer.package, user, type="F.unknown_source", concern=Concern.NOTE)


CHECK = Check(
    id="android/test_key",
    platform=Platform.ANDROID,
    reads=(SignerHash, InstalledApp),
    uses=(AppOrigin, KnownStore),
    references=("https://source.android.com/docs/core/ota/sign_builds",),
    look=look,
)
