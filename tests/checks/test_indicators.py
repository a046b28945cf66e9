"""Published lists are read whole; what is not usable is counted and said."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.facts import Facts, InstalledApp, Kind, Match, Source
from checks.indicators import builtin
from checks.indicators.model import UnreadableListError, conflicts_between
from checks.indicators.reading import read_list
from checks.listed import settled
from checks.registry import all_checks
from devicecheck.assess import Looked, assess
from devicecheck.lists import Stored, facts_of

PUBLISHED = Path(__file__).parents[3] / "shared" / "data" / "indicators"
ECHAP = PUBLISHED / "stalkerware-indicators"
needs_published = pytest.mark.skipif(not ECHAP.is_dir(), reason="published lists are not here")

YAML = b"""
- name: One
  type: stalkerware
  packages:
  - com.example.one
  - com.example.one
  - com.example.both
  certificates:
  - 61ED377E85D386A8DFEE6B864BD85B0BFAA5AF81
  - 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33
  - not-hex
  c2:
    domains: [c2.example.net]
    ip: [192.0.2.1]
- name: Two
  type: watchware
  packages: com.example.both
- type: stalkerware
- just a text
- name: Three
  type: something
"""


def test_every_entry_is_used_or_counted() -> None:
    read = read_list(YAML, "example")
    values = {(entry.match, entry.value): entry for entry in read.entries}
    assert set(values) == {
        (Match.PACKAGE, "com.example.one"),
        (Match.PACKAGE, "com.example.both"),
        (Match.CERTIFICATE, "00112233445566778899aabbccddeeff00112233"),
        (Match.DOMAIN, "c2.example.net"),
    }
    assert values[Match.PACKAGE, "com.example.both"].kind is Kind.WATCHWARE
    assert values[Match.PACKAGE, "com.example.one"].place == "line 2"
    assert len(read.duplicates) == 2
    assert len(read.test_keys) == 1
    assert read.conflicts == ("com.example.both",)
    assert read.unused == {"ip address": 1}
    assert len(read.malformed) == 4
    assert all(place.startswith("line ") for place in read.malformed)


STIX = b"""{"type": "bundle", "objects": [
 {"type": "malware", "id": "malware--1", "name": "Ex", "description": "stalkerware",
  "modified": "2024-05-06T00:00:00Z"},
 {"type": "indicator", "id": "i--1", "pattern": "[app:id='com.example.x']"},
 {"type": "indicator", "id": "i--2", "pattern": "[file:hashes.'SHA-256' = 'AA%s'] OR [domain-name:value='a.example']"},
 {"type": "indicator", "id": "i--3", "pattern": "[ipv4-addr:value='192.0.2.1']"},
 {"type": "indicator", "id": "i--4", "pattern": "[network-traffic:dst_port > 1]"},
 {"type": "indicator", "id": "i--5"},
 {"type": "relationship", "source_ref": "i--1", "target_ref": "malware--1"}, 7]}""" % (b"0" * 62)


def test_a_stix_bundle_and_the_patterns_that_are_not_known() -> None:
    read = read_list(STIX, "bundle")
    assert {(entry.match, entry.value, entry.kind) for entry in read.entries} == {
        (Match.PACKAGE, "com.example.x", Kind.STALKERWARE),
        (Match.FILE, "aa" + "0" * 62, Kind.STALKERWARE),
        (Match.DOMAIN, "a.example", Kind.STALKERWARE),
    }
    assert read.unused == {"stix pattern ipv4-addr:value": 1, "stix pattern in another form": 1}
    assert len(read.malformed) == 1
    assert read.dated == date(2024, 5, 6)


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", b"{}", b"a: b", b"- &a [x]\n- *a", b"\xff\xfe\x00", b"[" * 5000, b"{" * 5000, b"[[family]]\nx"],
)
def test_what_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableListError):
        read_list(data, "junk")


@given(st.binary(max_size=300) | st.text(alphabet="-: \n[]{}&*'\"abc", max_size=200).map(str.encode))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    for start in (b"", b"- ", b'{"type":"bundle","objects":[', b"SHA256,App\n", b"[[family]]\n"):
        try:
            read_list(start + data, "junk")
        except UnreadableListError:
            continue


def test_a_hundred_thousand_entries_are_read_and_looked_through_in_seconds() -> None:
    rows = b"".join(b"  - com.example.p%d\n" % number for number in range(100_000))
    start = time.perf_counter()
    read = read_list(b"- name: Big\n  type: stalkerware\n  packages:\n" + rows, "big")
    apps = [_app("com.example.p99999")]
    [outcome] = assess(Facts({InstalledApp: apps}).plus(facts_of([_stored(read)])), _checks("known_package"))
    assert isinstance(outcome, Looked)
    assert len(outcome.findings) == 1
    assert time.perf_counter() - start < 15


def test_a_value_that_two_lists_class_differently_is_watchware() -> None:
    one = read_list(b"- name: A\n  type: stalkerware\n  packages: [com.example.kids]", "one")
    two = read_list(b"- name: A\n  type: watchware\n  packages: [com.example.kids]", "two")
    assert list(conflicts_between((one, two))) == ["com.example.kids"]
    for order in ((one, two), (two, one)):
        indicators = [indicator for read in order for indicator in read.facts()[1]]
        assert settled(indicators, Match.PACKAGE)["com.example.kids"].kind is Kind.WATCHWARE


def test_the_starter_list_has_sixty_families_and_no_fault() -> None:
    starter = builtin.starter()
    families = {entry.family for entry in starter.entries if entry.kind is Kind.STALKERWARE}
    assert len(families) >= 60
    assert starter.dated is not None
    assert starter.licence
    assert (starter.malformed, starter.duplicates, starter.conflicts, dict(starter.unused)) == ((), (), (), {})


def test_no_app_is_both_reviewed_or_a_store_and_listed_as_stalkerware() -> None:
    hidden = {entry.value for entry in builtin.starter().entries if entry.kind is Kind.STALKERWARE}
    reviewed = [fact.package for fact in builtin.reviewed()]
    stores = [fact.package for fact in builtin.stores()]
    assert not hidden & set(reviewed)
    assert not hidden & set(stores)
    assert [name for name, count in Counter(reviewed).items() if count > 1] == []
    assert [name for name, count in Counter(stores).items() if count > 1] == []


@needs_published
def test_every_published_package_is_reported() -> None:
    lists = [_stored(read_list((ECHAP / name).read_bytes(), name)) for name in ("ioc.yaml", "watchware.yaml")]
    listed = {entry.value for one in lists for entry in one.read.entries if entry.match is Match.PACKAGE}
    assert len(listed) == 613 + 30 - 2
    facts = Facts({InstalledApp: [_app(package) for package in sorted(listed)]}).plus(facts_of(lists))
    found = [
        finding
        for outcome in assess(facts, _checks("known_package", "watchware"))
        for finding in (outcome.findings if isinstance(outcome, Looked) else ())
    ]
    assert {finding.subject for finding in found} == listed
    assert Counter(finding.type for finding in found) == {"F.spy_known": 611, "F.dual_use": 30}


@needs_published
def test_what_published_lists_hold_is_counted() -> None:
    ioc = read_list((ECHAP / "ioc.yaml").read_bytes(), "ioc.yaml")
    assert Counter(entry.match for entry in ioc.entries) == {
        Match.PACKAGE: 613,
        Match.CERTIFICATE: 471,
        Match.DOMAIN: 925,
    }
    assert (len(ioc.malformed), len(ioc.test_keys), ioc.unused["websites"]) == (0, 0, 624)
    samples = read_list((ECHAP / "samples.csv").read_bytes(), "samples.csv")
    assert (samples.form, len(samples.entries)) == ("samples", 3228)
    predator = read_list((PUBLISHED / "mvt-indicators/intellexa_predator/predator.stix2").read_bytes(), "p")
    assert predator.unused == {"stix pattern configuration-profile:id": 1}
    assert {entry.kind for entry in predator.entries} == {Kind.SPYWARE}


def _app(package: str) -> InstalledApp:
    return InstalledApp(source=Source(artifact="a" * 64, place="line 1"), package=package, user=0, system=False)


def _stored(read: object) -> Stored:
    return Stored(read=read, imported=None, origin="test")  # type: ignore[arg-type]


def _checks(*names: str) -> list[object]:
    return [check for check in all_checks() if check.id.removeprefix("android/") in names]
