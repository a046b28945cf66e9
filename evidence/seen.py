"""What a verifier knows of a bundle: every file in it, its hashes, and the bytes of those it has to read."""

from __future__ import annotations

from dataclasses import dataclass

from evidence import bag
from evidence.hashing import Digests, Hasher

MOST = 256 * 1024 * 1024
"""Largest file that is read whole (log, bodies, manifests)."""

_READ = frozenset((bag.TAG_MANIFEST, *bag.OWN))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One thing that lies in a bundle."""

    name: str
    """Relative to the bundle's folder, with ``/``."""
    digests: Digests
    data: bytes | None = None
    """Bytes, for those that a verifier reads."""
    odd: str = ""
    """``link``, ``folder`` (an empty one) or ``special`` for what is not a file; else empty."""


def is_read(name: str) -> bool:
    """Say whether a verifier needs the bytes of this file, not only its hashes."""
    return not name.startswith("data/") and (name.startswith("custody/") or name in _READ)


class Look:
    """Takes the bytes of one file."""

    def __init__(self, name: str) -> None:
        """Begin with nothing."""
        self._name, self._hasher = name, Hasher()
        self._parts: list[bytes] | None = [] if is_read(name) else None

    def write(self, chunk: bytes) -> None:
        """Take the next bytes; ValueError when a file that has to be read whole is too large for that."""
        self._hasher.update(chunk)
        if self._parts is not None:
            if self._hasher.size > MOST:
                raise ValueError(f"{self._name} is too large")
            self._parts.append(bytes(chunk))

    def seen(self) -> Seen:
        """Return what was seen."""
        data = None if self._parts is None else b"".join(self._parts)
        return Seen(name=self._name, digests=self._hasher.digests(), data=data)
