"""Input that nobody would write by chance: it is refused in words, never with a crash."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
import rfc8785
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence import bag, canonical, keys, log, receipt, tsr, zipread
from evidence.errors import ReceiptError
from evidence.receipt import Receipt

calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
texts = st.text(max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-canonical.LIMIT, canonical.LIMIT) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcXYZ_09~ ", max_size=5), inner, max_size=3),
    max_leaves=8,
)
objects = st.dictionaries(st.text("abcXYZ_09~ ", max_size=5), values, max_size=4)


@given(objects)
@calm
def test_canonical_json_comes_back(value: dict[str, object]) -> None:
    with contextlib.suppress(ValueError):
        line = canonical.dumps(value)
        assert line == rfc8785.dumps(value)
        assert canonical.loads(line) == value


@given(objects, st.sampled_from([" ", "\n", "\t"]))
@calm
def test_another_form_of_the_same_object_is_refused(value: dict[str, object], space: str) -> None:
    for other in (json.dumps(value, indent=1), space + json.dumps(value), json.dumps(value) + space):
        if len(value) or other.strip() != other:
            with pytest.raises(ValueError, match=r"."):
                canonical.loads(other.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    "line",
    [
        b'{"a":1.0}',
        b'{"a":1e3}',
        b'{"a":NaN}',
        b'{"a":-0}',
        b'{"a":9007199254740992}',
        b'{"a":[12345678901234567890]}',
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
        b'{"\xc3\xa4":1}',
        b'{"a":"\\u0041"}',
        b'{"a":"\\ud800"}',
        b'{"a":"\xff"}',
        b"[1]",
        b"",
        b'{"a":' + b"[" * 100_000,
    ],
)
def test_what_is_not_canonical(line: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical.loads(line)


ENTRY = log.Entry(
    case="C-ABCD-0123",
    seq=0,
    prev=log.NOTHING,
    session=1,
    time="2026-11-22T09:30:00.000Z",
    mono=0,
    op="item",
    exhibit="E-0001",
    body=None,
    commit="0" * 64,
)


@given(st.integers(0, 2**31), st.binary(min_size=1, max_size=3))
@calm
def test_a_line_with_any_byte_changed_is_read_otherwise_or_refused(at: int, junk: bytes) -> None:
    line = log.write(ENTRY, keys.SigningKey(b"k" * 32)).raw
    at %= len(line)
    changed = line[:at] + junk + line[at + len(junk) :]
    if changed == line:
        return
    with contextlib.suppress(log.LogError):
        assert log.read(changed, 0).head != log.head_of(line)


@pytest.mark.parametrize("body", [None, {"why": "x"}])
def test_the_quick_and_the_careful_reading_of_a_line_agree(body: dict[str, object] | None) -> None:
    entry = ENTRY if body is None else log.Entry(**{**_members(ENTRY), "body": body, "commit": None})
    line = log.write(entry, keys.SigningKey(b"k" * 32))
    assert log.read(line.raw, 0) == line
    message, signature = log.signed_part(line.raw)
    assert canonical.loads(message).keys() == canonical.loads(line.raw).keys() - {"sig"}
    assert keys.is_signed(keys.SigningKey(b"k" * 32).public, keys.LINE, message, signature)


def _members(entry: log.Entry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in entry.__slots__}


@given(st.binary(max_size=300))
@calm
def test_no_bytes_crash_the_readers(data: bytes) -> None:
    with contextlib.suppress(ValueError):
        tsr.read(data)
    with contextlib.suppress(ValueError):
        bag.read_manifest(data)
    for start in (b"", b"PK\x03\x04" + bytes(22)):
        reader = zipread.ZipReader()
        with contextlib.suppress(zipread.ZipError):
            reader.feed(start + data)
            reader.finish()


@given(st.text())
@calm
def test_no_text_crashes_the_receipt(text: str) -> None:
    with contextlib.suppress(ReceiptError):
        receipt.parse(text)


RECEIPT = Receipt(case="C-ABCD-0123", seq=42, head="0f" * 32, key="a9" * 32, exhibits=3)


def test_a_receipt_survives_being_retyped() -> None:
    text = str(RECEIPT)
    assert receipt.parse(text) == RECEIPT
    assert receipt.parse("Quittung:\n" + text.lower().replace(" head ", "\nHEAD\n") + "\nEnde") == RECEIPT
    head = RECEIPT.head.upper()
    assert receipt.parse(text.replace(head, " ".join(head[i : i + 4] for i in range(0, 64, 4)))) == RECEIPT


@pytest.mark.parametrize("at", [23, 34, 43, 60, 120, 190])
def test_a_typing_error_in_a_receipt_is_told_from_a_mismatch(at: int) -> None:
    text = str(RECEIPT)
    with pytest.raises(ReceiptError):
        receipt.parse(text[:at] + ("B" if text[at] != "B" else "C") + text[at + 1 :])


@pytest.mark.parametrize("name", ["a", "data/E-0001.txt", "VERIFY/verify.html", "x_1-2.tar"])
def test_safe_names(name: str) -> None:
    assert bag.is_safe(name)


@pytest.mark.parametrize(
    "name",
    ["", "/a", "a/", "a//b", "..", "a/../b", ".hidden", "a.", "a ", "a b", "con", "x/NUL.txt", "ä", "a:b", "a" * 101],
)
def test_unsafe_names(name: str) -> None:
    assert not bag.is_safe(name)


def test_this_folder_has_no_other_errors_than_those_with_words() -> None:
    import tomllib  # noqa: PLC0415

    from evidence import errors  # noqa: PLC0415

    words = Path(__file__).parents[2] / "devicecheck" / "words"
    keyed = {each.key for each in errors.EvidenceError.__subclasses__()} - {"recipient"}
    keyed |= {f"recipient_{mistake}" for mistake in ("none", "private_key", "ssh_key", "not_a_key", "not_an_identity")}
    for language in ("de", "en"):
        there = tomllib.loads((words / language / "errors.toml").read_text(encoding="utf-8"))
        assert keyed <= there.keys()
        assert all({"happened", "means", "do"} <= there[key].keys() for key in keyed)
