"""Reading a bundle back after it was written, as a stranger would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from evidence import sources
from evidence.errors import BundleError
from evidence.receipt import Receipt
from evidence.verdict import VerifyError
from evidence.verify import Expected, judge


def read_back(
    path: Path,
    receipt: Receipt,
    sha256: str,
    *,
    identity: object,
    passphrase: str | None,
    progress: Callable[[int], object],
) -> None:
    """Decrypt and verify the file; BundleError if anything is not as it was sealed."""
    try:
        seen = sources.read(path, identities=[identity], words=passphrase, progress=progress)
        judge(seen, Expected(receipt=receipt))
    except VerifyError as error:
        raise BundleError(f"{path.name} ({sha256[:16]}): {error}", name=path.name) from error
