"""A finding about an app that holds a power: softer where it is well known, surer where it came from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from checks.apps import FROM_OUTSIDE, Apps
from checks.finding import Concern, Confidence, Finding, Trait

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checks.facts import Fact, Source


class Holder(Protocol):
    """A fact that names an app and the user whose app it is."""

    @property
    def source(self) -> Source:
        """Where it was read."""

    @property
    def package(self) -> str:
        """Package id of the app."""

    @property
    def user(self) -> int | None:
        """Android user."""


H = TypeVar("H", bound=Holder)


def strangers(apps: Apps, holders: Iterable[H]) -> Iterator[H]:
    """Yield the holders that did not come with the phone, or of which the phone does not say."""
    return (holder for holder in holders if not apps.preinstalled(holder.package, holder.user))


def speak(
    apps: Apps,
    fact: Fact,
    package: str,
    user: int | None,
    *,
    type: str,  # noqa: A002 - the word of the catalogue
    concern: Concern = Concern.ASK,
    known: Concern = Concern.NOTE,
    traits: Iterable[Trait] = (),
    details: Mapping[str, str] | None = None,
) -> Finding:
    """Return a finding about one app: ``known`` in place of ``concern`` where it is on the reviewed list."""
    outside = apps.origin(package, user) in FROM_OUTSIDE
    about = (other for other in apps.about(package, user) if other is not fact)
    return Finding(
        subject=package,
        user=user,
        concern=known if apps.reviewed(package, user) else concern,
        confidence=Confidence.LIKELY if outside else Confidence.POSSIBLE,
        type=type,
        because=(fact, *about),
        traits=frozenset(traits),
        details=details or {},
    )
