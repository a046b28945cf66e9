"""Take a whole dump apart while it streams by: only the sections that a parser knows are kept in memory."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from devicecheck.parse.artifact import Artifact
from devicecheck.parse.registry import parsers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO, Final

CHUNK: Final = 4 * 1024 * 1024
SECTION_LIMIT: Final = 96 * 1024 * 1024
"""Bytes kept of one section; more is cut and said."""
DUMP_LIMIT: Final = 1024 * 1024 * 1024
"""Bytes read of one dump; a zip that unpacks to more is a bomb or no phone's."""

_MARKS = (b"DUMP OF SERVICE ", b"was the duration of dumpsys ", b"------ ", b"== dumpstate: ")
_LINE = re.compile(
    rb"DUMP OF SERVICE (?:CRITICAL |HIGH |NORMAL )?(?P<service>[\w.\-/]+):?\s*"
    rb"|-{5,} [\d.]+s was the duration of dumpsys (?P<ended>\S[^,\r\n]*).*"
    rb"|-{6} [\d.]+s was the duration of '(?P<closed>[^'\r\n]*)' -{6}\s*"
    rb"|-{6} (?P<heading>[A-Z][^\r\n]*?) -{6}\s*"
    rb"|(?P<clock>== dumpstate: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\s*"
)
_HEADINGS = {b"SYSTEM PROPERTIES (getprop)": "getprop"}


@dataclass(slots=True)
class _Section:
    kind: str
    first_line: int
    pieces: list[bytes] = field(default_factory=list)
    size: int = 0
    cut: str = ""
    ended: bool = False

    def take(self, piece: bytes) -> None:
        room = SECTION_LIMIT - self.size
        if len(piece) > room:
            self.cut = "bytes"
        self.pieces.append(piece[: max(0, room)])
        self.size += len(self.pieces[-1])


class _Splitter:
    """Keeps the wanted sections of a stream of whole lines.

    An app can put line breaks into its version name and so print what looks like the end of a section. Every service
    announces its own end once: whatever is not followed by exactly that is marked as not whole.
    """

    def __init__(self) -> None:
        self.line = 1
        self.service = ""
        self.open: _Section | None = None
        self.last: _Section | None = None
        self.kept: list[_Section] = []

    def feed(self, chunk: bytes) -> None:
        at = 0
        for begin, end in _marked_lines(chunk):
            found = _LINE.fullmatch(chunk, begin, end)
            if found is None:
                continue
            self._take(chunk, at, begin)
            self._mark(found)
            self.line += 1
            at = min(end + 1, len(chunk))
        self._take(chunk, at, len(chunk))

    def _take(self, chunk: bytes, begin: int, end: int) -> None:
        if end <= begin:
            return
        if self.open is not None:
            self.open.take(chunk[begin:end])
        elif self.last is not None and chunk[begin:end].strip(b"- \r\n"):
            self.last.cut = self.last.cut or "something follows its end"
        self.line += chunk.count(b"\n", begin, end)

    def _mark(self, found: re.Match[bytes]) -> None:
        if found["clock"]:
            self.kept.append(_Section("clock", self.line, [found["clock"] + b"\n"], ended=True))
        elif found["closed"] is not None:
            self._start("", "")
        elif found["ended"]:
            self._end(found["ended"].decode("ascii", "replace").strip())
        else:
            service = (found["service"] or b"").decode("ascii", "replace")
            heading = (found["heading"] or b"").strip()
            kind = f"dumpsys_{service.replace('.', '_')}" if service else _HEADINGS.get(heading, "")
            self._start(service, kind)

    def _end(self, service: str) -> None:
        if service == self.service:
            if self.open is not None:
                self.open.ended = True
            self.last, self.open = self.open, None
            return
        for section in self.kept:
            if section.kind == f"dumpsys_{service.replace('.', '_')}":
                section.cut = section.cut or "its end is announced in another place"

    def _start(self, service: str, kind: str) -> None:
        if self.open is not None and self.open.kind in _HEADINGS.values():
            self.open.ended = True
        self.service, self.open, self.last = service, None, None
        if kind not in parsers():
            return
        self.open = _Section(kind, self.line + 1)
        for before in self.kept:
            if before.kind == kind:
                before.cut = self.open.cut = "it is there twice"
        self.kept.append(self.open)

    def finish(self, cut: str) -> list[_Section]:
        """Return the sections; one whose end was never announced may not be whole."""
        if self.open is not None:
            self.open.cut = self.open.cut or cut
        for section in self.kept:
            if not section.ended:
                section.cut = section.cut or "its end is missing"
        return self.kept


def _marked_lines(chunk: bytes) -> list[tuple[int, int]]:
    """Return begin and end of every line that may be a mark, in order."""
    spans = set()
    for mark in _MARKS:
        at = chunk.find(mark)
        while at >= 0:
            begin = chunk.rfind(b"\n", 0, at) + 1
            end = chunk.find(b"\n", at)
            end = len(chunk) if end < 0 else end
            if end - begin < 400:  # noqa: PLR2004 - marks are short lines
                spans.add((begin, end))
            at = chunk.find(mark, end)
    return sorted(spans)


def _whole_lines(stream: BinaryIO, digest: hashlib._Hash) -> Iterator[bytes]:
    """Yield chunks that end with a line, the last one as it is; a line longer than a chunk is cut there."""
    rest = b""
    left = DUMP_LIMIT
    while left > 0 and (data := stream.read(min(CHUNK, left))):
        left -= len(data)
        digest.update(data)
        end = data.rfind(b"\n") + 1
        if end:
            yield rest + data[:end]
            rest = data[end:]
        elif len(rest) < CHUNK:
            rest += data
        else:
            yield rest
            rest = data
    yield rest


def sections(stream: BinaryIO) -> list[Artifact]:
    """Split ``dumpsys`` of everything, or a bug report's text, into artifacts; places count lines of the whole.

    Every artifact carries the SHA-256 of the whole text. Read errors of a broken archive come out as a cut.
    """
    digest = hashlib.sha256()
    splitter = _Splitter()
    cut = ""
    try:
        for chunk in _whole_lines(stream, digest):
            splitter.feed(chunk)
    except Exception as error:  # noqa: BLE001 - zlib, zipfile and the disk each have their own
        cut = f"unreadable from here: {type(error).__name__}"
    if not cut and stream.read(1):
        cut = f"longer than {DUMP_LIMIT} bytes"
    return [_artifact(section, digest.hexdigest()) for section in splitter.finish(cut)]


def _artifact(section: _Section, sha256: str) -> Artifact:
    return Artifact(
        kind=section.kind,
        sha256=sha256,
        data=b"".join(section.pieces),
        cut=section.cut,
        first_line=section.first_line,
    )
