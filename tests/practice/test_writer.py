"""Single things that Android writes, against values from outside."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from devicecheck import practice
from devicecheck.acquire.recipe import Recipe
from devicecheck.practice.android import adb, package_dump, signer, text
from devicecheck.practice.answers import answer


@pytest.mark.parametrize(
    ("app_id", "user", "full", "short"),
    [
        (1000, 0, 1000, "1000"),
        (10103, 0, 10103, "u0a103"),
        (10103, 10, 1010103, "u10a103"),
        (1000, 10, 1001000, "u10s1000"),
    ],
)
def test_a_uid(app_id: int, user: int, full: int, short: str) -> None:
    assert (text.uid(app_id, user), text.short_uid(app_id, user)) == (full, short)


@pytest.mark.parametrize(
    ("span", "written"),
    [
        (timedelta(), "0"),
        (timedelta(milliseconds=33), "+33ms"),
        (timedelta(seconds=30), "+30s0ms"),
        (-timedelta(hours=4, minutes=50, seconds=23, milliseconds=772), "-4h50m23s772ms"),
        (timedelta(days=1), "+1d0h0m0s0ms"),
    ],
)
def test_a_duration(span: timedelta, written: str) -> None:
    assert text.duration(span) == written


def test_the_hash_of_a_certificate_is_javas(shared: Path) -> None:
    pem = (shared / "data" / "indicators" / "aosp-test-keys" / "aosp-testkey.x509.pem").read_bytes()
    der = x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER)
    assert signer.java_hash(der) == signer.PUBLIC_TEST_HASH


def test_a_key_store_looks_as_on_a_phone(shared: Path) -> None:
    real = (shared / "data" / "captures" / "mvt" / "dumpsys" / "dumpsys_adb.txt").read_bytes().decode()
    ours = adb.dump(practice.open_practice("shared-plan").described)
    shape = (
        r"ABX\0\x102\ufffd\ufffd\0\x08keyStoreo\ufffd\ufffd\0\x07version\0\0\0\x01"
        r"2\ufffd\ufffd\0\x06adbKey/\ufffd\ufffd\0\x03key.{1,2}QAAAA[\w+/=]+ \S+"
        r"\ufffd\ufffd\ufffd\0\x0elastConnection\0\0\x01.{5,7}3\0\x023\0\0\x11\n"
    )
    for dump in (real, ours):
        assert re.search(shape, dump, re.DOTALL)
    for dump in (real, ours):
        assert re.search(r"^    last_key_received=([0-9A-F]{2}:){15}[0-9A-F]{2}$", dump, re.MULTILINE)


def test_a_user_without_an_app_has_nothing_of_it() -> None:
    phone = practice.open_practice("work-profile").described
    dump = package_dump.one(phone, "com.home.device.manager")
    owner, profile = dump.split("    User 0: ")[1].split("    User 10: ")
    assert "installed=false" in owner
    assert "granted=true" not in owner
    assert "disabledComponents" not in owner
    assert "granted=true" in profile
    assert "disabledComponents" in profile


def test_a_filter_that_lets_nothing_through_ends_as_grep_does() -> None:
    phone = practice.open_practice("nothing-of-note").described
    recipe = Recipe(id="dumpsys_trust", command="dumpsys trust 2>&1 | grep -E 'no such line'", gives="dumpsys_trust")
    said = answer(phone, recipe)
    assert (said.out, said.status) == ("", 1)


def test_an_app_that_is_not_there() -> None:
    phone = practice.open_practice("nothing-of-note").described
    assert package_dump.one(phone, "org.example.nothing") == "Unable to find package: org.example.nothing\n"
