"""One conversation with a phone in adb's language: greeting, authentication, one stream at a time.

Everything runs in the caller's thread. Whoever does not keep to the protocol gets ``GarbledError`` and is hung up on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from devicecheck.acquire import wire
from devicecheck.acquire.errors import (
    DeniedError,
    FileRefusedError,
    GarbledError,
    GoneError,
    KeyRevokedError,
    PhoneError,
    SilentError,
    StoppedError,
    WirelessError,
)
from devicecheck.acquire.key import PhoneKey
from devicecheck.acquire.link import Link, Patience, patience

_TOKEN_BYTES = 20
_GOODBYE = 1.0
"""Seconds for the phone to confirm that a stream is closed."""
_GRACE = 1.0
"""Seconds for the rest of a message that has begun when the time is over."""


class _BetweenMessagesError(Exception):
    """Nothing of the next message has come yet."""

    def __init__(self, why: PhoneError) -> None:
        super().__init__()
        self.why = why


class Session:
    """A phone that agreed to talk."""

    def __init__(self, link: Link) -> None:
        """Take an open line; ``greet`` comes next."""
        self._link = link
        self._version = wire.CHECKSUMS
        self._last = 0
        self._head = memoryview(bytearray(wire.HEADER.size))
        self._body = memoryview(bytearray(wire.MOST_PAYLOAD))
        self.most = wire.LEAST_PAYLOAD
        self.features: frozenset[str] = frozenset()
        self.dead: PhoneError | None = None
        self.streams: dict[int, Stream] = {}
        self._kept: tuple[wire.Head, memoryview] | None = None
        self._sums = False

    def greet(self, key: PhoneKey, wait: Patience, asked: Callable[[], Patience], *, known: bool) -> None:
        """Say hello and prove who we are.

        ``asked`` is called once the phone shows its question, and returns how long to wait for a hand to answer it.
        Raises ``KeyRevokedError`` if the phone was to know the key and does not, ``DeniedError`` if nobody allowed it.
        """
        self.send(wire.CNXN, wire.NO_CHECKSUMS, wire.MOST_PAYLOAD, wire.greeting(), wait=wait)
        signed = asking = False
        while True:
            head, payload = self._answer(wait, asking=asking)
            if head.command == wire.CNXN:
                return self._agreed(wire.banner(head, bytes(payload)))
            if head.command == wire.STLS:
                self.fail(WirelessError("the phone asks for TLS"))
            if head.command != wire.AUTH or head.first != wire.TOKEN or head.length != _TOKEN_BYTES:
                if asking and head.command == wire.CLSE:
                    continue
                self.garbled(f"{head} while greeting")
            if not signed:
                signed = True
                self.send(wire.AUTH, wire.SIGNATURE, 0, key.sign(bytes(payload)), wait=wait)
            elif known:
                self.fail(KeyRevokedError())
            elif not asking:
                asking = True
                wait = asked()
                self.send(wire.AUTH, wire.PUBLIC_KEY, 0, key.public + b"\0", wait=wait)

    def _answer(self, wait: Patience, *, asking: bool) -> tuple[wire.Head, memoryview]:
        try:
            return self.receive(wait, most=wire.MOST_BANNER)
        except SilentError as error:
            self.fail(DeniedError() if asking else error)

    def _agreed(self, banner: wire.Banner) -> None:
        self._version = banner.version
        self._sums = banner.version < wire.NO_CHECKSUMS
        self.most = banner.most
        self.features = banner.features

    def open(self, service: bytes, wait: Patience) -> Stream:
        """Open ``shell…:``, ``exec:`` or ``sync:``; raises ``FileRefusedError`` if the phone has no such service."""
        if len(service) + 1 > self.most:
            raise FileRefusedError(f"{len(service)} bytes are too long for this phone")
        self._last += 1
        stream = Stream(self, self._last)
        self.send(wire.OPEN, stream.ours, 0, service + b"\0", wait=wait)
        stream.begin(wait)
        self.streams[stream.ours] = stream
        return stream

    def send(self, command: int, first: int, second: int, payload: bytes = b"", *, wait: Patience) -> None:
        """Send one message."""
        self.alive()
        try:
            self._link.write(wire.pack(command, first, second, payload, version=self._version), payload, wait)
        except (GoneError, SilentError, StoppedError) as error:
            self.fail(error if not isinstance(error, StoppedError) else GoneError("stopped within a message"), error)

    def receive(self, wait: Patience, *, most: int = wire.MOST_PAYLOAD) -> tuple[wire.Head, memoryview]:
        """Return the next message; the payload is valid until the next call.

        ``StoppedError`` and ``SilentError`` leave the conversation usable if they come between two messages.
        """
        self.alive()
        wait.left()
        if self._kept:
            kept, self._kept = self._kept, None
            return kept
        try:
            late = self._fill(self._head, wait, begun=False)
            head = wire.unpack(self._head)
            if head.length > most:
                self.garbled(f"{head.length} bytes where {most} are the most")
            late = self._fill(self._body[: head.length], wait, begun=True) or late
        except _BetweenMessagesError as between:
            raise between.why from None
        except PhoneError as error:
            self.fail(error)
        except BaseException:
            self.close()
            raise
        payload = self._body[: head.length]
        if self._sums and sum(payload) & 0xFFFFFFFF != head.sum:
            self.garbled("a wrong checksum")
        if late:
            self._kept = (head, payload)
            raise late
        return head, payload

    def _fill(self, view: memoryview, wait: Patience, *, begun: bool) -> PhoneError | None:
        """Read ``view`` whole; once a message has begun its rest gets a grace time, and the reason is returned."""
        try:
            self._link.read(view, wait)
        except (StoppedError, SilentError) as error:
            got = self._link.got
            if not begun and not got:
                raise _BetweenMessagesError(error) from None
            self._link.read(view[got:], patience(_GRACE, lambda: False))
            return error
        return None

    def theirs(self, head: wire.Head, ours: int) -> bool:
        """Whether a message is for stream ``ours``; late ones for closed streams are not, others are garbled."""
        if head.command not in {wire.OKAY, wire.WRTE, wire.CLSE}:
            if head.command in {wire.AUTH, wire.CNXN}:
                self.fail(GoneError("the phone began anew"))
            self.garbled(f"{head} within a conversation")
        if head.second == ours:
            return True
        if not 0 < head.second <= self._last:
            self.garbled(f"a message for stream {head.second}, which was never opened")
        other = self.streams.get(head.second)
        if other and head.command == wire.WRTE:
            self.garbled(f"stream {head.second} speaks unasked")
        if other:
            other.ended = head.command == wire.CLSE
        return False

    def alive(self) -> None:
        """Raise what ended the conversation, if it has ended."""
        if self.dead:
            raise type(self.dead)(self.dead.detail)

    def garbled(self, detail: str) -> NoReturn:
        """Hang up on who does not keep to the protocol."""
        self.fail(GarbledError(detail))

    def fail(self, error: PhoneError, shown: PhoneError | None = None) -> NoReturn:
        """Hang up, remember why, and raise ``shown`` (or ``error``)."""
        self.dead = self.dead or error
        self._let_go()
        raise shown or error

    def close(self) -> None:
        """Hang up."""
        self.dead = self.dead or GoneError("closed")
        self._let_go()

    def _let_go(self) -> None:
        self._link.close()
        self._body = self._head[:0]
        self._kept = None
        self.streams.clear()


class Stream:
    """One service of the phone, from ``open`` to its end."""

    def __init__(self, session: Session, ours: int) -> None:
        """Take our number for it, which grows from 1."""
        self._session = session
        self.ours = ours
        self._theirs = 0
        self._free = False
        self.ended = False

    def begin(self, wait: Patience) -> None:
        """Wait until the phone has opened it."""
        while not self._theirs:
            head, _ = self._next(wait)
            if head.command == wire.CLSE:
                raise FileRefusedError("the phone has no such service")
            if head.command == wire.WRTE or not head.first:
                self._session.garbled("a stream that speaks before it is open")
            self._theirs = head.first
            self._free = True

    def _next(self, wait: Patience) -> tuple[wire.Head, memoryview]:
        while True:
            head, payload = self._session.receive(wait)
            if self._session.theirs(head, self.ours):
                if self._theirs and head.first not in {self._theirs, 0}:
                    self._session.garbled("a stream that changes its number")
                return head, payload

    def read(self, wait: Patience) -> memoryview | None:
        """Return what comes next, valid until the next call, or ``None`` at the end."""
        while not self.ended:
            head, payload = self._next(wait)
            if head.command == wire.WRTE:
                self._session.send(wire.OKAY, self.ours, self._theirs, wait=wait)
                return payload
            self._note(head, wait)
        return None

    def _note(self, head: wire.Head, wait: Patience) -> None:
        if head.command == wire.CLSE:
            self._end()
            self._session.send(wire.CLSE, self.ours, self._theirs, wait=wait)
        else:
            self._free = True

    def _end(self) -> None:
        self.ended = True
        self._session.streams.pop(self.ours, None)

    def write(self, data: bytes, wait: Patience) -> None:
        """Send at most one message of ``data``; what the phone says meanwhile is an error."""
        while not self._free and not self.ended:
            head, _ = self._next(wait)
            if head.command == wire.WRTE:
                self._session.garbled("an answer before the question")
            self._note(head, wait)
        if self.ended:
            raise GoneError("the phone closed the stream")
        self._free = False
        self._session.send(wire.WRTE, self.ours, self._theirs, data, wait=wait)

    def cancel(self) -> None:
        """Close it before its end; raises ``SilentError`` if the phone does not confirm within a second."""
        if self.ended or self._session.dead:
            return
        self._end()
        wait = patience(_GOODBYE, lambda: False)
        self._session.send(wire.CLSE, self.ours, self._theirs, wait=wait)
        try:
            while self._next(wait)[0].command != wire.CLSE:
                pass
        except SilentError as error:
            self._session.fail(error)
