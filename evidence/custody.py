"""A session of custody: everything that happens to evidence is signed here with a key that dies at the seal."""

from __future__ import annotations

import contextlib
import os
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC

import pyrage

from evidence import agelock, bag, keys, log
from evidence import seal as sealing
from evidence.clock import stamp
from evidence.errors import (
    CustodyClosedError,
    EvidenceError,
    NotConsentedError,
    TimestampError,
    UnknownExhibitError,
)
from evidence.exhibit import Capture, Result, body_of
from evidence.files import PART, storage, sync_folder
from evidence.hashing import Digests, Hasher
from evidence.receipt import Receipt
from evidence.recipients import read_recipients
from evidence.store import Store

SOFTWARE = "devicecheck/1"
Stamp = Callable[[bytes], bytes]
"""Asks a time-stamp authority about a message and returns its raw answer; TimestampError."""
_CAPTURE = frozenset(("look", "keep"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """Who is at the laptop. Codes, not names, where a centre works with codes."""

    name: str
    role: str = ""
    witness: str = ""
    place: str = ""


class CapReachedError(Exception):
    """Raised by ``write`` when an exhibit is as large as it may get; ``Custody.exhibit`` catches it itself."""


class Writer:
    """Takes the bytes of one exhibit. They are hashed, encrypted and on the disk before anybody parses them."""

    def __init__(self, lock: agelock.Lock, cap: int | None) -> None:
        """Use ``Custody.exhibit``."""
        self._lock, self._cap, self._hasher = lock, cap, Hasher()
        self.result = Result()
        """To be filled in by the caller before the block ends."""
        self.number = ""

    def write(self, chunk: bytes) -> None:
        """Take the next bytes; CapReachedError when no more are taken."""
        room = len(chunk) if self._cap is None else self._cap - self._hasher.size
        part = chunk[: max(0, room)]
        self._hasher.update(part)
        self._lock.write(part)
        if len(part) < len(chunk):
            self.result.cut = "bytes"
            raise CapReachedError

    @property
    def digests(self) -> Digests:
        """Hashes and size of what was taken so far."""
        return self._hasher.digests()


class Custody:
    """An open session. Every method raises CustodyClosedError once it was sealed or given up."""

    def __init__(self, store: Store, case: str, key: keys.SigningKey, operator: Operator) -> None:
        """Use ``Case.begin``."""
        self._store, self.case, self._key = store, case, key
        self.operator = operator
        index = store.index
        self._seq = index.count("log", "case_id = ?", [case])
        last = index.rows("log", "case_id = ?", [case], "seq desc limit 1")
        self._head = log.head_of(bytes(last[0]["raw"])) if last else log.NOTHING
        self.session = 1 + index.count("log", "case_id = ? and op = 'session'", [case])
        self._exhibits = index.count("objects", "case_id = ?", [case])
        self._started = store.clock.monotonic_ms()
        said = index.rows("log", "case_id = ? and op like 'consent-%'", [case], "seq")
        self._withdrawn = _withdrawn(bytes(row["raw"]) for row in said)
        self._closed = False

    def record(
        self, op: str, body: Mapping[str, object], *, personal: bool = True, exhibit: str | None = None
    ) -> log.Entry:
        """Log an event. Personal bodies are committed to and can be deleted later; others stand in the line itself.

        ``op`` is a lower-case word such as ``device-attached``; ``body`` is JSON without fractions.
        """
        return self._append(op, body, personal=personal, exhibit=exhibit)

    def consent(self, scope: str, body: Mapping[str, object] | None = None) -> None:
        """Log that consent was given for ``look``, ``keep``, ``hand_over`` and the like."""
        self._append("consent-given", {"scope": scope}, personal=False)
        if body:
            self._append("consent-words", body, personal=True)
        self._withdrawn.discard(scope)

    def withdraw(self, scope: str) -> None:
        """Log that consent was withdrawn. ``look`` and ``keep`` bar captures from now on, ``hand_over`` a bundle.

        Nothing is deleted by this; see ``Case.forget_everything``.
        """
        self._append("consent-withdrawn", {"scope": scope}, personal=False)
        self._withdrawn.add(scope)

    @contextlib.contextmanager
    def exhibit(self, capture: Capture, *, cap: int | None = None) -> Iterator[Writer]:
        """Capture one exhibit: begin, write, fsync, rename, fsync, log.

        Bytes over ``cap`` are not taken: the exhibit is marked as cut and a ``gap`` is logged. When the block raises,
        the failure is logged as ``item-failed``, nothing is kept of it, and the error goes on.
        """
        self._open()
        if self._withdrawn & _CAPTURE:
            raise NotConsentedError(", ".join(sorted(self._withdrawn)))
        number, name, identity = self._begin(capture)
        path = self._store.place(self.case, name)
        try:
            with storage(), path.with_name(name + PART).open("xb") as out:
                random = self._store.clock.random
                stanza = agelock.for_key(agelock.key_bytes(str(identity.to_public())), random)
                lock = agelock.Lock(out, [stanza], random)
                writer = Writer(lock, cap)
                writer.number = number
                with contextlib.suppress(CapReachedError):
                    yield writer
                lock.finish()
                out.flush()
                os.fsync(out.fileno())
            with storage():
                path.with_name(name + PART).rename(path)
                sync_folder(path.parent)
            self._keep(capture, writer, name, self._store.wrap(self.case, name, identity, lock.file_key))
        except BaseException as error:
            self._fail(number, capture.source, repr(error))
            raise

    def _begin(self, capture: Capture) -> tuple[str, str, pyrage.x25519.Identity]:
        with self._store.index.held():
            name, identity = self._store.new_object()
            number = f"E-{self._exhibits + 1:04d}"
            self._store.index.add(
                "objects",
                {
                    "case_id": self.case,
                    "exhibit": number,
                    "file": name,
                    "name": f"data/{number}.{capture.suffix}",
                    "class": str(capture.kind),
                    "state": "begun",
                },
            )
            self._exhibits += 1
        return number, name, identity

    def _keep(self, capture: Capture, writer: Writer, file: str, key: bytes) -> None:
        digests, number = writer.digests, writer.number
        name = f"data/{number}.{capture.suffix}"
        body = body_of(
            capture,
            writer.result,
            digests,
            name=name,
            operator=self.operator.name,
            ended=stamp(self._store.clock.now()),
        )
        with self._together():
            entry = self._append("item", body, personal=True, exhibit=number)
            known = {"size": digests.size, "sha256": digests.sha256, "blake3": digests.blake3, "crc32": digests.crc32}
            self._store.index.change(
                "objects", (self.case, number), {**known, "file": file, "key": key, "state": "kept", "seq": entry.seq}
            )
            if writer.result.phone_sha256 not in {"", digests.sha256}:
                differs = {"phone": writer.result.phone_sha256, "arrived": digests.sha256, "source": capture.source}
                self._append("hash-differs", differs, personal=True, exhibit=number)
            if writer.result.cut:
                gap = {"cut": writer.result.cut, "taken": digests.size, "source": capture.source}
                self._append("gap", gap, personal=True, exhibit=number)

    def _fail(self, number: str, source: str, why: str) -> None:
        """Say that an exhibit came to nothing. Where even that cannot be written, the next start says it."""
        with contextlib.suppress(EvidenceError, OSError):
            rows = self._store.index.rows("objects", "case_id = ? and exhibit = ?", [self.case, number])
            with self._together():
                self._append("item-failed", {"source": source, "why": why}, personal=True, exhibit=number)
                self._store.index.change("objects", (self.case, number), {"state": "failed", "key": b""})
            for row in rows:
                self._store.remove_object(self.case, row["file"])

    def seal(self, contents: sealing.Contents | None = None, *, stamp_with: Stamp | None = None) -> sealing.Seal:
        """Close the session: sign what the bundle will hold, ask for a time-stamp if wanted, destroy the key.

        Where the authority does not answer that is logged, signed, and the seal stands without. NotConsentedError if
        something is to be handed over and consent to that was withdrawn; RecipientError and ValueError for recipients
        and names of files that cannot be. Then the session is still open.
        """
        self._open()
        chosen = contents or sealing.Contents()
        if contents is not None and "hand_over" in self._withdrawn:
            raise NotConsentedError("hand_over")
        with self._store.index.held():
            bundle = f"{self.case}-{self._seq:04d}"
            payload = self._payload(chosen.include)
            if chosen.recipients:
                read_recipients(chosen.recipients)
            members = sealing.members(self._own(bundle, payload), chosen.files)
            said = sealing.statement(
                bundle=bundle,
                files=members,
                payload=payload,
                recipients=chosen.recipients,
                exhibits=self._count(),
                anchor=stamp_with is not None,
            )
            self._append("seal", said, personal=False)
            anchors = self._anchor(stamp_with)
            receipt = Receipt(
                case=self.case,
                seq=self._seq - 1,
                head=self._head,
                key=keys.fingerprint(self._store.centre().public),
                exhibits=self._count(),
            )
            self.close()
        return sealing.Seal(
            receipt=receipt,
            bundle=bundle,
            payload=payload,
            members=members,
            recipients=chosen.recipients,
            anchors=anchors,
        )

    def close(self) -> None:
        """Give the session up without a seal; its key is gone."""
        self._closed = True
        self._key.destroy()
        if self._store.live.get(self.case) is self:
            del self._store.live[self.case]

    def _anchor(self, stamp_with: Stamp | None) -> tuple[bytes, ...]:
        if stamp_with is None:
            return ()
        raw = bytes(self._store.index.rows("log", "case_id = ? and seq = ?", [self.case, self._seq - 1])[0]["raw"])
        try:
            return (stamp_with(log.head_message(raw)),)
        except TimestampError as error:
            self._append("anchor-failed", {"why": str(error)}, personal=False)
            return ()

    def _count(self) -> int:
        return self._store.index.count("log", "case_id = ? and op = 'item'", [self.case])

    def _payload(self, include: tuple[str, ...]) -> tuple[sealing.Payload, ...]:
        where, columns = "case_id = ? and state = 'kept'", "exhibit, name, size, sha256, blake3, crc32"
        rows = self._store.index.rows("objects", where, [self.case], columns=columns)
        known = {row["exhibit"]: row for row in rows}
        missing = [number for number in include if number not in known]
        if missing:
            raise UnknownExhibitError(", ".join(missing), exhibit=missing[0])
        return tuple(
            sealing.Payload(
                exhibit=number,
                name=known[number]["name"],
                digests=Digests(**{name: known[number][name] for name in ("size", "sha256", "blake3", "crc32")}),
            )
            for number in sorted(set(include))
        )

    def _own(self, bundle: str, payload: tuple[sealing.Payload, ...]) -> dict[str, bytes]:
        shown = {each.exhibit for each in payload}
        bodies = self._store.index.rows("bodies", "case_id = ?", [self.case], "seq")
        failed = {
            row["seq"] for row in self._store.index.rows("log", "case_id = ? and op = 'item-failed'", [self.case])
        }
        info = bag.info(
            case=self.case,
            bundle=bundle,
            day=self._store.clock.now().astimezone(UTC).date().isoformat(),
            payload_bytes=sum(each.digests.size for each in payload),
            payload_files=len(payload),
            software=SOFTWARE,
        )
        return sealing.own_files(
            payload=payload,
            bodies=(
                bytes(row["opened"])
                for row in bodies
                if not row["exhibit"] or row["exhibit"] in shown or row["seq"] in failed
            ),
            keys=self._keys(),
            info=info,
        )

    def _keys(self) -> dict[str, object]:
        centre = self._store.centre().public
        rows = self._store.index.rows("log", "case_id = ? and op = 'session'", [self.case], "seq")
        bodies = [log.read(bytes(row["raw"]), row["seq"]).entry.body or {} for row in rows]
        return {
            "centre": centre.hex(),
            "fingerprint": keys.fingerprint(centre),
            "sessions": [body["key"] for body in bodies],
        }

    def _open(self) -> None:
        if self._closed:
            raise CustodyClosedError(self.case)

    @contextlib.contextmanager
    def _together(self) -> Iterator[None]:
        """All lines inside, or none: then the log goes on where it was."""
        before = self._seq, self._head
        try:
            with self._store.index.held(), self._store.index.atomic():
                yield
        except BaseException:
            self._seq, self._head = before
            raise

    def _append(self, op: str, body: Mapping[str, object], *, personal: bool, exhibit: str | None = None) -> log.Entry:
        with self._store.index.held():
            self._open()
            opened = None
            if personal:
                salt = self._store.clock.random(log.SALT_BYTES)
                opened = log.open_body(case=self.case, seq=self._seq, salt=salt, body=body)
            entry = log.Entry(
                case=self.case,
                seq=self._seq,
                prev=self._head,
                session=self.session,
                time=stamp(self._store.clock.now()),
                mono=max(0, self._store.clock.monotonic_ms() - self._started),
                op=op,
                exhibit=exhibit,
                body=None if personal else body,
                commit=None if opened is None else log.commit(opened),
            )
            self._write(log.write(entry, self._key), opened)
        return entry

    def _write(self, line: log.Line, opened: bytes | None) -> None:
        entry, index = line.entry, self._store.index
        log.read(line.raw, entry.seq)
        with index.atomic():
            row = {"case_id": self.case, "seq": entry.seq, "session": entry.session, "op": entry.op}
            index.add("log", {**row, "exhibit": entry.exhibit or "", "raw": line.raw})
            if opened is not None:
                body = {"case_id": self.case, "seq": entry.seq, "exhibit": entry.exhibit or ""}
                index.add("bodies", {**body, "opened": opened})
        self._seq, self._head = entry.seq + 1, line.head

    def begin(self, reason: str) -> None:
        """Write the line that introduces this session's key, certified by the centre's."""
        clock, centre = self._store.clock, self._store.centre()
        time = stamp(clock.now())
        claim = keys.certificate(
            case=self.case,
            session=self.session,
            seq=self._seq,
            prev=self._head,
            time=time,
            key=self._key.public,
            centre=centre.public,
        )
        entry = log.Entry(
            case=self.case,
            seq=self._seq,
            prev=self._head,
            session=self.session,
            time=time,
            mono=0,
            op="session",
            exhibit=None,
            body={
                "centre": centre.public.hex(),
                "certificate": centre.sign(keys.CERTIFICATE, claim).hex(),
                "key": self._key.public.hex(),
                "reason": reason,
                "software": SOFTWARE,
                "system": f"{platform.system()} {platform.machine()}",
            },
            commit=None,
        )
        with self._store.index.held():
            self._write(log.write(entry, self._key), None)

    def explain_leftovers(self) -> None:
        """Log every exhibit that an earlier session began and did not finish, and delete what is left of it."""
        rows = self._store.index.rows("objects", "case_id = ? and state = 'begun'", [self.case])
        for row in rows:
            self._fail(row["exhibit"], "", "interrupted: the program ended before it was complete")


def begin(store: Store, case: str, operator: Operator) -> Custody:
    """Begin a session of a case; a live one is given up, an interrupted one is explained."""
    live = store.live.get(case)
    if live is not None:
        live.close()
    rows = store.index.rows("log", "case_id = ? and op in ('session', 'seal')", [case], "seq")
    interrupted = bool(rows) and rows[-1]["op"] == "session"
    custody = Custody(store, case, keys.SigningKey(store.clock.random(32)), operator)
    custody.begin("resumed" if interrupted else "begun")
    store.live[case] = custody
    who = {"operator": operator.name, "place": operator.place, "role": operator.role, "witness": operator.witness}
    custody.record("opened", {**who, "pseudonym": store.case_row(case)["pseudonym"]})
    custody.explain_leftovers()
    return custody


def _withdrawn(lines: Iterable[bytes]) -> set[str]:
    withdrawn: set[str] = set()
    for raw in lines:
        entry = log.read(raw, 0).entry
        scope = str((entry.body or {}).get("scope"))
        if entry.op == "consent-withdrawn":
            withdrawn.add(scope)
        if entry.op == "consent-given":
            withdrawn.discard(scope)
    return withdrawn
