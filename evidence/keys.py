"""The centre's key, which stays, and a session's key, which is destroyed when the session is sealed."""

from __future__ import annotations

import hashlib
import re

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from evidence import canonical

CERTIFICATE = b"devicecheck/session/1\0"
"""What precedes the bytes that the centre's key signs."""
LINE = b"devicecheck/sig/1\0"
"""What precedes the bytes that a session's key signs."""
_SHORTEST = 32


class SigningKey:
    """An Ed25519 private key that can be told to forget itself."""

    def __init__(self, secret: bytes) -> None:
        """Take the 32 secret bytes."""
        self._key: Ed25519PrivateKey | None = Ed25519PrivateKey.from_private_bytes(secret)
        self.public = self._key.public_key().public_bytes_raw()

    def sign(self, domain: bytes, message: bytes) -> bytes:
        """Return the signature over ``domain`` and ``message``; RuntimeError once destroyed."""
        if self._key is None:
            raise RuntimeError("this key was destroyed")
        return self._key.sign(domain + message)

    def destroy(self) -> None:
        """Let go of the private half. It was never written anywhere."""
        self._key = None


def is_signed(public: bytes, domain: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether the owner of ``public`` signed ``message``."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, domain + message)
    except (InvalidSignature, ValueError):
        return False
    return True


def certificate(*, case: str, session: int, seq: int, prev: str, time: str, key: bytes, centre: bytes) -> bytes:
    """Return the bytes by which a centre vouches for one session's key at one place of one log."""
    return canonical.dumps(
        {
            "case": case,
            "centre": centre.hex(),
            "key": key.hex(),
            "prev": prev,
            "seq": seq,
            "session": session,
            "time": time,
        }
    )


def fingerprint(public: bytes) -> str:
    """Return the SHA-256 of a raw public key as hex."""
    return hashlib.sha256(public).hexdigest()


def grouped(digits: str) -> str:
    """Write hex so that a person can compare it: groups of four."""
    return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))


def read_fingerprint(text: str) -> str:
    """Read a fingerprint as typed (spaces, colons, capitals); ValueError if it is not 32 to 64 hex digits."""
    digits = re.sub(r"[\s:.-]", "", text).lower()
    if not re.fullmatch(rf"[0-9a-f]{{{_SHORTEST},64}}", digits):
        raise ValueError("a fingerprint has 64 hexadecimal digits (at least the first 32)")
    return digits
