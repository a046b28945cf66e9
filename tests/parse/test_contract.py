"""One contract for every parser: what it says, and what it must never do with hostile input."""

from __future__ import annotations

import dataclasses
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.facts import Fact
from devicecheck.acquire.recipes import RECIPES
from devicecheck.parse.artifact import Artifact, Parsed
from devicecheck.parse.read import parse_one, read
from devicecheck.parse.registry import adds, parsers
from tests.parse.samples import all_samples, artifact, one_of_each
from tests.parse.visible import assert_visible

KINDS = sorted(parsers())
SAMPLES = {sample.artifact.kind: sample.artifact for sample in one_of_each()}
REFUSALS = (
    "Security exception: Shell does not have permission to access user 10\n",
    "Permission Denial: can't dump x from from pid=1, uid=2000 due to missing android.permission.DUMP permission\n",
    "*** SERVICE 'x' DUMP TIMEOUT (10000ms) EXPIRED ***\n",
    "cmd: Failure calling service package: Failed transaction (2147483646)\n",
)
_ALIKE = (
    {"dumpsys_package", "package_dumps", "package_summary"},
    {"dumpsys_face", "dumpsys_fingerprint"},
    {"dumpsys_user", "users"},
)
"""Kinds of artifacts that hold the same lines."""
SETTINGS = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def kinds_with_facts(parsed: Parsed) -> set[type[Fact]]:
    return {kind for kind, found in parsed.facts.items() if found}


def parse(given_artifact: Artifact) -> Parsed:
    """Parse without the net of ``parse_one``: a parser that raises fails the test."""
    return parsers()[given_artifact.kind].parse(given_artifact)


def assert_gaps_everywhere(parsed: Parsed, kind: str) -> None:
    gapped = {gap.kind for gap in parsed.gaps}
    assert gapped >= set(parsers()[kind].GIVES)


@pytest.mark.parametrize("kind", KINDS)
def test_a_parser_says_what_it_reads(kind: str) -> None:
    parser = parsers()[kind]
    assert (parser.__doc__ or "").strip()
    for given_kind in (*parser.GIVES, *adds(parser)):
        assert issubclass(given_kind, Fact)
    assert not set(parser.GIVES) & set(adds(parser))
    assert kind in SAMPLES


def test_every_recipe_has_a_parser() -> None:
    assert {recipe.gives for recipe in RECIPES} <= set(KINDS)


@pytest.mark.parametrize("sample", all_samples(), ids=lambda sample: sample.name)
def test_a_sample_is_read_whole(sample: object) -> None:
    one = sample.artifact  # type: ignore[attr-defined]
    parser = parsers()[one.kind]
    parsed = parse(one)
    assert not parsed.gaps
    assert set(parsed.facts) >= set(parser.GIVES)
    assert set(parsed.facts) <= {*parser.GIVES, *adds(parser)}
    count = len(bytes(one.data).splitlines())
    for found in parsed.facts.values():
        for fact in found:
            assert fact.source.artifact == one.sha256
            if fact.source.place.startswith("line "):
                assert 1 <= int(fact.source.place[5:]) <= count


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("status", [0, 1, 255, None])
def test_no_output_is_no_answer(kind: str, status: int | None) -> None:
    parsed = parse(artifact(kind, b"", status=status))
    assert not parsed.facts
    assert_gaps_everywhere(parsed, kind)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", REFUSALS)
def test_a_refusal_is_no_answer(kind: str, text: str) -> None:
    parsed = parse(artifact(kind, text, status=0))
    assert not kinds_with_facts(parsed)
    assert_gaps_everywhere(parsed, kind)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("cut", ["bytes", "time"])
def test_what_was_cut_is_never_whole(kind: str, cut: str) -> None:
    parsed = parse(dataclasses.replace(SAMPLES[kind], cut=cut))
    assert_gaps_everywhere(parsed, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_another_format_is_no_answer(kind: str) -> None:
    """Every parser gets every other parser's sample: it may find nothing and must say so."""
    family = kind.split("_", maxsplit=1)[0]
    for other, sample in SAMPLES.items():
        alike = other.startswith(family) if family == "settings" else other == kind
        if alike or any({kind, other} <= group for group in _ALIKE):
            continue
        parsed = parse(dataclasses.replace(sample, kind=kind))
        assert_gaps_everywhere(parsed, kind)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("filler", [b"A", b"\x00", b" ", b"User 0: "])
def test_megabytes_on_one_line(kind: str, filler: bytes) -> None:
    """``tests/long/one_line.py`` does the same with 50 MB and more fillers."""
    data = filler * (2_000_000 // len(filler))
    started = time.perf_counter()
    parsed = parse(artifact(kind, data))
    assert time.perf_counter() - started < 2
    assert not kinds_with_facts(parsed)
    assert_gaps_everywhere(parsed, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_long_line_inside_is_said(kind: str) -> None:
    sample = SAMPLES[kind]
    data = bytes(sample.data)
    end = data.find(b"\n", len(data) // 2) + 1
    parsed = parse(dataclasses.replace(sample, data=data[:end] + b"x" * 100_000 + b"\n" + data[end:]))
    assert_gaps_everywhere(parsed, kind)


@pytest.mark.parametrize("kind", KINDS)
@SETTINGS
@given(data=st.data())
def test_truncation_is_never_silent(kind: str, data: st.DataObject) -> None:
    """Cut anywhere: in the middle of a line it is said; at the end of one, nothing new or different is read."""
    sample = SAMPLES[kind]
    at = data.draw(st.integers(0, len(sample.data) - 1))
    parsed = parse(dataclasses.replace(sample, data=bytes(sample.data[:at])))
    if at == 0 or sample.data[at - 1 : at] != b"\n":
        assert_gaps_everywhere(parsed, kind)
        return
    whole = parse(sample)
    gapped = {gap.kind for gap in parsed.gaps}
    for found_kind, found in parsed.facts.items():
        if found_kind in gapped:
            continue
        places = {fact.source.place for fact in whole.facts.get(found_kind, ())}
        assert {fact.source.place for fact in found} <= places


@pytest.mark.parametrize("kind", KINDS)
@SETTINGS
@given(data=st.data())
def test_hostile_bytes_come_out_visible(kind: str, data: st.DataObject) -> None:
    """Put anything anywhere: nothing raises, and no fact holds text that could steer a terminal."""
    sample = SAMPLES[kind]
    whole = bytes(sample.data)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(whole)))
        gone = data.draw(st.integers(0, 40))
        put = data.draw(st.one_of(st.binary(max_size=30), st.text(max_size=20).map(_encoded), st.sampled_from(_TRICKS)))
        whole = whole[:at] + put + whole[at + gone :]
    assert_visible(parse(dataclasses.replace(sample, data=whole)))


@pytest.mark.parametrize("kind", KINDS)
def test_two_dumps_in_one_another_break_nothing(kind: str) -> None:
    """Every second line is another dump's: whatever is still read stays visible and points into the bytes."""
    mine = bytes(SAMPLES[kind].data).splitlines(keepends=True)
    for other in ("package_dumps", "dumpsys_appops", "settings"):
        theirs = bytes(SAMPLES[other].data).splitlines(keepends=True)
        mixed = b"".join(line for pair in zip(mine, theirs, strict=False) for line in pair)
        assert_visible(parse(artifact(kind, mixed)))


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_unread_where_its_artifact_is_missing(kind: str) -> None:
    """All practice answers but those of one kind: nothing that only it gives counts as read."""
    others = [one for name, one in SAMPLES.items() if name != kind]
    elsewhere = {given_kind for one in others for given_kind in parsers()[one.kind].GIVES}
    alone = set(parsers()[kind].GIVES) - elsewhere
    facts = read(others)
    for given_kind in alone:
        assert not facts.has(given_kind) or facts.gaps(given_kind)


@pytest.mark.parametrize("kind", KINDS)
@SETTINGS
@given(noise=st.one_of(st.binary(max_size=2000), st.text(max_size=1000).map(_encoded)))
def test_noise_is_no_answer(kind: str, noise: bytes) -> None:
    parsed = parse(artifact(kind, noise))
    assert_visible(parsed)
    assert_gaps_everywhere(parsed, kind) if not parsed.facts else None


_TRICKS = (
    b"\x1b[2J",
    "\u202e".encode(),
    b"\x00",
    b"\xff\xfe",
    b"\r\n",
    b"\n@@ end\n",
    b"\n  Package [com.android.settings] (1):\n",
    b"\n    User 0: installed=true\n",
    b"99999999999999999999",
    b"[bold]",
)


def test_a_parser_that_raises_leaves_gaps() -> None:
    class Broken:
        GIVES = parsers()["users"].GIVES

        def parse(self, _artifact: Artifact) -> Parsed:
            raise RuntimeError("no")

    parsed = parse_one(Broken(), artifact("users", "x\n", user=3))
    assert [(gap.kind, gap.user) for gap in parsed.gaps] == [(kind, 3) for kind in Broken.GIVES]
