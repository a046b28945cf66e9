"""The custody log: one line per event, each bound to the one before and signed. Pure: lines in, lines out.

The rules are those of docs/evidence-format.md.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from evidence import canonical, keys
from evidence.clock import read_stamp

VERSION = 1
NOTHING = "0" * 64
"""What the first line names as the line before it."""
_CHAIN = b"devicecheck/log/1\0"
_BODY = b"devicecheck/body/1\0"
_MEMBERS = frozenset(
    ("body", "case", "commit", "exhibit", "mono", "op", "prev", "seq", "session", "sig", "time", "v"),
)
_HEX = re.compile(r"[0-9a-f]{64}")
_SIGNATURE = re.compile(rb'"sig":"([0-9a-f]{128})",("time":"[0-9TZ:.-]{24}","v":1\})\Z')
_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
CASE = re.compile(r"C-[0-9A-Z]{4}-[0-9A-Z]{4}")
EXHIBIT = re.compile(r"E-[0-9]{4,6}")
SALT_BYTES = 32


_COUNT = r"0|[1-9][0-9]{0,14}"
_USUAL = re.compile(
    r'\{"body":null,"case":"(?P<case>C-[0-9A-Z]{4}-[0-9A-Z]{4})","commit":"(?P<commit>[0-9a-f]{64})",'
    r'"exhibit":(?:null|"(?P<exhibit>E-[0-9]{4,6})"),'
    rf'"mono":(?P<mono>{_COUNT}),"op":"(?P<op>[a-z][a-z0-9-]{{0,39}})","prev":"(?P<prev>[0-9a-f]{{64}})",'
    rf'"seq":(?P<seq>{_COUNT}),"session":(?P<session>[1-9][0-9]{{0,14}}),"sig":"[0-9a-f]{{128}}",'
    r'"time":"(?P<time>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z)","v":1\}'
)
"""What most lines look like: one that fits is in canonical form and has all members."""


class LogError(Exception):
    """A line that may not stand where it stands. ``kind``: malformed, tampered or untrusted key."""

    def __init__(self, kind: str, seq: int, why: str) -> None:
        """Say what is wrong with line ``seq``."""
        super().__init__(f"line {seq + 1} of the log: {why}")
        self.kind = kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event as it stands in the log."""

    case: str
    seq: int
    prev: str
    session: int
    time: str
    mono: int
    op: str
    exhibit: str | None
    body: Mapping[str, object] | None
    """What happened, where that is not personal."""
    commit: str | None
    """Otherwise the commitment to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An entry, its bytes without the line feed, and its hash (the head of the log up to here)."""

    entry: Entry
    raw: bytes
    head: str


def head_of(raw: bytes) -> str:
    """Return the hash that binds a line and all before it."""
    return hashlib.sha256(_CHAIN + raw).hexdigest()


def head_message(raw: bytes) -> bytes:
    """Return the bytes whose SHA-256 is the head: what a time-stamp authority is asked about."""
    return _CHAIN + raw


def commit(opened: bytes) -> str:
    """Return the commitment to an opened body (its line without the line feed)."""
    return hashlib.sha256(_BODY + opened).hexdigest()


def open_body(*, case: str, seq: int, salt: bytes, body: Mapping[str, object]) -> bytes:
    """Return the line that opens a commitment."""
    return canonical.dumps({"body": body, "case": case, "salt": salt.hex(), "seq": seq})


def write(entry: Entry, key: keys.SigningKey) -> Line:
    """Sign an entry."""
    members: dict[str, object] = {name: getattr(entry, name) for name in _MEMBERS - {"sig", "v"}}
    unsigned = canonical.dumps({**members, "v": VERSION})
    signature = key.sign(keys.LINE, unsigned).hex()
    raw = canonical.dumps({**members, "sig": signature, "v": VERSION})
    return Line(entry=entry, raw=raw, head=head_of(raw))


def read(raw: bytes, seq: int) -> Line:
    """Read line ``seq`` strictly; LogError(malformed) for any other form. Signature and chain are not looked at."""
    usual = _USUAL.fullmatch(raw.decode("ascii", "replace"))
    if usual is not None:
        return _usual_line(raw, seq, usual)
    try:
        members = canonical.loads(raw)
    except ValueError as error:
        raise LogError("malformed", seq, str(error)) from error
    if members.get("v") != VERSION:
        raise LogError("malformed", seq, f"version {members.get('v')!r} is not known to this program")
    if members.keys() != _MEMBERS:
        raise LogError("malformed", seq, f"members {sorted(members.keys() ^ _MEMBERS)} are missing or unknown")
    fault = _fault(members)
    if fault:
        raise LogError("malformed", seq, fault)
    fields = {name: members[name] for name in _MEMBERS - {"sig", "v"}}
    return Line(entry=Entry(**fields), raw=raw, head=head_of(raw))


def _usual_line(raw: bytes, seq: int, found: re.Match[str]) -> Line:
    case, committed, exhibit, mono, op, prev, number, session, time = found.groups()
    try:
        datetime.fromisoformat(time)
    except ValueError as error:
        raise LogError("malformed", seq, "time is not of the form 2026-11-22T09:30:00.123Z") from error
    entry = Entry(
        case=case,
        seq=int(number),
        prev=prev,
        session=int(session),
        time=time,
        mono=int(mono),
        op=op,
        exhibit=exhibit,
        body=None,
        commit=committed,
    )
    return Line(entry=entry, raw=raw, head=head_of(raw))


def _fault(members: canonical.Json) -> str:
    try:
        read_stamp(members["time"])
    except (TypeError, ValueError):
        return "time is not of the form 2026-11-22T09:30:00.123Z"
    tests = (
        ("case", _is(CASE, members["case"])),
        ("prev", _is(_HEX, members["prev"])),
        ("op", _is(_NAME, members["op"])),
        ("seq", _is_count(members["seq"])),
        ("mono", _is_count(members["mono"])),
        ("session", _is_count(members["session"]) and members["session"] > 0),
        ("exhibit", members["exhibit"] is None or _is(EXHIBIT, members["exhibit"])),
        ("commit", members["commit"] is None or _is(_HEX, members["commit"])),
        ("body", members["body"] is None or isinstance(members["body"], dict)),
        ("sig", isinstance(members["sig"], str) and len(members["sig"]) == 2 * 64 and _is_hex(members["sig"])),
    )
    wrong = next((name for name, right in tests if not right), "")
    if wrong:
        return f"{wrong} has not the form it should have"
    if (members["body"] is None) == (members["commit"] is None):
        return "exactly one of body and commit has to be there"
    return ""


def _is(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _is_hex(value: str) -> bool:
    return all(digit in "0123456789abcdef" for digit in value)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def signed_part(raw: bytes) -> tuple[bytes, bytes]:
    """Split a line into the bytes that were signed and the signature; ValueError if there is none."""
    found = _SIGNATURE.search(raw)
    if not found:
        raise ValueError("there is no signature where it has to stand")
    return raw[: found.start()] + found[2], bytes.fromhex(found[1].decode())


@dataclass(slots=True, kw_only=True)
class Chain:
    """Reads lines in order and refuses the first that does not follow from the ones before."""

    case: str = ""
    centre: bytes = b""
    key: bytes = b""
    session: int = 0
    seq: int = -1
    head: str = NOTHING
    last: Line | None = None

    def add(self, raw: bytes) -> Line:
        """Take the next line; LogError says which rule it breaks."""
        seq = self.seq + 1
        line = read(raw, seq)
        entry = line.entry
        if entry.seq != seq or entry.prev != self.head:
            raise LogError("tampered", seq, "it does not follow from the line before")
        if entry.case != (self.case or entry.case):
            raise LogError("tampered", seq, f"it belongs to case {entry.case}, the log to {self.case}")
        self.case = entry.case
        if entry.op == "session":
            self._begin(line)
        elif entry.session != self.session:
            raise LogError("tampered", seq, "it names a session that was not begun")
        self.seq, self.head, self.last = seq, line.head, line
        return line

    def check_signature(self) -> None:
        """Check that the session's key signed the last line, and with it every line before."""
        if self.last is None:
            raise LogError("incomplete", 0, "there is none")
        try:
            message, signature = signed_part(self.last.raw)
        except ValueError as error:
            raise LogError("malformed", self.seq, str(error)) from error
        if not keys.is_signed(self.key, keys.LINE, message, signature):
            raise LogError("tampered", self.seq, "its signature is wrong")

    def _begin(self, line: Line) -> None:
        if self.session:
            self.check_signature()
        entry, body = line.entry, line.entry.body or {}
        if entry.session != self.session + 1:
            raise LogError("tampered", entry.seq, "sessions are not numbered in order")
        key, centre, proof = (_raw(body.get(name)) for name in ("key", "centre", "certificate"))
        if len(key) != 32 or len(centre) != 32:  # noqa: PLR2004 - the length of an Ed25519 key
            raise LogError("malformed", entry.seq, "a session has to name its key and its centre's key")
        if centre != (self.centre or centre):
            raise LogError("untrusted key", entry.seq, "another centre's key than at the beginning")
        claim = keys.certificate(
            case=entry.case,
            session=entry.session,
            seq=entry.seq,
            prev=entry.prev,
            time=entry.time,
            key=key,
            centre=centre,
        )
        if not keys.is_signed(centre, keys.CERTIFICATE, claim, proof):
            raise LogError("untrusted key", entry.seq, "the centre's key did not certify this session's key")
        self.session, self.key, self.centre = entry.session, key, centre


def _raw(value: object) -> bytes:
    try:
        return bytes.fromhex(value) if isinstance(value, str) else b""
    except ValueError:
        return b""


def follow(lines: Iterable[bytes]) -> Iterator[Line]:
    """Yield the lines of a log that holds together, its last signature checked; LogError where it does not."""
    chain = Chain()
    for raw in lines:
        yield chain.add(raw)
    chain.check_signature()
