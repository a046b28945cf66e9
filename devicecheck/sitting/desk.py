"""What a sitting needs around it: vault, settings, lists, clock, and a way to reach a phone."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from checks.facts import Fact
from devicecheck import settings
from devicecheck.acquire.key import PhoneKey
from devicecheck.acquire.phone import Phone
from devicecheck.sitting.trouble import told
from evidence.clock import Clock, SystemClock
from evidence.vault import Vault

Connect = Callable[[str, PhoneKey, Callable[[], object], Callable[[], bool]], Phone]
"""Address, this case's key, "the phone is asking now", "stop?" → a phone that agreed to talk."""
Lists = Callable[[], Mapping[type[Fact], Sequence[Fact]]]
"""Indicators and reviewed lists, as facts by kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The counsellor's place: an open vault and all that a sitting takes from outside."""

    vault: Vault
    clock: Clock
    connect: Connect
    lists: Lists
    settings_file: Path
    practice: str | None = None
    """Name of the practice phone; ``None`` when it is no exercise."""

    @property
    def settings(self) -> settings.Settings:
        """The centre's settings as they are now; ``SettingsError``."""
        return settings.read(self.settings_file)

    def now(self) -> datetime:
        """Return the time, UTC."""
        return self.clock.now().astimezone(UTC)

    def close(self) -> None:
        """Let other programs have the vault."""
        self.vault.close()


def open_desk(folder: Path, passphrase: str, *, clock: Clock | None = None) -> Desk:
    """Open the vault at ``folder``, or make it where there is none."""
    ticking = clock or SystemClock()
    with told():
        if Vault.exists(folder):
            vault = Vault.open(folder, passphrase, clock=ticking)
        else:
            vault = Vault.create(folder, passphrase, clock=ticking)
    return _desk(vault, ticking, folder.parent / settings.FILE, None)


@contextmanager
def practice_desk(name: str, *, clock: Clock | None = None) -> Iterator[Desk]:
    """Give a desk for an exercise: a vault that nobody can open again and that is thrown away; a recorded phone."""
    ticking = clock or SystemClock()
    with tempfile.TemporaryDirectory(prefix="practice-") as folder:
        with told():
            vault = Vault.create(Path(folder, "vault"), ticking.random(32).hex(), clock=ticking)
        try:
            yield _desk(vault, ticking, Path(folder, settings.FILE), name)
        finally:
            vault.close()


def _desk(vault: Vault, clock: Clock, settings_file: Path, practice: str | None) -> Desk:
    from devicecheck.sitting import reach  # noqa: PLC0415 - adb and lists only when somebody sits down

    return Desk(
        vault=vault,
        clock=clock,
        connect=reach.connector(clock.now),
        lists=reach.lists,
        settings_file=settings_file,
        practice=practice,
    )
