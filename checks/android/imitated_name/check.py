"""An app calls itself like a part of the phone.

One in eight listed stalkerware ids stands below a prefix that is reserved for Android or a maker, and press guides
name labels such as "System Service". A true part of the phone came with it, or carries the phone's own signature.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.apps import FROM_OUTSIDE, Apps, Origin
from checks.check import Check, Platform
from checks.facts import AppLabel, AppOrigin, DeviceOwner, InstalledApp, KnownStore, ReviewedApp, SignerHash
from checks.finding import Concern, Confidence, Finding, Trait
from checks.holders import strangers
from checks.listed import TEST_KEY_HASH
from checks.names import below_android, imitates_id, imitates_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Fact, Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Find apps from outside whose id or shown name imitates the phone's own software."""
    apps = Apps(facts)
    genuine = _signed_like_the_phone(facts, apps)
    labels = {fact.package: fact for fact in facts.known(AppLabel)}
    for app in strangers(apps, facts.of(InstalledApp)):
        if not app.installed or app.package in genuine or apps.expected(app.package, app.user):
            continue
        label = labels.get(app.package)
        why = _why(app.package, label.label if label else None, apps.origin(app.package, app.user))
        if why:
            yield _finding(apps, app, label if why == "label" else None, why)


def _why(package: str, label: str | None, origin: Origin) -> str:
    """Say what imitates: ``id``, ``label`` or nothing. What a store stands for is not asked."""
    if origin in FROM_OUTSIDE or origin is Origin.UNKNOWN:
        if imitates_id(package):
            return "id"
        return "label" if label is not None and imitates_label(label) else ""
    return "id" if origin is Origin.CLAIMED and below_android(package) else ""


def _signed_like_the_phone(facts: Facts, apps: Apps) -> frozenset[str]:
    """Return the apps under a key of the phone's own software; the public test key is nobody's."""
    signers = facts.known(SignerHash)
    own = {fact.hash32 for fact in signers if fact.package == "android" or apps.preinstalled(fact.package, None)}
    return frozenset(fact.package for fact in signers if fact.hash32 in own - {TEST_KEY_HASH})


def _finding(apps: Apps, app: InstalledApp, label: Fact | None, why: str) -> Finding:
    sure = apps.origin(app.package, app.user) in FROM_OUTSIDE
    return Finding(
        subject=app.package,
        user=app.user,
        concern=Concern.ASK,
        confidence=Confidence.LIKELY if sure else Confidence.POSSIBLE,
        type="F.spy_suspect",
        because=(*apps.about(app.package, app.user), *((label,) if label else ())),
        traits=frozenset({Trait.CONCEALED}),
        details={"why": why},
    )


CHECK = Check(
    id="android/imitated_name",
    platform=Platform.ANDROID,
    reads=(InstalledApp, AppOrigin),
    uses=(AppLabel, DeviceOwner, KnownStore, ReviewedApp, SignerHash),
    references=("https://doi.org/10.56553/popets-2023-0013", "https://github.com/AssoEchap/stalkerware-indicators"),
    look=look,
)
