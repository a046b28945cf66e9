"""RFC 3161 time-stamps: asking for one, and checking one against authorities that the verifier trusts."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from evidence import tsr
from evidence.errors import TimestampError
from evidence.verdict import Kind, VerifyError

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

Fetch = Callable[[bytes], bytes]
"""Sends a request (``application/timestamp-query``) to the authority and returns its raw answer; OSError."""
_SECONDS = 30


def stamper(fetch: Fetch) -> Callable[[bytes], bytes]:
    """Return what ``Custody.seal(stamp_with=…)`` takes: asks about a message and checks that the answer is about it."""
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder  # noqa: PLC0415 - only when somebody asks

    def stamp(message: bytes) -> bytes:
        request = TimestampRequestBuilder().data(message).hash_algorithm(HashAlgorithm.SHA256).nonce(nonce=True).build()
        try:
            raw = fetch(request.as_bytes())
            answer = tsr.read(raw)
        except (OSError, ValueError) as error:
            raise TimestampError(f"no usable answer: {error}") from error
        if not answer.granted:
            raise TimestampError("the authority refused")
        if answer.nonce != request.nonce:
            raise TimestampError("the answer is to another question")
        if answer.imprint != hashlib.sha256(message).digest():
            raise TimestampError("the answer is about something else")
        return raw

    return stamp


def read(token: bytes, message: bytes) -> datetime:
    """Return the time that a token claims for a message; VerifyError if it is none, or about something else."""
    try:
        answer = tsr.read(token)
    except ValueError as error:
        raise VerifyError(Kind.MALFORMED, f"the time-stamp cannot be read: {error}") from error
    if not answer.granted:
        raise VerifyError(Kind.TAMPERED, "the time-stamp was refused by its authority")
    if answer.imprint != hashlib.sha256(message).digest():
        raise VerifyError(Kind.TAMPERED, "the time-stamp is over something else than this seal")
    return answer.time


def checker(authority: bytes) -> Callable[[bytes, bytes], str]:
    """Return what checks tokens against certificates (PEM) of trusted authorities; ValueError if these are none.

    It returns the name of the tool that found the signature right: rfc3161-client, or openssl where that cannot read
    the token (it refuses certificates that are not sorted, which many authorities send).
    """
    from cryptography import x509  # noqa: PLC0415 - only when anchors are checked

    roots = x509.load_pem_x509_certificates(authority)

    def check(token: bytes, message: bytes) -> str:
        reason = _refused_by_library(token, message, roots)
        if not reason:
            return "rfc3161-client"
        if _accepted_by_openssl(token, message, authority):
            return "openssl"
        raise VerifyError(Kind.TAMPERED, f"the time-stamp is not by a trusted authority ({reason})")

    return check


def _refused_by_library(token: bytes, message: bytes, roots: list[Certificate]) -> str:
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response  # noqa: PLC0415

    builder = VerifierBuilder()
    for root in roots:
        builder = builder.add_root_certificate(root)
    try:
        builder.build().verify_message(decode_timestamp_response(token), message)
    except (VerificationError, ValueError) as error:
        return str(error) or repr(error)
    return ""


def _accepted_by_openssl(token: bytes, message: bytes, authority: bytes) -> bool:
    program = shutil.which("openssl")
    if program is None:
        return False
    with TemporaryDirectory() as folder:
        for name, data in (("token", token), ("authority", authority)):
            (Path(folder) / name).write_bytes(data)
        command = [program, "ts", "-verify", "-digest", hashlib.sha256(message).hexdigest()]
        command += ["-in", "token", "-CAfile", "authority"]
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=_SECONDS)  # noqa: S603
    return done.returncode == 0 and b"Verification: OK" in done.stdout + done.stderr
