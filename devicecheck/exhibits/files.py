"""Files that the client chooses on her phone, and the files of a suspect app: listed, copied, compared.

Nothing is opened on the phone. Reading a file can move its access time on some file systems; nothing else changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from devicecheck.acquire.allowed import only_reads
from devicecheck.acquire.phone import Limits, Phone
from devicecheck.exhibits.copying import Counted, Write
from devicecheck.exhibits.errors import ListingError
from devicecheck.exhibits.taken import Taken

Stop = Callable[[], bool]

FOLDERS = (
    "/sdcard/DCIM",
    "/sdcard/Pictures",
    "/sdcard/Movies",
    "/sdcard/Recordings",
    "/sdcard/Download",
    "/sdcard/Documents",
    "/sdcard/WhatsApp/Media",
    "/sdcard/Android/media/com.whatsapp/WhatsApp/Media",
    "/sdcard/Telegram",
    "/sdcard/Signal",
)
"""Where cameras, messengers and exports put what people want to show."""
MOST = 5_000
_ASKED = 50
"""Files in one command, so that it stays far below the 32 KiB that are sent."""
_LONGEST = 500
"""Bytes of a path that is put into a command."""
LIST = Limits(seconds=30, bytes=4 * 1024 * 1024)
HASH = Limits(seconds=120, bytes=64 * 1024)
PULL = Limits(seconds=1800, bytes=4 * 1024**3)
_SILENT = frozenset(
    {"pdf", "txt", "vcf", "csv", "m4a", "mp3", "opus", "ogg", "amr", "aac", "wav", "flac", "apk", "ics"}
)
"""Endings of files that are no pictures; a pdf is a document even where it holds a scan."""
_DIGEST = re.compile(rb"\\?([0-9a-f]{64})[ \t]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file that could be chosen."""

    path: bytes
    """As the phone named it; hostile."""
    size: int | None
    """Bytes; ``None`` where the phone did not say."""
    modified: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What there is to choose from."""

    files: tuple[Found, ...]
    """Newest first."""
    more: bool
    """Whether there were more than are listed."""


def may_show(path: bytes) -> bool:
    """Whether a file is or may be a picture or film: everything is whose ending does not say otherwise."""
    _, dot, ending = path.rpartition(b"/")[2].rpartition(b".")
    return not dot or ending.lower().decode("ascii", "replace") not in _SILENT


def look(phone: Phone, stop: Stop, folders: Iterable[str] = FOLDERS) -> Listing:
    """List the files in ``folders`` that are there. Raises ``ListingError`` or ``PhoneError``."""
    names = [name for folder in folders for name in _names(phone, folder, stop)]
    kept = names[:MOST]
    found = [one for at in range(0, len(kept), _ASKED) for one in _measured(phone, kept[at : at + _ASKED], stop)]
    newest = sorted(found, key=lambda one: (-(one.modified.timestamp() if one.modified else 0), one.path))
    return Listing(files=tuple(newest), more=len(names) > MOST)


def _names(phone: Phone, folder: str, stop: Stop) -> Iterator[bytes]:
    reply = phone.run(f"find {quoted(folder.encode())} -maxdepth 4 -type f -print0", LIST, stop)
    if reply.cut == "time":
        raise ListingError(f"{folder}: {reply.cut}")
    names = reply.stdout.split(b"\0")[:-1]
    yield from (name for name in names if name.startswith(b"/"))


def _measured(phone: Phone, names: Sequence[bytes], stop: Stop) -> Iterator[Found]:
    """Ask for sizes and times in one command; where an answer does not fit, they stay unknown."""
    askable = [name for name in names if can_be_named(name)]
    lines: list[bytes] = []
    if askable:
        reply = phone.run(f"stat -c '%s %Y' -- {' '.join(map(quoted, askable))}", LIST, stop)
        lines = reply.stdout.splitlines()
    sizes = dict(zip(askable, lines, strict=True)) if len(lines) == len(askable) else {}
    for name in names:
        size, _, when = sizes.get(name, b"").partition(b" ")
        yield Found(
            path=name,
            size=int(size) if size.isdigit() else None,
            modified=datetime.fromtimestamp(int(when), UTC) if when.isdigit() and int(when) < 1 << 35 else None,
        )


def take(phone: Phone, path: bytes, write: Write, stop: Stop, limits: Limits = PULL) -> Taken:
    """Copy one file of the phone to ``write`` and compare the phone's own SHA-256. Raises ``PhoneError``."""
    before = on_phone_sha256(phone, path, stop)
    out = Counted(write)
    phone.pull(path, out, limits, stop)
    if before is None:
        return Taken(size=out.size, sha256=out.sha256, on_phone="not_possible")
    same = before == out.sha256
    return Taken(
        size=out.size,
        sha256=out.sha256,
        on_phone="same" if same else "different",
        on_phone_sha256=before,
    )


def on_phone_sha256(phone: Phone, path: bytes, stop: Stop) -> str | None:
    """Return the SHA-256 that the phone computes itself; ``None`` where it cannot, or the file cannot be named."""
    if not can_be_named(path):
        return None
    reply = phone.run(f"sha256sum -- {quoted(path)}", HASH, stop)
    found = _DIGEST.match(reply.stdout)
    return found[1].decode() if found and not reply.cut and reply.status in {0, None} else None


def app_files(phone: Phone, package: str, user: int, stop: Stop) -> tuple[bytes, ...]:
    """Return the paths of an app's files (the base and its parts); empty if the phone does not say."""
    reply = phone.run(f"pm path --user {user} {quoted(package.encode())}", LIST, stop)
    lines = (line.strip() for line in reply.stdout.splitlines())
    return tuple(line.removeprefix(b"package:") for line in lines if line.startswith(b"package:/"))


def can_be_named(path: bytes) -> bool:
    """Whether the phone's shell can be given this name without a doubt about what it means."""
    try:
        return path.startswith(b"/") and len(path) <= _LONGEST and only_reads(f"stat -- {quoted(path)}")
    except UnicodeDecodeError:
        return False


def quoted(path: bytes) -> str:
    """Quote a name for the phone's shell: everything between single quotes is itself."""
    return "'" + path.decode("utf-8").replace("'", "'\\''") + "'"
