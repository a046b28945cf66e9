"""Bundles that somebody with keys of their own made: every signature fits, and what is signed contradicts itself."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from evidence import bag, canonical, keys, log
from evidence.hashing import digest
from tests.evidence.attacks import refresh_tags

CENTRE, SESSION, OTHER = (keys.SigningKey(bytes([number]) * 32) for number in (1, 2, 3))
Line = dict[str, Any]


def forge(folder: Path, edit: Callable[[list[Line], list[Line]], object] = lambda _lines, _bodies: None) -> None:
    """Sign a bundle anew after ``edit(lines of the log, opened bodies)``."""
    lines = [json.loads(raw) for raw in (folder / bag.LOG).read_bytes().splitlines()]
    bodies = [json.loads(raw) for raw in (folder / bag.BODIES).read_bytes().splitlines()]
    lines[0]["body"] |= {"centre": CENTRE.public.hex(), "key": SESSION.public.hex()}
    said = lines[-1]["body"]
    said["anchor"] = "none"
    shutil.rmtree(folder / "custody/anchors", ignore_errors=True)
    edit(lines, bodies)
    sessions = [line["body"]["key"] for line in lines if line["op"] == "session"]
    named = {"centre": CENTRE.public.hex(), "fingerprint": keys.fingerprint(CENTRE.public), "sessions": sessions}
    (folder / bag.KEYS).write_bytes(canonical.dumps(named) + b"\n")
    (folder / bag.BODIES).write_bytes(b"".join(canonical.dumps(body) + b"\n" for body in bodies))
    said["files"] = {name: digest((folder / name).read_bytes()).sha256 for name in said["files"]}
    (folder / bag.LOG).write_bytes(b"".join(raw + b"\n" for raw in _signed(lines)))
    refresh_tags(folder)


def committed(lines: list[Line], body: Line) -> None:
    """Let the log commit to a body as it is now."""
    lines[body["seq"]]["commit"] = log.commit(canonical.dumps(body))


def _signed(lines: list[Line]) -> list[bytes]:
    head, done = log.NOTHING, list[bytes]()
    key = SESSION
    for line in lines:
        line["prev"] = head
        if line["op"] == "session":
            key = SESSION if line["body"]["key"] == SESSION.public.hex() else OTHER
            line["body"]["certificate"] = _certificate(line)
        unsigned = {name: value for name, value in line.items() if name != "sig"}
        line["sig"] = key.sign(keys.LINE, canonical.dumps(unsigned)).hex()
        done.append(canonical.dumps(line))
        head = log.head_of(done[-1])
    return done


def _certificate(line: Line) -> str:
    body = line["body"]
    names = ("case", "session", "seq", "prev", "time")
    raw = {name: bytes.fromhex(body[name]) for name in ("key", "centre")}
    centre = CENTRE if raw["centre"] == CENTRE.public else OTHER
    return centre.sign(keys.CERTIFICATE, keys.certificate(**{name: line[name] for name in names}, **raw)).hex()


def _items(lines: list[Line]) -> list[int]:
    return [line["seq"] for line in lines if line["op"] == "item"]


def fewer(lines: list[Line], _bodies: list[Line]) -> None:
    lines[-1]["body"]["exhibits"] -= 1


def another_word(_lines: list[Line], bodies: list[Line]) -> None:
    bodies[0]["body"]["place"] = "elsewhere"


def another_hash(lines: list[Line], bodies: list[Line]) -> None:
    body = next(body for body in bodies if body["seq"] == _items(lines)[0])
    body["body"]["sha256"] = "0" * 64
    committed(lines, body)


def another_centre(lines: list[Line], _bodies: list[Line]) -> None:
    seal = lines.pop()
    body = lines[0]["body"] | {"centre": OTHER.public.hex(), "key": OTHER.public.hex()}
    lines.append({**lines[0], "seq": seal["seq"], "session": 2, "body": body, "time": seal["time"]})
    lines.append({**seal, "seq": seal["seq"] + 1, "session": 2})


def disorder(_lines: list[Line], bodies: list[Line]) -> None:
    bodies.reverse()


def wrong_size(lines: list[Line], _bodies: list[Line]) -> None:
    lines[-1]["body"]["payload_bytes"] += 1


def extra_member(lines: list[Line], _bodies: list[Line]) -> None:
    lines[-1]["body"]["more"] = 1


def skipped_session(lines: list[Line], _bodies: list[Line]) -> None:
    for line in lines:
        line["session"] = 2


FORGERIES = (
    fewer,
    another_word,
    another_hash,
    another_centre,
    disorder,
    wrong_size,
    extra_member,
    skipped_session,
)
