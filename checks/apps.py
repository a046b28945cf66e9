"""Questions that many checks ask about one app: did it come with the phone, and from where did it come."""

from __future__ import annotations

from collections import defaultdict
from enum import Enum
from typing import TYPE_CHECKING

from checks.facts import AppLabel, AppOrigin, DeviceOwner, InstalledApp, KnownStore, ReviewedApp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Fact, Facts

SYSTEM_PATHS = ("/system/", "/system_ext/", "/product/", "/vendor/", "/apex/", "/odm/", "/oem/", "/prism/", "/my_")
NOT_A_STORE_SOURCE = frozenset({1, 3, 4})
"""``packageSource``: other, local file, downloaded file."""
BY_HAND = ("packageinstaller", ".shell")
"""How the ids of tools end that install what a person or a computer hands them."""


class Origin(Enum):
    """How an app came on the phone, as far as the phone tells."""

    PREINSTALLED = "preinstalled"
    STORE = "store"
    """A known store says so, and nothing that the phone tells speaks against it."""
    CLAIMED = "claimed"
    """Only the installer's name says store; this phone keeps nothing that could confirm it."""
    MIGRATED = "migrated"
    """A tool that moves apps from an old phone brought it."""
    MANAGED = "managed"
    """The app that owns the device or the profile installed it."""
    BROKEN = "broken"
    """A store is named as installer, and another record on the same phone contradicts it."""
    OUTSIDE = "outside"
    """No known store is named."""
    UNKNOWN = "unknown"


FROM_OUTSIDE = frozenset({Origin.BROKEN, Origin.OUTSIDE})
TRUSTED = frozenset({Origin.PREINSTALLED, Origin.STORE, Origin.CLAIMED, Origin.MIGRATED, Origin.MANAGED})


class Apps:
    """The apps of one acquisition, by package and user."""

    def __init__(self, facts: Facts) -> None:
        """Index what is known; kinds that were not read leave the answer open."""
        self._apps = {(app.package, app.user): app for app in facts.known(InstalledApp)}
        self._users: dict[str, list[int]] = defaultdict(list)
        for app in facts.known(InstalledApp):
            if app.installed:
                self._users[app.package].append(app.user)
        self._origins = {origin.package: origin for origin in facts.known(AppOrigin)}
        self._labels = {fact.package: fact.label for fact in facts.known(AppLabel)}
        self._reviewed = {fact.package: fact.purpose for fact in facts.known(ReviewedApp)}
        self._stores = {fact.package: fact.kind for fact in facts.known(KnownStore)}
        self._owners = {fact.package for fact in facts.known(DeviceOwner)}

    def __iter__(self) -> Iterator[InstalledApp]:
        """Yield every app that is installed for some user."""
        return (app for app in self._apps.values() if app.installed)

    def named(self) -> Iterator[tuple[str, int | None]]:
        """Yield package and user of every app, also of those that a dump names without saying of any user."""
        yield from ((app.package, app.user) for app in self)
        told = {package for package, _ in self._apps}
        yield from ((package, None) for package in self._origins if package not in told)

    def get(self, package: str, user: int | None) -> InstalledApp | None:
        """Return the app as installed for this user, or for any user where the user is not told."""
        if user is not None:
            return self._apps.get((package, user))
        users = self._users.get(package)
        return self._apps[package, users[0]] if users else None

    def users(self, package: str) -> tuple[int | None, ...]:
        """Return the users that have this app; ``(None,)`` where no list of apps names it."""
        return tuple(self._users.get(package, ())) or (None,)

    def preinstalled(self, package: str, user: int | None) -> bool | None:
        """Tell whether it came with the phone; ``None`` where the phone does not say."""
        app = self.get(package, user)
        if app is None:
            return None
        if app.system is None and app.path:
            return app.path.startswith(SYSTEM_PATHS)
        return app.system

    def origin(self, package: str, user: int | None) -> Origin:
        """Tell from where it came."""
        if self.preinstalled(package, user):
            return Origin.PREINSTALLED
        origin = self._origins.get(package)
        if origin is None:
            return Origin.UNKNOWN
        if {origin.installer, origin.initiating} & self._owners - {package}:
            return Origin.MANAGED
        found = _origin(origin, self._stores)
        return Origin.CLAIMED if found is Origin.BROKEN and self._own_tool(origin.initiating) else found

    def _own_tool(self, package: str | None) -> bool:
        """Tell whether a tool of the phone's own began an installation, other than for a person or a computer."""
        by_hand = package is None or package.endswith(BY_HAND)
        return not by_hand and package is not None and bool(self.preinstalled(package, None))

    def reviewed(self, package: str, user: int | None) -> str | None:
        """Return the purpose of a well-known app; ``None`` also where it came from outside: names are easily copied."""
        return self._reviewed.get(package) if self.origin(package, user) in TRUSTED else None

    def expected(self, package: str, user: int | None) -> bool:
        """Tell whether it came with the phone or is a well-known app for this kind of power."""
        return bool(self.preinstalled(package, user)) or self.reviewed(package, user) is not None

    def about(self, package: str, user: int | None) -> tuple[Fact, ...]:
        """Return the facts that say where it came from, for a finding to rest on."""
        app, origin = self.get(package, user), self._origins.get(package)
        return tuple(fact for fact in (app, origin) if fact is not None)

    def label(self, package: str) -> str | None:
        """Return the name under which it shows itself."""
        return self._labels.get(package)


def _origin(origin: AppOrigin, stores: dict[str, str]) -> Origin:
    kind = stores.get(origin.installer or "")
    if kind == "migration":
        return Origin.MIGRATED
    by_hand_of_a_store = stores.get(origin.originating or "") == "store"
    if kind is None:
        return Origin.STORE if by_hand_of_a_store else Origin.OUTSIDE
    if by_hand_of_a_store and origin.originating == origin.installer:
        return Origin.STORE
    if "initiating" not in origin.told or origin.initiating is None:
        return _without_initiating(origin)
    started_by = stores.get(origin.initiating)
    if started_by is None:
        return Origin.BROKEN
    return Origin.MIGRATED if started_by == "migration" else _by_source(origin)


def _without_initiating(origin: AppOrigin) -> Origin:
    return Origin.BROKEN if origin.package_source in NOT_A_STORE_SOURCE else Origin.CLAIMED


def _by_source(origin: AppOrigin) -> Origin:
    return Origin.BROKEN if origin.package_source in NOT_A_STORE_SOURCE else Origin.STORE
