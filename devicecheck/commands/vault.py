"""The vault: make a backup that verifies, bring one back, check every byte, change the passphrase.

Exit status: 0 done, 2 bad arguments, 1 anything else.
"""

from __future__ import annotations

import argparse
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("what", choices=("backup", "restore", "check", "passphrase"))
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="the backup, for backup and restore")
    parser.add_argument("--vault", metavar="DIR", help="where the vault is (or DEVICECHECK_VAULT)")


def run(options: argparse.Namespace) -> int:
    """Return 0 when done."""
    from devicecheck.sitting import keeping
    from devicecheck.sitting.where import vault_folder

    folder = vault_folder(options.vault)
    if options.what in {"backup", "restore"} and options.file is None:
        print(f"devicecheck vault {options.what}: FILE is missing")
        return 2
    match options.what:
        case "backup":
            print(f"{keeping.back_up(folder, options.file)} files in {options.file}, read back")
        case "restore":
            print(f"{keeping.bring_back(options.file, folder)} cases in {folder}, checked")
        case "check":
            print(f"{keeping.check(folder)} exhibits read, every hash and every log line fits")
        case _:
            keeping.change_passphrase(folder)
            print("changed")
    return 0
