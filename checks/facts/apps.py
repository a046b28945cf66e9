"""What is installed, where it came from, who signed it, whether it shows itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from checks.facts.base import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledApp(Fact):
    """A package present for one Android user."""

    package: str
    user: int
    system: bool | None = None
    """Came with the phone (also when updated since); ``None``: not told."""
    enabled: bool | None = None
    installed: bool = True
    """``False``: removed for this user, its data kept."""
    hidden: bool = False
    """Hidden from this user by an administrator."""
    uid: int | None = None
    path: str | None = None
    """Of the base APK on the phone."""
    version: str | None = None
    first_installed: datetime | None = None
    """In the phone's own clock, without a zone."""
    last_updated: datetime | None = None
    disabled_by: str | None = None
    """``lastDisabledCaller`` where the app is disabled."""
    harmful_warning: str | None = None
    """Play Protect's verdict as the system recorded it."""
    developer_verification: str | None = None
    """``developerVerificationStatus`` as Android 16 prints it; ``None``: not told."""
    test_only: bool = False
    debuggable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AppLabel(Fact):
    """The name under which an app shows itself."""

    package: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppOrigin(Fact):
    """Who put an app on the phone. The installer alone is easily forged; the others tell more, Android 12 on."""

    package: str
    installer: str | None
    """``installerPackageName``; ``None``: the phone names none."""
    initiating: str | None = None
    originating: str | None = None
    update_owner: str | None = None
    package_source: int | None = None
    """0 unspecified, 1 other, 2 store, 3 local file, 4 downloaded file; ``None``: not told (before Android 13)."""
    told: frozenset[str] = frozenset({"installer"})
    """Names of the fields above that this phone prints at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgedRecord(Fact):
    """What a phone prints about an app holds lines that Android does not print: the app put them there."""

    package: str
    why: str
    """For an expert: ``installerPackageName is there twice or out of place``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerHash(Fact):
    """``signatures:[…]`` of dumpsys: a 32-bit hash of the certificate. Corroborates, never accuses."""

    package: str
    hash32: str
    """Eight hex digits, lower case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningCertificate(Fact):
    """A certificate from the APK's signing block."""

    package: str
    sha1: str
    """Hex, lower case, as are all digests in facts."""
    sha256: str
    scheme: str
    """``v1``, ``v2``, ``v3`` or ``v3.1``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApkHash(Fact):
    """SHA-256 of an APK file, taken on the phone."""

    package: str
    path: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Launcher(Fact):
    """The entries of an app in the app drawer."""

    package: str
    user: int
    declared: tuple[str, ...]
    """Activities (and aliases) with MAIN/LAUNCHER that the app declares."""
    disabled: tuple[str, ...]
    """Those of them that were switched off at run time: the icon is hidden on purpose."""
    shown: tuple[str, ...] | None = None
    """Those that the launcher of this user really gets from the system; ``None``: not asked."""
    dumped: bool = True
    """``False``: only the launcher's list was read, so that ``declared`` and ``disabled`` are not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionGrant(Fact):
    """A permission that an app asked for, and whether this user has granted it."""

    package: str
    user: int
    permission: str
    """``android.permission.RECORD_AUDIO``."""
    granted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredComponent(Fact):
    """A component of an app that could hold a power once switched on."""

    package: str
    component: str
    power: str
    """``accessibility``, ``notification_listener``, ``device_admin``, ``input_method``, ``vpn`` or ``boot``."""
