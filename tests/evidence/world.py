"""Bundles to attack: the honest one, and those that an insider, a stranger or an earlier day would make."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pyrage

from evidence.bundle import write_bundle
from evidence.clock import SystemClock
from evidence.receipt import Receipt
from evidence.seal import Contents
from evidence.vault import Vault
from tests.evidence.kit import CHEAP, K2, FakeClock, phone

CASE = "C-ABCD-0123"
IDENTITY = pyrage.x25519.Identity.generate()
RECIPIENT = str(IDENTITY.to_public())
CAPTURED = (
    b"package:com.example\n" * 40,
    b"mEnabled: com.example/.Spy\n" * 30,
    b"Android 14\n",
    b"\x89PNG picture" * 20,
)


@dataclass(frozen=True, kw_only=True)
class Made:
    """One sealed bundle."""

    receipt: Receipt
    sealed: bytes
    zipped: bytes
    folder: Path
    fingerprint: str


def make(
    place: Path,
    *,
    captured: tuple[bytes, ...] = CAPTURED,
    seed: str = "centre",
    moved: timedelta = timedelta(0),
    stamp: Callable[[bytes], bytes] | None = None,
    case_id: str = CASE,
    include: tuple[str, ...] | None = None,
    recipient: str = RECIPIENT,
) -> Made:
    """Run a small sitting and unpack its bundle. The same seed gives the same keys.

    It takes place now, because the authority's clock is the real one, or ``moved`` from now.
    """
    clock = FakeClock(SystemClock().now().replace(microsecond=0) - timedelta(seconds=60) + moved, seed)
    with Vault.create(place / "vault", "p", clock=clock, cost=CHEAP) as vault:
        case = vault.new_case("M-17")
        vault._index.change("cases", case.id, {"id": case_id})
        case = vault.case(case_id)
        custody = case.begin(K2)
        custody.consent("look")
        for data in captured:
            with custody.exhibit(phone()) as writer:
                writer.write(data)
        numbers = tuple(each.number for each in case.exhibits())
        contents = Contents(
            include=numbers if include is None else include,
            files={"report.pdf": b"%PDF-1.7 report", "VERIFY/README.txt": b"How to check\n"},
            recipients=(recipient,),
        )
        seal = custody.seal(contents, stamp_with=stamp)
        written = write_bundle(case, seal, out=place / "out")
        sealed = written.path.read_bytes()
        zipped = pyrage.decrypt(sealed, [IDENTITY]) if recipient == RECIPIENT else b""
        folder = place / "bag"
        if zipped:
            zipfile.ZipFile(io.BytesIO(zipped)).extractall(folder)
            folder /= seal.bundle
        return Made(receipt=seal.receipt, sealed=sealed, zipped=zipped, folder=folder, fingerprint=vault.fingerprint)
