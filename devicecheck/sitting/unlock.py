"""Which vault is meant, and its passphrase: from a file, or asked for at the terminal."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devicecheck.errors import DeviceCheckError
from devicecheck.sitting.desk import Desk, open_desk, practice_desk
from devicecheck.sitting.where import VAULT, vault_folder
from evidence.vault import Vault

PASSPHRASE_FILE = "DEVICECHECK_PASSPHRASE_FILE"  # noqa: S105 - the name of a variable, no secret
PRACTICE = "practice:"


class NoPassphraseError(DeviceCheckError):
    """The passphrase was not given, not twice the same, or its file cannot be read."""

    key = "no_passphrase"


@contextmanager
def desk_for(address: str | None, vault: str | None = None) -> Iterator[Desk]:
    """Give the desk for a sitting: a practice phone gets a vault that is thrown away, unless one is named."""
    if address is not None and address.startswith(PRACTICE) and vault is None and VAULT not in os.environ:
        with practice_desk(address.removeprefix(PRACTICE)) as desk:
            yield desk
        return
    folder = vault_folder(vault)
    desk = open_desk(folder, passphrase(folder))
    try:
        yield desk
    finally:
        desk.close()


def passphrase(folder: Path, *, is_new: bool | None = None) -> str:
    """Return the vault's passphrase; for a new vault (by default: where there is none) it is asked for twice."""
    twice = not Vault.exists(folder) if is_new is None else is_new
    named = os.environ.get(PASSPHRASE_FILE)
    if named:
        try:
            return Path(named).read_text("utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise NoPassphraseError(f"{PASSPHRASE_FILE}: {error}") from error
    try:
        given = getpass.getpass("Passphrase of the vault: ")
        if twice and getpass.getpass("The same once more, for the new vault: ") != given:
            raise NoPassphraseError("the two are not the same")
    except EOFError as error:
        raise NoPassphraseError("nothing was typed") from error
    if not given:
        raise NoPassphraseError("it is empty")
    return given
