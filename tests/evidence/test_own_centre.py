"""Bundles that an attacker signs with keys of his own: what he writes into them is shown, and believed in nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from evidence import bag, canonical, keys, log
from evidence.command import main
from tests.evidence.attacks import chained, refresh_tags, rewritten
from tests.evidence.world import CASE, Made, make

CENTRE, SESSION = b"c" * 32, b"s" * 32
Body = dict[str, Any]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("own"))


def signed_anew(
    made: Made, folder: Path, seal: Callable[[Body], Body], item: Callable[[Body], Body], *, case: str = CASE
) -> Path:
    """Return the bundle as a stranger would sign it, the seal's and the exhibits' bodies changed."""
    shutil.copytree(made.folder, folder)
    lines = (folder / bag.LOG).read_bytes().split(b"\n")[:-1]
    lines[0] = _begun(lines[0])
    bodies = []
    for raw in (folder / bag.BODIES).read_bytes().split(b"\n")[:-1]:
        opened = json.loads(raw)
        if json.loads(lines[opened["seq"]])["op"] == "item":
            opened["body"] = item(opened["body"])
        bodies.append(canonical.dumps({**opened, "case": case}))
        lines[opened["seq"]] = rewritten(lines[opened["seq"]], commit=log.commit(bodies[-1]))
    public = {name: keys.SigningKey(secret).public for name, secret in (("centre", CENTRE), ("session", SESSION))}
    named = {
        "centre": public["centre"].hex(),
        "fingerprint": keys.fingerprint(public["centre"]),
        "sessions": [public["session"].hex()],
    }
    (folder / bag.KEYS).write_bytes(canonical.dumps(named) + b"\n")
    (folder / bag.BODIES).write_bytes(b"".join(body + b"\n" for body in bodies))
    said = json.loads(lines[-1])["body"]
    said["files"] |= {name: sha256((folder / name).read_bytes()).hexdigest() for name in (bag.KEYS, bag.BODIES)}
    lines[-1] = rewritten(lines[-1], body=seal(said))
    (folder / bag.LOG).write_bytes(b"".join(line + b"\n" for line in chained(lines, SESSION)))
    refresh_tags(folder)
    return folder


def _begun(line: bytes) -> bytes:
    entry = json.loads(line)
    session, centre = keys.SigningKey(SESSION), keys.SigningKey(CENTRE)
    place = {name: entry[name] for name in ("case", "session", "seq", "prev", "time")}
    claim = keys.certificate(**place, key=session.public, centre=centre.public)
    body = {
        **entry["body"],
        "key": session.public.hex(),
        "centre": centre.public.hex(),
        "certificate": centre.sign(keys.CERTIFICATE, claim).hex(),
    }
    return rewritten(line, body=body)


def same(body: Body) -> Body:
    return body


def test_a_body_of_another_case(made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "b"
    signed_anew(made, folder, same, same, case="C-ZZZZ-9999")
    assert main(["verify", str(folder)]) == 1
    assert "kind: tampered" in capsys.readouterr().out


def test_a_hash_of_another_kind_is_not_the_phones(
    made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = signed_anew(made, tmp_path / "b", same, lambda body: {**body, "phone_sha256": []})
    assert main(["verify", str(folder)]) == 0
    assert "the phone itself named another SHA-256" in capsys.readouterr().out


def test_a_stranger_can_sign_a_whole_bundle(made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(signed_anew(made, tmp_path / "b", same, same))]) == 0
    assert "origin: unverified" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["C-1\norigin: key and receipt", "C-1\x1b[2J", "C-1\u202e", "../C-1", ""])
def test_he_cannot_write_lines_of_the_answer(
    made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    folder = signed_anew(made, tmp_path / "b", lambda said: {**said, "bundle": name}, same)
    assert main(["verify", str(folder)]) == 1
    assert "kind: malformed" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["\x1b[2J\x1b[HVERIFIED", "x\nVERIFIED: every byte", "\u202eDEIFIREV", "\udcff"])
def test_a_name_in_the_folder_cannot_steer_the_terminal(
    made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    folder = tmp_path / "b"
    shutil.copytree(made.folder, folder)
    (folder / name).write_bytes(b"")
    assert main(["verify", str(folder)]) == 1
    shown = capsys.readouterr().out
    assert shown.startswith("REFUSED\nkind: tampered\n")
    assert shown.count("\n") == 3
    assert shown.replace("\n", "").isprintable()


ODD: tuple[tuple[Callable[[Body], Body], Callable[[Body], Body]], ...] = (
    (lambda said: {**said, "recipients": [[]]}, same),
    (lambda said: {**said, "files": {**said["files"], "report.pdf": []}}, same),
    (lambda said: {**said, "exhibits": True}, same),
    (same, lambda body: {**body, "name": []}),
    (same, lambda body: {**body, "size": None}),
)


@pytest.mark.parametrize("number", range(len(ODD)))
def test_values_of_another_kind_are_refused_in_words(
    made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str], number: int
) -> None:
    assert main(["verify", str(signed_anew(made, tmp_path / "b", *ODD[number]))]) == 1
    assert "kind: " in capsys.readouterr().out


@pytest.mark.parametrize("option", ["--key", "--receipt"])
def test_something_known_that_is_empty_is_not_nothing_known(made: Made, option: str) -> None:
    """A shell writes ``--key ""`` for a variable that is not set."""
    assert main(["verify", str(made.folder), option, ""]) == 2
