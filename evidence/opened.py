"""Opened bodies: the lines of ``custody/bodies.jsonl``, and what of them is compared with the files."""

from __future__ import annotations

import re
from typing import NamedTuple

from evidence import canonical


class Opened(NamedTuple):
    """What an opened body says of an exhibit; None or anything else where it says nothing of the kind."""

    seq: int
    case: object
    name: object
    size: object
    sha256: object
    blake3: object
    phone_sha256: object


_MEMBERS = ("name", "size", "sha256", "blake3", "phone_sha256")
_PLAIN = r'[^"\\\x00-\x1f\x7f]*'
_TEXT = rf'"{_PLAIN}"'
_COUNT = r"0|[1-9][0-9]{0,14}"
_NUMBER = r"(?:null|0|-?[1-9][0-9]{0,14})"
_USUAL = re.compile(
    rf'\{{"body":\{{"blake3":"(?P<blake3>{_PLAIN})","class":{_TEXT},"cut":{_TEXT},"derived_from":(?:null|{_TEXT}),'
    rf'"details":\{{\}},"drift_ms":{_NUMBER},"ended":{_TEXT},"media_type":{_TEXT},"method":{_TEXT},'
    rf'"name":"(?P<name>{_PLAIN})","operator":{_TEXT},"original_name":{_TEXT},"phone_clock":{_TEXT},'
    rf'"phone_sha256":"(?P<phone_sha256>{_PLAIN})","sha256":"(?P<sha256>{_PLAIN})","shows":{_TEXT},'
    rf'"size":(?P<size>{_COUNT}),"source":{_TEXT},"started":(?:null|{_TEXT}),"status":{_NUMBER},"stderr":{_TEXT},'
    rf'"why":{_TEXT}\}},"case":"(?P<case>{_PLAIN})","salt":{_TEXT},"seq":(?P<seq>{_COUNT})\}}'
)
"""What most lines look like: one that fits is in canonical form, and each member is there once."""


def read(raw: bytes) -> Opened:
    """Read a line strictly; ValueError for any other form."""
    usual = _USUAL.fullmatch(raw.decode())
    if usual is not None:
        blake3, name, phone, sha256, size, case, seq = usual.groups()
        return Opened(int(seq), case, name, int(size), sha256, blake3, phone)
    opened = canonical.loads(raw)
    if opened.keys() != {"body", "case", "salt", "seq"}:
        raise ValueError("members")
    seq, body = opened["seq"], opened["body"]
    if not isinstance(seq, int) or not isinstance(body, dict):
        raise ValueError("seq or body is of another kind")  # noqa: TRY004 - one kind of error for one kind of fault
    return Opened(seq, opened["case"], *(body.get(member) for member in _MEMBERS))
