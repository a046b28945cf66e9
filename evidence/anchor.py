"""RFC 3161 time-stamps: asking for one, and checking one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from evidence.errors import TimestampError
from evidence.verdict import Kind, VerifyError

Fetch = Callable[[bytes], bytes]
"""Sends a request (``application/timestamp-query``) to the authority and returns its answer; OSError."""


def stamper(fetch: Fetch) -> Callable[[bytes], bytes]:
    """Return what ``Custody.seal`` needs: asks about a message, checks that the answer is about it."""
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder, decode_timestamp_response  # noqa: PLC0415

    def stamp(message: bytes) -> bytes:
        request = TimestampRequestBuilder().data(message).hash_algorithm(HashAlgorithm.SHA256).nonce(nonce=True).build()
        try:
            raw = fetch(request.as_bytes())
            answer = decode_timestamp_response(raw)
        except (OSError, ValueError) as error:
            raise TimestampError(f"no usable answer: {error}") from error
        if answer.status != 0:
            raise TimestampError(f"refused with status {answer.status}")
        if answer.tst_info.nonce != request.nonce:
            raise TimestampError("the answer is to another question (nonce)")
        if answer.tst_info.message_imprint.message != hashlib.sha256(message).digest():
            raise TimestampError("the answer is about something else")
        return raw

    return stamp


def checker(authority: bytes) -> Callable[[bytes, bytes], datetime]:
    """Return what checks a token against the certificates (PEM) of authorities that the verifier trusts."""
    from cryptography import x509  # noqa: PLC0415
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response  # noqa: PLC0415

    roots = x509.load_pem_x509_certificates(authority)

    def check(token: bytes, message: bytes) -> datetime:
        try:
            answer = decode_timestamp_response(token)
        except ValueError as error:
            raise VerifyError(Kind.MALFORMED, f"the time-stamp cannot be read: {error}") from error
        builder = VerifierBuilder()
        for root in roots:
            builder = builder.add_root_certificate(root)
        try:
            builder.build().verify_message(answer, message)
        except VerificationError as error:
            raise VerifyError(Kind.TAMPERED, f"the time-stamp is not of a trusted authority: {error}") from error
        return answer.tst_info.gen_time

    return check
