"""What a recipe is: one question put to a phone."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from devicecheck.acquire.phone import Limits


class Privacy(Enum):
    """What kind of exhibit the raw answer is."""

    PHONE = "phone"
    """Says something about apps and settings only."""
    PERSONAL = "personal"
    """Shows place, Wi-Fi, accounts or other people: an exhibit class of its own, handed over only if chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """One question put to a phone: the command, and what a counsellor must know before it is asked.

    ``words/<lang>/recipes.toml`` says under the recipe's id: ``reading`` (what is being read, shown as progress),
    ``why``, and ``reveals`` (what the answer can tell about the client).
    """

    id: str
    command: str
    """For the phone's shell, exactly as sent. ``{user}`` is replaced where ``per_user``."""
    gives: str
    """Kind of artifact, the name of its parser: ``dumpsys_accessibility``."""
    per_user: bool = False
    """Asked once for every Android user that ``users`` named."""
    privacy: Privacy = Privacy.PHONE
    min_sdk: int = 26
    limits: Limits = field(default_factory=Limits)
    trace: str = "none"
    """Trace it leaves on the phone, beyond those of connecting; key in ``recipes.toml`` under ``trace``."""
