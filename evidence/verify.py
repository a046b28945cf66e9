"""Judge a bundle: pure, from what was seen of it. The steps are those of docs/evidence-format.md, section *Verifying*.

1. form and version   2. chain, certificates, signatures   3. the seal   4. every file   5. commitments and exhibits
6. tag manifest, byte for byte   7. anchors   8. key and receipt
"""

from __future__ import annotations

import contextlib
import io
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from evidence import anchor, bag, canonical, keys, log, opened
from evidence.hashing import sha256
from evidence.opened import Opened
from evidence.receipt import Receipt
from evidence.seen import Seen
from evidence.verdict import Kind, Note, Verified, VerifyError

CheckAnchor = Callable[[bytes, bytes], str]
"""``check(token, message)``: the tool that found it signed by a trusted authority, or VerifyError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the verifier knows from elsewhere."""

    key: str = ""
    """Fingerprint of the centre's key, whole or its first half."""
    receipt: Receipt | None = None
    opened_by: tuple[str, ...] = ()
    """Public age keys (``age1…``) of the identities that opened it, where it was sealed."""
    check_anchor: CheckAnchor | None = None
    """Checks a token against an authority that the verifier trusts."""


@dataclass(slots=True, kw_only=True)
class _History:
    """What the log says."""

    lines: list[log.Entry]
    centre: bytes
    sessions: list[str]
    seal: log.Line
    last: log.Line
    notes: list[Note]


class Ahead:
    """Reads log and bodies while files are still being hashed. Faults are said when it is their turn."""

    def __init__(self) -> None:
        """Nothing was read yet."""
        self._history: tuple[bytes, _History] | None = None
        self._bodies: tuple[bytes, Mapping[int, Opened]] | None = None
        self._manifests: dict[str, tuple[bytes, dict[str, str]]] = {}

    def read(self, files: Mapping[str, bytes]) -> None:
        """Read what is there."""
        with contextlib.suppress(VerifyError):
            history = self.history(files.get(bag.LOG, b""))
            self.bodies(files.get(bag.BODIES, b""), history)
            for name in (bag.SHA256, bag.BLAKE3):
                self.manifest(name, files.get(name, b""))

    def history(self, data: bytes) -> _History:
        """Return what the log says; VerifyError."""
        if self._history is None or self._history[0] != data:
            self._history = (data, _history(data))
        return self._history[1]

    def bodies(self, data: bytes, history: _History) -> Mapping[int, Opened]:
        """Return the opened bodies by line; VerifyError."""
        if self._bodies is None or self._bodies[0] != data:
            self._bodies = (data, _bodies(data, history))
        return self._bodies[1]

    def manifest(self, name: str, data: bytes) -> Mapping[str, str]:
        """Return the hashes that a manifest lists; VerifyError."""
        if name not in self._manifests or self._manifests[name][0] != data:
            self._manifests[name] = (data, _manifest(name, data))
        return self._manifests[name][1]


def judge(seen: Sequence[Seen], expected: Expected, ahead: Ahead | None = None) -> Verified:
    """Return what is verified, or raise VerifyError with the first thing that is wrong."""
    ahead = ahead or Ahead()
    files = _named(seen)
    history = ahead.history(_bytes(files, bag.LOG))
    said = _statement(history.seal)
    _sealed_files(files, said, history, ahead)
    bodies = ahead.bodies(_bytes(files, bag.BODIES), history)
    handed_over = _exhibits(files, bodies, history, said)
    _nothing_else(files, said, ahead)
    _tag_manifest(files, said)
    stamped = _anchors(files, said, history, expected)
    origin = _origin(history, said, expected)
    _locked_for(history, said, expected)
    return Verified(
        case=history.seal.entry.case,
        bundle=str(said["bundle"]),
        seq=history.last.entry.seq,
        head=history.last.head,
        key=keys.fingerprint(history.centre),
        origin=origin,
        sealed=history.seal.entry.time,
        anchor=stamped,
        lines=len(history.lines),
        files=len(files),
        exhibits=int(said["exhibits"]),
        handed_over=handed_over,
        notes=tuple(history.notes),
    )


def _named(seen: Sequence[Seen]) -> dict[str, Seen]:
    files: dict[str, Seen] = {}
    for each in seen:
        if each.odd:
            raise VerifyError(Kind.TAMPERED, f"{each.name} is no file ({each.odd})")
        if each.name in files:
            raise VerifyError(Kind.MALFORMED, f"{each.name} is in it twice")
        files[each.name] = each
    if not {"bagit.txt", bag.LOG} & files.keys():
        raise VerifyError(Kind.MALFORMED, f"no bundle: there is neither bagit.txt nor {bag.LOG}")
    if _bytes(files, "bagit.txt") != bag.BAGIT:
        raise VerifyError(Kind.MALFORMED, "bagit.txt is not that of this format")
    clash = bag.same_place(files)
    if clash:
        raise VerifyError(Kind.TAMPERED, f"names that some systems cannot tell apart: {clash[0]}, {clash[1]}")
    return files


def _bytes(files: Mapping[str, Seen], name: str) -> bytes:
    seen = files.get(name)
    if seen is None or seen.data is None:
        raise VerifyError(Kind.INCOMPLETE, f"{name} is missing")
    return seen.data


def _history(data: bytes) -> _History:
    if not data.endswith(b"\n"):
        raise VerifyError(Kind.INCOMPLETE, f"{bag.LOG} ends in the middle of a line")
    chain, lines, sessions = log.Chain(), list[log.Entry](), list[str]()
    recent: deque[log.Line] = deque(maxlen=2)
    try:
        for raw in io.BytesIO(data):
            recent.append(chain.add(raw[:-1]))
            lines.append(recent[-1].entry)
            if lines[-1].op == "session":
                sessions.append(chain.key.hex())
        chain.check_signature()
    except log.LogError as error:
        raise VerifyError(Kind(error.kind), str(error)) from error
    seal, last = _seal(recent), recent[-1]
    history = _History(lines=lines, centre=chain.centre, sessions=sessions, seal=seal, last=last, notes=[])
    _clock(history)
    return history


def _seal(recent: Sequence[log.Line]) -> log.Line:
    last = recent[-1]
    if last.entry.op == "anchor-failed" and len(recent) > 1:
        last = recent[-2]
    if last.entry.op != "seal" or last.entry.session != recent[-1].entry.session:
        raise VerifyError(Kind.INCOMPLETE, "the log does not end with a seal")
    return last


def _clock(history: _History) -> None:
    before, then = history.lines[0], _time(history.lines[0])
    for entry in history.lines[1:]:
        now = _time(entry)
        passed = (now - then).total_seconds()
        if passed < 0:
            _note_clock(history, entry.seq, f"went back by {-passed:.0f} s")
        elif entry.session == before.session and abs(passed - (entry.mono - before.mono) / 1000) > _TOLERANCE:
            _note_clock(history, entry.seq, f"was changed by {passed - (entry.mono - before.mono) / 1000:.0f} s")
        before, then = entry, now


def _note_clock(history: _History, seq: int, what: str) -> None:
    history.notes.append(Note(about="clock", text=f"the laptop's clock {what} at line {seq + 1}"))


_TOLERANCE = 120.0


def _time(entry: log.Entry) -> datetime:
    return datetime.fromisoformat(entry.time)


_SEAL: Mapping[str, type] = {
    "anchor": str,
    "bundle": str,
    "exhibits": int,
    "files": dict,
    "payload_bytes": int,
    "payload_files": int,
    "recipients": list,
}


def _statement(seal: log.Line) -> Mapping[str, Any]:
    body: Mapping[str, Any] = seal.entry.body or {}
    right = body.keys() == _SEAL.keys() and all(isinstance(body[name], kind) for name, kind in _SEAL.items())
    right = right and all(isinstance(text, str) for text in (*body["files"].values(), *body["recipients"]))
    if (
        not right
        or body["bundle"] != f"{seal.entry.case}-{seal.entry.seq:04d}"
        or body["anchor"] not in {"expected", "none"}
        or not set(bag.OWN) <= set(_files(body))
    ):
        raise VerifyError(Kind.MALFORMED, "the seal has not the form that it should have")
    return body


def _files(body: Mapping[str, Any]) -> Mapping[str, str]:
    files: Mapping[str, str] = body["files"]
    return files


def _sealed_files(files: Mapping[str, Seen], said: Mapping[str, Any], history: _History, ahead: Ahead) -> None:
    for name, sealed in sorted(_files(said).items()):
        if _present(files, name).digests.sha256 != sealed:
            raise VerifyError(Kind.TAMPERED, f"{name} is not the file that was sealed")
    _payload(files, said, ahead)
    expected = {
        "centre": history.centre.hex(),
        "fingerprint": keys.fingerprint(history.centre),
        "sessions": history.sessions,
    }
    if files[bag.KEYS].data != canonical.dumps(expected) + b"\n":
        raise VerifyError(Kind.TAMPERED, f"{bag.KEYS} does not name the keys that signed the log")


def _payload(files: Mapping[str, Seen], said: Mapping[str, Any], ahead: Ahead) -> None:
    first, second = (ahead.manifest(name, _bytes(files, name)) for name in (bag.SHA256, bag.BLAKE3))
    if first.keys() != second.keys() or not all(name.startswith("data/") for name in first):
        raise VerifyError(Kind.MALFORMED, "the manifests do not name the same files, or not only files below data/")
    for name, sealed in first.items():
        digests = _present(files, name).digests
        if (digests.sha256, digests.blake3) != (sealed, second[name]):
            raise VerifyError(Kind.TAMPERED, f"{name} is not the file that was sealed")
    size = sum(files[name].digests.size for name in first)
    if (len(first), size) != (said["payload_files"], said["payload_bytes"]):
        raise VerifyError(Kind.TAMPERED, "number or size of the exhibits is not what was sealed")


def _present(files: Mapping[str, Seen], name: str) -> Seen:
    if name not in files:
        raise VerifyError(Kind.INCOMPLETE, f"{name} is missing")
    return files[name]


def _manifest(name: str, data: bytes) -> dict[str, str]:
    try:
        return bag.read_manifest(data)
    except ValueError as error:
        raise VerifyError(Kind.MALFORMED, f"{name}: {error}") from error


def _bodies(data: bytes, history: _History) -> dict[int, Opened]:
    read: dict[int, Opened] = {}
    if data and not data.endswith(b"\n"):
        raise VerifyError(Kind.MALFORMED, f"{bag.BODIES} ends in the middle of a line")
    before = -1
    for line in io.BytesIO(data):
        raw = line[:-1]
        body = _opened(raw)
        seq = body.seq
        if not before < seq < len(history.lines):
            raise VerifyError(Kind.MALFORMED, f"{bag.BODIES}: lines that are not in order, or too many")
        if history.lines[seq].commit != log.commit(raw) or body.case != history.seal.entry.case:
            raise VerifyError(Kind.TAMPERED, f"{bag.BODIES}: not what line {seq + 1} of the log committed to")
        read[seq], before = body, seq
    withheld = sum(entry.commit is not None for entry in history.lines) - len(read)
    if withheld:
        text = f"what {withheld} lines of the log committed to is not in this bundle (withheld or deleted)"
        history.notes.append(Note(about="withheld", text=text))
    return read


def _opened(raw: bytes) -> Opened:
    try:
        return opened.read(raw)
    except ValueError as error:
        raise VerifyError(Kind.MALFORMED, f"{bag.BODIES}: a line of another form ({error})") from error


def _exhibits(
    files: Mapping[str, Seen], bodies: Mapping[int, Opened], history: _History, said: Mapping[str, Any]
) -> int:
    items = [entry for entry in history.lines[: history.seal.entry.seq] if entry.op == "item"]
    if len(items) != said["exhibits"]:
        raise VerifyError(Kind.TAMPERED, "the seal names another number of exhibits than the log")
    told = (bodies.get(entry.seq) for entry in items)
    logged = {body.name: body for body in told if body is not None and isinstance(body.name, str)}
    payload = [name for name in files if name.startswith("data/")]
    for name in payload:
        body, digests = logged.get(name), files[name].digests
        if body is None:
            raise VerifyError(Kind.TAMPERED, f"{name}: the log knows no such exhibit")
        if (body.size, body.sha256, body.blake3) != (digests.size, digests.sha256, digests.blake3):
            raise VerifyError(Kind.TAMPERED, f"{name} is not the file that was logged when it was captured")
        if body.phone_sha256 not in ("", digests.sha256):
            history.notes.append(Note(about="phone", text=f"{name}: the phone itself named another SHA-256"))
    return len(payload)


def _locked_for(history: _History, said: Mapping[str, Any], expected: Expected) -> None:
    used = {sha256(key.encode()) for key in expected.opened_by}
    if used and said["recipients"] and not used & set(said["recipients"]):
        text = "it was sealed for somebody else's key, opened with that, and locked again"
        history.notes.append(Note(about="recipients", text=text))


def _nothing_else(files: Mapping[str, Seen], said: Mapping[str, Any], ahead: Ahead) -> None:
    sealed = ahead.manifest(bag.SHA256, _bytes(files, bag.SHA256))
    listed = {*_files(said), *sealed, bag.LOG, bag.TAG_MANIFEST}
    for name in sorted(files.keys() - listed):
        if not bag.ANCHOR.fullmatch(name):
            raise VerifyError(Kind.TAMPERED, f"{name} was not sealed{_hint(name)}")


def _hint(name: str) -> str:
    if name.rsplit("/", 1)[-1].casefold() in {".ds_store", "desktop.ini", "thumbs.db"}:
        return ": the computer wrote it when the folder was looked at; unpack the bundle afresh"
    return ""


def _tag_manifest(files: Mapping[str, Seen], said: Mapping[str, Any]) -> None:
    loose = [name for name in files if name == bag.LOG or bag.ANCHOR.fullmatch(name)]
    right = bag.manifest({**_files(said), **{name: files[name].digests.sha256 for name in loose}})
    if _bytes(files, bag.TAG_MANIFEST) != right:
        raise VerifyError(Kind.TAMPERED, f"{bag.TAG_MANIFEST} does not fit to the files that it lists")


def _anchors(files: Mapping[str, Seen], said: Mapping[str, Any], history: _History, expected: Expected) -> str:
    tokens = sorted(name for name in files if bag.ANCHOR.fullmatch(name))
    failed = history.last is not history.seal
    if said["anchor"] == "none" or failed:
        if tokens:
            raise VerifyError(Kind.TAMPERED, f"{tokens[0]}: the seal says that there is no time-stamp")
        return f"failed: {(history.last.entry.body or {}).get('why', '')}" if failed else "none"
    if not tokens:
        raise VerifyError(Kind.ANCHOR_MISSING, "the seal says that a time-stamp belongs to it")
    return _stamped(files, tokens, history, expected.check_anchor)


def _stamped(files: Mapping[str, Seen], tokens: Sequence[str], history: _History, check: CheckAnchor | None) -> str:
    message = log.head_message(history.seal.raw)
    times = [anchor.read(_bytes(files, name), message) for name in tokens]
    late = (min(times) - _time(history.seal.entry)).total_seconds()
    if late > _DAY or late < -_TOLERANCE:
        text = f"the authority's time is {late:.0f} s after the seal's: its clock was wrong, or it was sealed then"
        history.notes.append(Note(about="clock", text=text))
    if check is None:
        history.notes.append(Note(about="anchor", text="the time-stamp's authority was not checked (no --tsa-ca)"))
        return f"{min(times).isoformat()}, authority not checked"
    tools = {check(_bytes(files, name), message) for name in tokens}
    return f"{min(times).isoformat()}, authority checked by {', '.join(sorted(tools))}"


_DAY = 86400.0


def _origin(history: _History, said: Mapping[str, Any], expected: Expected) -> str:
    key = keys.fingerprint(history.centre)
    if expected.key and not key.startswith(expected.key):
        raise VerifyError(Kind.UNTRUSTED_KEY, f"the centre's key is {key}, not the one that was given")
    receipt = expected.receipt
    if receipt is None:
        if not expected.key:
            history.notes.append(Note(about="origin", text="without --key or --receipt anybody could have made this"))
        return "key" if expected.key else "unverified"
    for what, has, should in (
        ("case", history.seal.entry.case, receipt.case),
        ("key", key, receipt.key),
        ("line", history.last.entry.seq, receipt.seq),
        ("head", history.last.head, receipt.head),
        ("exhibits", said["exhibits"], receipt.exhibits),
    ):
        if has != should:
            raise VerifyError(Kind.RECEIPT_MISMATCH, f"{what} is {has}, the receipt says {should}")
    return "key and receipt" if expected.key else "receipt"
