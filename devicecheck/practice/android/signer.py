"""Who signed an app: a certificate of our own making, always the same for the same name."""

from __future__ import annotations

import functools
import hashlib
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

PUBLIC_TEST_KEY = "testkey"
PUBLIC_TEST_HASH = "d7f1f224"
"""What ``dumpsys package`` prints for an app that is signed with Android's public test key."""


@functools.cache
def certificate(name: str) -> bytes:
    """Return the DER of the certificate of ``name``."""
    key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(f"practice signer {name}".encode()).digest())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") | 1)
        .not_valid_before(datetime(2018, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2048, 1, 1, tzinfo=UTC))
        .sign(key, None)
        .public_bytes(Encoding.DER)
    )


@functools.cache
def hash32(name: str) -> str:
    """Return what ``signatures:[…]`` prints for an app of ``name``."""
    return PUBLIC_TEST_HASH if name == PUBLIC_TEST_KEY else java_hash(certificate(name))


def java_hash(data: bytes) -> str:
    """Return Java's ``Arrays.hashCode`` of ``data`` in hex, as Android prints it of a certificate."""
    value = 1
    for octet in data:
        value = (31 * value + (octet - 256 if octet > 127 else octet)) & 0xFFFFFFFF  # noqa: PLR2004 - a signed byte
    return f"{value:x}"


def sha1(name: str) -> str:
    """Return the SHA-1 of the certificate in hex, as lists of stalkerware give it."""
    return hashlib.sha1(certificate(name)).hexdigest()  # noqa: S324 - the lists' own measure
