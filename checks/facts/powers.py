"""What an app may do, and what it did: powers that are switched on, and their use."""

from __future__ import annotations

from dataclasses import dataclass

from checks.facts.base import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessibilityService(Fact):
    """A service that can read the screen and press buttons."""

    package: str
    user: int
    component: str
    enabled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationListener(Fact):
    """A listener that receives every notification. Only those that are allowed."""

    package: str
    user: int
    component: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceAdmin(Fact):
    """An enabled device administrator."""

    package: str
    user: int
    component: str
    policies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceOwner(Fact):
    """An app that owns the whole device or one profile."""

    package: str
    user: int
    profile: bool
    """``True``: profile owner (a work profile); ``False``: device owner."""
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppOp(Fact):
    """A mode that was set for one app operation."""

    package: str
    user: int
    op: str
    """``REQUEST_INSTALL_PACKAGES``."""
    mode: str
    """``allow``, ``ignore``, ``deny``, ``default``, ``foreground``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppOpAccess(Fact):
    """One recorded use of an app operation."""

    package: str
    user: int
    op: str
    """Android's name: ``RECORD_AUDIO``, ``CAMERA``, ``FINE_LOCATION`` …"""
    state: str
    """``pers``, ``top``, ``fgsvc``, ``fg``, ``bg`` or ``cch``; ``unknown`` where the phone does not say."""
    rejected: bool
    seconds_ago: float | None = None
    duration: float | None = None
    """Seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationUse(Fact):
    """How long an app asked for the place, and how much of that nobody had it open."""

    package: str
    user: int | None
    provider: str
    active_seconds: float
    foreground_seconds: float
    min_interval: float | None = None
    """Seconds between two answers, the shortest that was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputMethod(Fact):
    """A keyboard that is enabled."""

    package: str
    user: int
    component: str
    default: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BatteryExemption(Fact):
    """An app that may run in the background at will."""

    package: str
    kind: str
    """``user`` (somebody allowed it), ``system`` or ``system-excidle``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vpn(Fact):
    """An app through which the network traffic goes."""

    package: str
    user: int
    always_on: bool
    active: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleHolder(Fact):
    """The app that holds a role or is the default for it."""

    role: str
    """``sms``, ``dialer``, ``assistant``, ``autofill``, ``credentials``, ``home`` or ``browser``."""
    package: str
    user: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustAgent(Fact):
    """An agent that may keep the phone unlocked."""

    package: str
    user: int
    component: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenCapture(Fact):
    """A screen recording or mirroring that runs now."""

    package: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanionApp(Fact):
    """An app that got background rights by pairing with a watch or the like."""

    package: str
    user: int
    profile: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningProcess(Fact):
    """A process that was running."""

    name: str
    uid: str
