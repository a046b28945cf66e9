"""Where the vault is."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

VAULT = "DEVICECHECK_VAULT"
DATA = "DEVICECHECK_DATA"


def vault_folder(given: str | None = None) -> Path:
    """Return where the vault is: as given, else ``DEVICECHECK_VAULT``, else beside the app's own data."""
    data = os.environ.get(DATA) or platformdirs.user_data_path("devicecheck", appauthor=False)
    return Path(given or os.environ.get(VAULT) or Path(data) / "vault")
