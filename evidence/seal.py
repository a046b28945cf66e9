"""What a seal binds: every file of a bundle, the log before it, and whether a time-stamp is to be expected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from evidence import bag, canonical
from evidence.hashing import Digests, digest_chunks, sha256
from evidence.receipt import Receipt

Content = bytes | Callable[[], BinaryIO]
"""Bytes, or something that opens the same bytes each time it is called."""
_CHUNK = 1 << 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What somebody chose to hand over."""

    include: tuple[str, ...] = ()
    """Exhibits: ``E-0001`` …"""
    files: Mapping[str, Content] = field(default_factory=dict)
    """Others, by name in the bundle: ``report.pdf``, ``case.jsonld``, ``VERIFY/verify.html`` …"""
    recipients: tuple[str, ...] = ()
    """age keys (``age1…``) that it will be locked for, so that the seal names them; none for a passphrase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """One exhibit as it will lie in the bundle."""

    exhibit: str
    name: str
    digests: Digests


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file of the bundle that is not an exhibit."""

    name: str
    content: Content
    digests: Digests


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """A sealed session: what was promised about the bundle, and what has to be written to keep it."""

    receipt: Receipt
    bundle: str
    """Name of the bundle and of its folder."""
    payload: tuple[Payload, ...]
    members: tuple[Member, ...]
    """All that the seal names besides the payload."""
    recipients: tuple[str, ...]
    """Whom it has to be locked for; none where a passphrase locks it."""
    anchors: tuple[bytes, ...]
    """Raw answers of the time-stamp authority."""


def chunks_of(content: Content) -> Iterable[bytes]:
    """Yield the bytes of a content."""
    if isinstance(content, bytes):
        yield content
        return
    with content() as source:
        while chunk := source.read(_CHUNK):
            yield chunk


def members(own: Mapping[str, bytes], given: Mapping[str, Content]) -> tuple[Member, ...]:
    """Hash every file; ValueError for a name that is taken, unsafe or not to be told apart from another."""
    for name in given:
        if not bag.is_safe(name):
            raise ValueError(f"not a name that every file system takes: {name!r}")
        if name in own or name.split("/")[0].casefold() in {"data", "custody"} or name == bag.TAG_MANIFEST:
            raise ValueError(f"a name that the bundle uses itself: {name!r}")
    everything: dict[str, Content] = {**own, **given}
    clash = bag.same_place(everything)
    if clash:
        raise ValueError(f"names that some file systems cannot tell apart: {clash}")
    return tuple(
        Member(
            name=name,
            content=everything[name],
            digests=digest_chunks(chunks_of(everything[name])),
        )
        for name in sorted(everything)
    )


def own_files(
    *, payload: Iterable[Payload], bodies: Iterable[bytes], keys: Mapping[str, object], info: bytes
) -> dict[str, bytes]:
    """Return the files that every bundle has and the seal names."""
    listed = tuple(payload)
    return {
        "bagit.txt": bag.BAGIT,
        bag.INFO: info,
        bag.SHA256: bag.manifest({each.name: each.digests.sha256 for each in listed}),
        bag.BLAKE3: bag.manifest({each.name: each.digests.blake3 for each in listed}),
        bag.KEYS: canonical.dumps(keys) + b"\n",
        bag.BODIES: b"".join(body + b"\n" for body in bodies),
    }


def statement(
    *,
    bundle: str,
    files: Iterable[Member],
    payload: Iterable[Payload],
    recipients: Iterable[str],
    exhibits: int,
    anchor: bool,
) -> dict[str, object]:
    """Return the body of the sealing line."""
    listed = tuple(payload)
    return {
        "anchor": "expected" if anchor else "none",
        "bundle": bundle,
        "exhibits": exhibits,
        "files": {each.name: each.digests.sha256 for each in files},
        "payload_bytes": sum(each.digests.size for each in listed),
        "payload_files": len(listed),
        "recipients": sorted({sha256(each.strip().encode()) for each in recipients}),
    }
