"""Reading a bundle's zip in one pass, strictly: any byte that the one form does not have is refused."""

from __future__ import annotations

from evidence import bag, zipfmt
from evidence.seen import Look, Seen


class ZipError(ValueError):
    """Not a zip as a bundle has it."""


class ZipReader:
    """Fed with the zip's bytes in pieces of any size."""

    def __init__(self) -> None:
        """Begin before the first byte."""
        self.seen: list[Seen] = []
        self._entries: list[zipfmt.Entry] = []
        self._names: set[str] = set()
        self._waiting = bytearray()
        self._offset = 0
        self._base = ""
        self._look: Look | None = None
        self._left = 0
        self._ending: bytes | None = None

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes; ZipError at the first that is wrong."""
        view = memoryview(chunk)
        while view:
            if self._look is not None and self._left:
                part = view[: self._left]
                self._data(bytes(part))
                view = view[len(part) :]
            else:
                self._waiting += view
                view = memoryview(b"")
                view = memoryview(self._headers())

    def finish(self) -> list[Seen]:
        """Return what was in it; ZipError if it is not whole."""
        if self._ending is None or self._waiting != self._ending:
            raise ZipError("it is cut off")
        return self.seen

    def _data(self, part: bytes) -> None:
        if self._look is None:
            return
        try:
            self._look.write(part)
        except ValueError as error:
            raise ZipError(str(error)) from error
        self._left -= len(part)
        self._offset += len(part)
        if not self._left:
            self._close()

    def _close(self) -> None:
        if self._look is None:
            return
        seen, entry = self._look.seen(), self._entries[-1]
        if seen.digests.crc32 != entry.crc32:
            raise ZipError(f"the checksum of {entry.name} is wrong")
        self.seen.append(seen)
        self._look = None

    def _headers(self) -> bytes:
        """Read what waits; return bytes that belong to a file."""
        while self._ending is None and len(self._waiting) >= 4:  # noqa: PLR2004 - a magic number
            if not self._waiting.startswith(zipfmt.LOCAL_MAGIC):
                self._ending = zipfmt.ending(self._entries, self._offset)
                break
            if not self._begin():
                return b""
            if self._left:
                rest = bytes(self._waiting)
                self._waiting.clear()
                return rest
        if self._ending is not None and not self._ending.startswith(self._waiting):
            raise ZipError("its directory does not fit to its files, or something follows it")
        return b""

    def _inside(self, name: str) -> str:
        """Take away the one folder that everything lies in."""
        base, slash, rest = name.partition("/")
        if not slash or base != (self._base or base) or not bag.is_safe(base):
            raise ZipError("not everything lies in one folder")
        if not bag.is_safe(rest):
            raise ZipError(f"a name that not every file system takes: {rest!r}")
        self._base = base
        return rest

    def _begin(self) -> bool:
        fixed = bytes(self._waiting[: zipfmt.LOCAL_SIZE])
        if len(fixed) < zipfmt.LOCAL_SIZE:
            return False
        try:
            size = zipfmt.LOCAL_SIZE + sum(zipfmt.read_local(fixed))
            if len(self._waiting) < size:
                return False
            entry = zipfmt.entry_of(bytes(self._waiting[:size]), self._offset)
        except ValueError as error:
            raise ZipError(str(error)) from error
        if entry.name in self._names:
            raise ZipError(f"{entry.name} is in it twice")
        self._names.add(entry.name)
        del self._waiting[:size]
        self._offset += size
        self._entries.append(entry)
        self._look, self._left = Look(self._inside(entry.name)), entry.size
        if not self._left:
            self._close()
        return True
