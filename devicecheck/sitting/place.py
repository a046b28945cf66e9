"""Whether there is a vault, and how it is opened later: light enough for the first screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from devicecheck.sitting.desk import Desk

HEADER = "vault.json"


def there_is_a_vault(folder: Path) -> bool:
    """Say whether a vault was made here before."""
    return (folder / HEADER).is_file()


def open_later(folder: Path) -> Callable[[str], Desk]:
    """Return what opens the vault once a passphrase was typed; the heavy parts load only then."""

    def open_now(passphrase: str) -> Desk:
        from devicecheck.sitting.desk import open_desk  # noqa: PLC0415

        return open_desk(folder, passphrase)

    return open_now
