"""The phone itself: version, lock, users, settings, signs of root."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from checks.facts.base import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Property(Fact):
    """A system property (``getprop``)."""

    key: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Fact):
    """A value of Android's settings store. A key that is missing here is unset on the phone."""

    namespace: str
    """``global``, ``secure`` or ``system``."""
    user: int
    key: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UserProfile(Fact):
    """An Android user or profile."""

    user: int
    name: str
    kind: str
    """``owner``, ``user``, ``guest``, ``work``, ``clone`` (dual apps), ``private`` (private space),
    ``secure_folder`` or ``unknown``."""
    running: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenLock(Fact):
    """How a user locks the screen."""

    user: int
    credential: str
    """``none``, ``pattern``, ``pin``, ``password`` or ``unknown``."""
    last_changed: datetime | None = None
    """In the phone's own clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Biometric(Fact):
    """How many fingers or faces open the phone."""

    kind: str
    """``fingerprint`` or ``face``."""
    user: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputerKey(Fact):
    """A computer that may connect to this phone over adb."""

    fingerprint: str
    """SHA-256 of the public key, hex."""
    comment: str
    """``user@host`` as that computer named itself."""
    last_connected: datetime | None = None
    ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CallForwarding(Fact):
    """The unconditional call-forwarding indicator of one SIM."""

    slot: int
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkMonitoredNotice(Fact):
    """Android's own notice that a certificate somebody installed can read the traffic."""

    user: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RootSign(Fact):
    """Something that a phone without root does not have. No sign proves nothing."""

    what: str
    """``su``, ``magisk`` …"""
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account(Fact):
    """An account that is signed in. Personal: shown and asked about, stored only if chosen."""

    user: int
    type: str
    """``com.google``."""
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BondedDevice(Fact):
    """A Bluetooth device that was paired. Personal."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneClock(Fact):
    """What time the phone says it is, so that ages can be told without the laptop's clock."""

    now: datetime
    """In the phone's own clock, without a zone."""
