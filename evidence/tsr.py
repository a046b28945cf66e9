"""Reading a time-stamp authority's answer (RFC 3161, DER): only what it says, not whether that is true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

_INTEGER, _OCTETS, _OID, _SEQUENCE, _TIME, _INSIDE = 0x02, 0x04, 0x06, 0x30, 0x18, 0xA0
_SHA256 = bytes.fromhex("608648016503040201")
_TST_INFO = bytes.fromhex("2a864886f70d0109100104")
_GRANTED = frozenset((0, 1))
_LONG = 0x80
_MOST_LENGTH_BYTES = 4

Node = tuple[int, bytes]
"""Tag and content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What an answer says."""

    granted: bool
    imprint: bytes
    """SHA-256 of what was stamped."""
    nonce: int | None
    time: datetime


def read(raw: bytes) -> Stamp:
    """Read an answer; ValueError unless it is exactly one, with a time-stamp over a SHA-256."""
    try:
        return _read(raw)
    except (IndexError, StopIteration) as error:
        raise ValueError("not a time-stamp answer: it is cut off") from error


def _read(raw: bytes) -> Stamp:
    status, *token = _inside(_only(raw), _SEQUENCE)
    granted = int.from_bytes(_of(_nodes(status[1]), _INTEGER)) in _GRANTED
    if not token:
        raise ValueError("no time-stamp in the answer")
    signed = _inside(_only(_of(iter(_inside(token[0], _SEQUENCE)), _INSIDE)), _SEQUENCE)
    kind, content = _inside(signed[2], _SEQUENCE)
    if kind != (_OID, _TST_INFO):
        raise ValueError("what was signed is no time-stamp")
    info = _inside(_only(_of(_nodes(content[1]), _OCTETS)), _SEQUENCE)
    algorithm, digest = _inside(info[2], _SEQUENCE)
    if next(_nodes(algorithm[1])) != (_OID, _SHA256):
        raise ValueError("not over a SHA-256")
    nonces = [content for tag, content in info[5:] if tag == _INTEGER]
    nonce = int.from_bytes(nonces[0]) if nonces else None
    return Stamp(granted=granted, imprint=digest[1], nonce=nonce, time=_time(info[4]))


def _time(node: Node) -> datetime:
    tag, content = node
    text = content.decode("ascii")
    if tag != _TIME or not text.endswith("Z"):
        raise ValueError("no time in the time-stamp")
    whole, _, fraction = text[:-1].partition(".")
    moment = datetime.strptime(whole, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return moment.replace(microsecond=int(fraction[:6].ljust(6, "0")) if fraction else 0)


def _only(data: bytes) -> Node:
    nodes = list(_nodes(data))
    if len(nodes) != 1:
        raise ValueError("something follows the answer")
    return nodes[0]


def _inside(node: Node, tag: int) -> list[Node]:
    if node[0] != tag:
        raise ValueError("not a time-stamp answer")
    return list(_nodes(node[1]))


def _of(nodes: Iterator[Node], tag: int) -> bytes:
    return next(content for found, content in nodes if found == tag)


def _nodes(data: bytes) -> Iterator[Node]:
    """Yield the elements that lie side by side in ``data``."""
    at = 0
    while at < len(data):
        tag, size, at = data[at], data[at + 1], at + 2
        if size >= _LONG:
            count = size - _LONG
            if not 1 <= count <= _MOST_LENGTH_BYTES or data[at] == 0:
                raise ValueError("a length that DER does not have")
            size, at = int.from_bytes(data[at : at + count]), at + count
        if at + size > len(data):
            raise ValueError("it is cut off")
        yield tag, data[at : at + size]
        at += size
