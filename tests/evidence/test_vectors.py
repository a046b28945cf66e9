"""Our verifier says of every test vector what its header expects."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence import anchor, recipients, sources
from evidence.receipt import parse
from evidence.verdict import VerifyError
from evidence.verify import Expected, judge
from tests.vectors.evidence.generate import HERE, Vector, read

VECTORS = sorted(HERE.glob("*.vector"))


def test_they_are_there_and_every_kind_is_among_them() -> None:
    kinds = {read(path).expect for path in VECTORS}
    assert kinds >= {"verified", "malformed", "tampered", "incomplete", "untrusted key"}
    assert kinds >= {"anchor missing", "receipt mismatch"}


def said(vector: Vector, path: Path) -> tuple[str, set[str]]:
    path.write_bytes(vector.data)
    identities = recipients.read_identities(vector.identity) if vector.identity else []
    expected = Expected(
        key=vector.key,
        receipt=parse(vector.receipt) if vector.receipt else None,
        opened_by=tuple(str(each.to_public()) for each in identities),
        check_anchor=anchor.checker((HERE / vector.authority).read_bytes()) if vector.authority else None,
    )
    try:
        verified = judge(sources.read(path, identities=identities), expected)
    except VerifyError as error:
        return str(error.kind), set()
    return "verified", {note.about for note in verified.notes} - {"anchor", "origin"}


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_vector(path: Path, tmp_path: Path) -> None:
    vector = read(path)
    assert said(vector, tmp_path / "bundle") == (vector.expect, set(vector.notes.split()))
