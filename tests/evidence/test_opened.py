"""The short way of reading opened bodies says what the strict one says, whatever the line is."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from evidence import canonical, opened

BODY = {
    **dict.fromkeys(("blake3", "class", "cut", "ended", "media_type", "method", "name", "operator"), "a"),
    **dict.fromkeys(
        ("original_name", "phone_clock", "phone_sha256", "sha256", "shows", "source", "stderr", "why"), "b"
    ),
    "derived_from": None,
    "details": {},
    "drift_ms": -3,
    "size": 7,
    "started": None,
    "status": 0,
}
LINE = canonical.dumps({"body": BODY, "case": "C-0000-0000", "salt": "00", "seq": 5})
VALUES = st.one_of(
    st.text(max_size=5), st.none(), st.integers(-(2**60), 2**60), st.booleans(), st.floats(), st.just([])
)


def strictly(raw: bytes) -> opened.Opened | None:
    """Read a line without the short way."""
    try:
        line = canonical.loads(raw)
    except ValueError:
        return None
    if line.keys() != {"body", "case", "salt", "seq"} or not isinstance(line["seq"], int):
        return None
    if not isinstance(line["body"], dict):
        return None
    said = (line["body"].get(name) for name in ("name", "size", "sha256", "blake3", "phone_sha256"))
    return opened.Opened(line["seq"], line["case"], *said)


def shortly(raw: bytes) -> opened.Opened | None:
    """Read a line as the verifier does."""
    try:
        return opened.read(raw)
    except ValueError:
        return None


def test_the_usual_line_is_read() -> None:
    assert shortly(LINE) == strictly(LINE) == (5, "C-0000-0000", "a", 7, "b", "a", "b")


@given(st.sampled_from(sorted(BODY)), VALUES, st.booleans())
def test_any_value_is_read_alike(member: str, value: object, ascii_only: bool) -> None:  # noqa: FBT001 - drawn
    whole = {"body": {**BODY, member: value}, "case": "C-0000-0000", "salt": "00", "seq": 5}
    raw = json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=ascii_only).encode(
        errors="surrogatepass"
    )
    assert shortly(raw) == strictly(raw)


@given(st.integers(0, len(LINE) - 1), st.binary(max_size=3), st.integers(0, 3))
def test_any_change_of_bytes_is_read_alike(at: int, put: bytes, taken: int) -> None:
    raw = LINE[:at] + put + LINE[at + taken :]
    assert shortly(raw) == strictly(raw)
