"""The bundle as a bag (BagIt 1.0, RFC 8493): the text of its own files. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
LOG, KEYS, BODIES, TAG_MANIFEST = (
    "custody/log.jsonl",
    "custody/keys.json",
    "custody/bodies.jsonl",
    "tagmanifest-sha256.txt",
)
INFO, SHA256, BLAKE3 = "bag-info.txt", "manifest-sha256.txt", "manifest-blake3.txt"
OWN = ("bagit.txt", INFO, SHA256, BLAKE3, KEYS, BODIES)
"""What this package writes and the seal names, in every bundle."""
ANCHOR = re.compile(r"custody/anchors/[0-9]{4}\.tsr")
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
LONGEST = 100


def is_safe(name: str) -> bool:
    """Say whether a name means the same on every file system: NTFS, exFAT, and 260 characters in all."""
    parts = name.split("/")
    return len(name) <= LONGEST and all(
        _PART.fullmatch(part) and not part.endswith(".") and not _RESERVED.fullmatch(part) for part in parts
    )


def same_place(names: Iterable[str]) -> tuple[str, str] | None:
    """Return two names that a file system which ignores case would take for one, if there are such."""
    seen: dict[str, str] = {}
    for name in names:
        other = seen.setdefault(name.casefold(), name)
        if other != name:
            return other, name
    return None


def manifest(hashes: Mapping[str, str]) -> bytes:
    """Write a manifest, sorted by name."""
    return "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes)).encode()


def read_manifest(data: bytes) -> dict[str, str]:
    """Read a manifest strictly: only what ``manifest`` writes; ValueError otherwise."""
    try:
        lines = data.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise ValueError("not ASCII") from error
    hashes = {name: value for value, _, name in (line.partition("  ") for line in lines[:-1])}
    if manifest(hashes) != data:
        raise ValueError("not sorted lines of the form <hash>  <name>")
    return hashes


def info(*, case: str, bundle: str, day: str, payload_bytes: int, payload_files: int, software: str) -> bytes:
    """Write ``bag-info.txt``."""
    lines = (
        ("Bag-Software-Agent", software),
        ("Bagging-Date", day),
        ("External-Identifier", bundle),
        ("Internal-Sender-Identifier", case),
        ("Payload-Oxum", f"{payload_bytes}.{payload_files}"),
    )
    return "".join(f"{name}: {value}\n" for name, value in lines).encode()
