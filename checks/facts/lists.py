"""What published and reviewed lists say: facts like any other, with the list as their source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from checks.facts.base import Fact


class Kind(Enum):
    """How a list classes an entry."""

    STALKERWARE = "stalkerware"
    """Hides itself from the person whose phone it is on."""
    WATCHWARE = "watchware"
    """Openly visible; can be misused."""
    SPYWARE = "spyware"
    """State-level or bespoke."""


class Match(Enum):
    """What an indicator's value is compared with."""

    PACKAGE = "package"
    CERTIFICATE = "certificate"
    """SHA-1 or SHA-256 of the signing certificate."""
    FILE = "file"
    """SHA-256 of an APK."""
    DOMAIN = "domain"
    PROCESS = "process"
    PROPERTY = "property"
    PATH = "path"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Fact):
    """One value that a list names."""

    family: str
    kind: Kind
    match: Match
    value: str
    """Hex in lower case for digests, otherwise as listed."""
    list_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorList(Fact):
    """A list that was in use."""

    name: str
    dated: date | None
    sha256: str
    entries: int
    licence: str = ""
    builtin: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedApp(Fact):
    """A well-known app that needs a strong power for what people use it for, reviewed by hand."""

    package: str
    purpose: str
    """``password_manager``, ``assistive``, ``automation``, ``remote_help``, ``messenger``, ``wearable``,
    ``keyboard``, ``vpn`` or ``launcher``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownStore(Fact):
    """A package that is an app store or an installer of the phone's maker."""

    package: str
    kind: str
    """``store`` or ``migration`` (moves apps from an old phone)."""
