"""What is done with the vault as a whole, outside a sitting."""

from __future__ import annotations

import getpass
from pathlib import Path

from devicecheck.sitting.trouble import told
from devicecheck.sitting.unlock import NoPassphraseError, passphrase
from evidence import backup
from evidence.clock import SystemClock
from evidence.vault import Vault


def back_up(folder: Path, to: Path) -> int:
    """Copy the vault into one file, read it back, and return how many files are in it."""
    with told(), Vault.open(folder, passphrase(folder), clock=SystemClock()) as vault:
        return backup.write(vault, to)


def bring_back(file: Path, folder: Path) -> int:
    """Make a vault at ``folder`` from a backup, check all of it, and return how many cases are in it."""
    with told(), backup.restore(file, folder, passphrase(folder, is_new=False), clock=SystemClock()) as vault:
        return len(vault.cases())


def check(folder: Path) -> int:
    """Read every stored byte and every log line; return how many exhibits there are."""
    with told(), Vault.open(folder, passphrase(folder), clock=SystemClock()) as vault:
        return sum(case.check() for case in vault.cases() if case.released is None)


def change_passphrase(folder: Path) -> None:
    """Lock the vault with another passphrase; it is asked for twice at the terminal."""
    old = passphrase(folder)
    new, again = getpass.getpass("New passphrase: "), getpass.getpass("The same once more: ")
    if not new or new != again:
        raise NoPassphraseError("the two are not the same, or empty")
    with told(), Vault.open(folder, old, clock=SystemClock()) as vault:
        vault.change_passphrase(old, new)
