"""A time-stamp is asked for when a person says yes, and only then; without an answer the seal stands."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pyrage
import pytest

from devicecheck import settings
from devicecheck.settings import Settings
from devicecheck.sitting.consent import Scope
from devicecheck.sitting.desk import Desk, practice_desk
from devicecheck.sitting.handover import HandedOver, Wish
from devicecheck.sitting.sitting import Sitting
from evidence import anchor, sources
from evidence.verdict import Verified
from evidence.verify import Expected, judge
from tests.evidence.tsa import Authority, needs_openssl

IDENTITY = pyrage.x25519.Identity.generate()


@contextmanager
def serving(answer: Callable[[bytes], bytes]) -> Iterator[tuple[str, list[bytes]]]:
    """Serve time-stamps on loopback; what was asked is in the list."""
    asked: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer(asked[-1]))

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", asked
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def desk() -> Iterator[Desk]:
    with practice_desk("nothing-of-note") as desk:
        yield desk


def hand_over(desk: Desk, address: str, out: Path, *, wanted: bool) -> HandedOver:
    settings.write(desk.settings_file, Settings(time_stamp=address))
    sitting = Sitting.begin(desk, pseudonym="M-17", counsellor="K2", language="en")
    sitting.decide(Scope.HAND_OVER, given=True)
    return sitting.hand_over(Wish(out=out, recipients=(str(IDENTITY.to_public()),), time_stamp=wanted))


def verified(done: HandedOver, certificate: bytes | None = None) -> Verified:
    assert done.bundle is not None
    checker = anchor.checker(certificate) if certificate else None
    return judge(sources.read(done.bundle, identities=[IDENTITY]), Expected(check_anchor=checker))


@needs_openssl[0]
@needs_openssl[1]
def test_a_stamped_sitting_verifies_against_its_authority(tmp_path: Path, desk: Desk) -> None:
    authority = Authority(tmp_path / "tsa")
    with serving(authority.fetch) as (address, asked):
        done = hand_over(desk, address, tmp_path / "out", wanted=True)
    assert len(asked) == 1
    assert "M-17" not in asked[0].decode("latin-1")
    assert "rfc3161-client" in verified(done, authority.certificate).anchor


def test_without_a_yes_nobody_is_asked(tmp_path: Path, desk: Desk) -> None:
    with serving(lambda _request: b"") as (address, asked):
        done = hand_over(desk, address, tmp_path, wanted=False)
    assert asked == []
    verified(done)


@pytest.mark.parametrize("answer", [b"", b"<html>no</html>", b"0" * 300_000], ids=["empty", "a page", "too long"])
def test_a_useless_answer_is_logged_and_the_seal_stands(tmp_path: Path, desk: Desk, answer: bytes) -> None:
    with serving(lambda _request: answer) as (address, _):
        done = hand_over(desk, address, tmp_path, wanted=True)
    assert "failed" in verified(done).anchor


def test_plain_http_to_somebody_else_is_never_asked(tmp_path: Path, desk: Desk) -> None:
    done = hand_over(desk, "http://stamps.example/", tmp_path, wanted=True)
    assert done.bundle is not None
