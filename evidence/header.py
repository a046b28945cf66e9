"""The one file of a vault that is not encrypted: how the passphrase becomes the key."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from evidence.clock import Clock
from evidence.errors import VaultDamagedError, VaultTooNewError, WrongPassphraseError
from evidence.hashing import sha256

FORMAT = "devicecheck.vault/1"
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one try of a passphrase costs (argon2id). The default is RFC 9106's choice for 64 MiB."""

    passes: int = 3
    kibibytes: int = 64 * 1024
    lanes: int = 4


STRONG = Cost()


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The wrapped key and what is needed to unwrap it."""

    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes

    def to_bytes(self) -> bytes:
        """Write it, with a checksum, so that damage is not mistaken for a wrong passphrase."""
        members = self._members()
        return (json.dumps({**members, "check": _check(members)}, indent=1) + "\n").encode()

    def unwrap(self, passphrase: str) -> bytes:
        """Return the vault's key; WrongPassphraseError."""
        try:
            return ChaCha20Poly1305(_stretch(passphrase, self.salt, self.cost)).decrypt(
                self.nonce, self.wrapped, FORMAT.encode()
            )
        except InvalidTag:
            raise WrongPassphraseError from None

    def _members(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "argon2id": {"passes": self.cost.passes, "kibibytes": self.cost.kibibytes, "lanes": self.cost.lanes},
            "salt": self.salt.hex(),
            "nonce": self.nonce.hex(),
            "wrapped": self.wrapped.hex(),
        }


def wrap(key: bytes, passphrase: str, *, clock: Clock, cost: Cost) -> Header:
    """Lock a key with a passphrase."""
    salt, nonce = clock.random(16), clock.random(12)
    sealed = ChaCha20Poly1305(_stretch(passphrase, salt, cost)).encrypt(nonce, key, FORMAT.encode())
    return Header(cost=cost, salt=salt, nonce=nonce, wrapped=sealed)


def read(data: bytes) -> Header:
    """Read a header; VaultDamagedError, VaultTooNewError."""
    try:
        members = json.loads(data)
        check = members.pop("check")
        if members["format"] != FORMAT:
            raise VaultTooNewError(str(members["format"]))
        if check != _check(members):
            raise VaultDamagedError("vault.json was altered")
        cost = Cost(**members["argon2id"])
        return Header(cost=cost, **{name: bytes.fromhex(members[name]) for name in ("salt", "nonce", "wrapped")})
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise VaultDamagedError(f"vault.json: {error}") from error


def _check(members: dict[str, Any]) -> str:
    return sha256(json.dumps(members, sort_keys=True).encode())


def _stretch(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    return hash_secret_raw(passphrase.encode(), salt, cost.passes, cost.kibibytes, cost.lanes, _KEY_BYTES, Type.ID)
