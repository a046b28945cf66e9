"""The key by which a phone knows this computer: made for one case, never in ``~/.android``."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from adb_shell.auth.sign_pythonrsa import PythonRSASigner
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

NAME = b"user@computer"
"""How the key is called in the phone's list: says nothing about the place or the tool."""
_BITS = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneKey:
    """An RSA-2048 key pair."""

    private: bytes
    """PEM, PKCS #8, not encrypted: a secret of the vault."""
    public: bytes
    """Android's form: base64 of the modulus and what belongs to it, a blank, a name."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the public key as the phone keeps it, for telling this computer from others."""
        return hashlib.sha256(base64.b64decode(self.public.split()[0])).hexdigest()

    def sign(self, token: bytes) -> bytes:
        """Return the signature of the phone's 20-byte token (PKCS #1 v1.5, taken as a SHA-1)."""
        signer = PythonRSASigner(pub=self.public.decode("ascii"), priv=self.private)
        return bytes(signer.Sign(token))


def new_key() -> PhoneKey:
    """Make a key for one case."""
    key = generate_private_key(public_exponent=65537, key_size=_BITS)
    return load_key(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def load_key(private: bytes) -> PhoneKey:
    """Return the key that the vault kept; raises ``ValueError`` if it is none."""
    key = load_pem_private_key(private, password=None)
    if not isinstance(key, RSAPrivateKey) or key.key_size != _BITS:
        raise ValueError("no RSA key of 2048 bits")
    numbers = key.public_key().public_numbers()
    return PhoneKey(private=private, public=base64.b64encode(_android(numbers.n, numbers.e)) + b" " + NAME)


def _android(modulus: int, exponent: int) -> bytes:
    """Return the form of AOSP's ``android_pubkey.h``: words, -1/n, n, 2^4096 mod n, e; all little-endian."""
    inverse = -pow(modulus, -1, 1 << 32) % (1 << 32)
    square = pow(1 << _BITS, 2, modulus)
    size = _BITS // 8
    return b"".join(
        (
            (size // 4).to_bytes(4, "little"),
            inverse.to_bytes(4, "little"),
            modulus.to_bytes(size, "little"),
            square.to_bytes(size, "little"),
            exponent.to_bytes(4, "little"),
        )
    )
