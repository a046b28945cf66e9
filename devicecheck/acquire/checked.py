"""A file from the phone whose copy is compared with the phone's own SHA-256.

adb has no checksum of its own any more; TCP's and USB's are weak. Where the phone can hash (Android 6 and later have
``sha256sum``), a changed bit on the way is found; where it cannot, ``told`` is empty and a report can say so.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from devicecheck.acquire.allowed import only_reads
from devicecheck.acquire.errors import AlteredError
from devicecheck.acquire.hashing import Digests
from devicecheck.acquire.phone import Limits, Phone

_TOLD = re.compile(rb"\\?([0-9a-f]{64})  ")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """A file that came over whole."""

    size: int
    modified: datetime | None
    sha256: str
    """Of what arrived, lower-case hex."""
    blake3: str
    """Of what arrived, lower-case hex."""
    told: str
    """The SHA-256 as the phone says; empty if it could not."""


def pull_checked(
    phone: Phone, path: bytes, write: Callable[[bytes], object], limits: Limits, stop: Callable[[], bool]
) -> CheckedFile:
    """Copy a file and compare; raises ``AlteredError`` if the phone's SHA-256 is another, else as ``Phone.pull``.

    What ``write`` got counts only if this returns.
    """
    with Digests(write) as digests:
        pulled = phone.pull(path, digests.take, limits, stop)
    told = told_sha256(phone, path, limits, stop)
    if told and told != digests.sha256:
        raise AlteredError(f"sha256 {digests.sha256} instead of {told}")
    return CheckedFile(
        size=pulled.size, modified=pulled.modified, sha256=digests.sha256, blake3=digests.blake3, told=told
    )


def told_sha256(phone: Phone, path: bytes, limits: Limits, stop: Callable[[], bool]) -> str:
    """Return the phone's own SHA-256 of a file, or nothing if it cannot be asked for."""
    command = f"sha256sum {shlex.quote(os.fsdecode(path))}"
    if not only_reads(command):
        return ""
    found = _TOLD.match(phone.run(command, Limits(seconds=limits.seconds, bytes=4096), stop).stdout)
    return found.group(1).decode() if found else ""
