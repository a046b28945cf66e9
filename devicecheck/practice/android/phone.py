"""A phone that is ready to be rendered: every app with its uid, path, dates and origin."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from devicecheck.practice.android import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from devicecheck.practice.described import App, Described, User
    from devicecheck.practice.origins import Origin

SHARED = {"system": 1000, "phone": 1001, "bluetooth": 1002, "nfc": 1027, "shell": 2000}
SHARED_NAMES = {
    "system": "android.uid.system",
    "phone": "android.uid.phone",
    "bluetooth": "android.uid.bluetooth",
    "nfc": "android.uid.nfc",
    "shell": "android.uid.shell",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """An app in its place on the phone."""

    app: App
    app_id: int
    origin: Origin
    signer: str
    code_path: str
    apk_path: str
    installed: datetime
    updated: datetime
    version: str
    version_code: int
    target_sdk: int

    @property
    def package(self) -> str:
        """Its id."""
        return self.app.package

    def on(self, power: str) -> bool:
        """Tell whether a power is switched on."""
        return power in self.app.on


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """What the phones of one maker have in common."""

    name: str
    brand: str
    device: str
    fingerprint: str
    names: dict[str, str] = field(default_factory=dict)
    """``installer``, ``browser``, ``files``, ``home``, ``keyboard``, ``sms`` and ``dialer``: package ids."""
    properties: dict[str, str] = field(default_factory=dict)
    secure_settings: dict[str, str] = field(default_factory=dict)
    global_settings: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AndroidPhone:
    """A described phone with everything filled in that its maker and its apps bring along."""

    described: Described
    maker: Maker
    apps: tuple[Installed, ...]
    """Sorted by package."""

    @property
    def sdk(self) -> int:
        """API level."""
        return self.described.sdk

    @property
    def now(self) -> datetime:
        """What its clock says."""
        return self.described.now

    @property
    def users(self) -> tuple[User, ...]:
        """Its users and profiles, the owner first."""
        return self.described.users

    def of(self, user: int) -> Iterator[Installed]:
        """Yield the apps that are installed for one user."""
        return (one for one in self.apps if user in one.app.users)

    def having(self, power: str, user: int | None = None) -> Iterator[Installed]:
        """Yield the apps for which a power is switched on."""
        return (one for one in self.apps if one.on(power) and (user is None or user in one.app.users))

    def find(self, package: str) -> Installed | None:
        """Return one app."""
        return next((one for one in self.apps if one.package == package), None)

    def object_id(self, *parts: object) -> str:
        """Return an object's id as dumps print it, stable for this phone."""
        return text.object_id(self.described.name, *parts)
