"""Phones on a cable: real udev, real libusb, emulated USB, AOSP's adbd behind it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from devicecheck.acquire.key import new_key
from devicecheck.acquire.udev import COMMAND
from tests.lab.fixtures import StartPhone
from tests.lab.hand import ALLOW, Hand
from tests.lab.phone import Answer
from tests.lab.usb import missing, with_phones

pytestmark = pytest.mark.lab
KEY = new_key()
STEPS = "tests.usb.steps"


@pytest.fixture(scope="module", autouse=True)
def _usb() -> None:
    if reason := missing():
        pytest.skip(f"usb: {reason}")


@pytest.fixture
def key(tmp_path: Path) -> str:
    place = tmp_path / "key"
    place.write_bytes(KEY.private)
    return str(place)


def test_what_is_plugged_in_is_named() -> None:
    plugged = ["phone:S1", "charging:C1", "iphone:A1"]
    expected = [["usb:A1", "iphone"], ["usb:C1", "charge_only"], ["usb:S1", "ready"]]
    assert [words[:2] for words in with_phones(plugged, STEPS, "states")] == expected
    assert with_phones(plugged, STEPS, "states_by_libusb") == expected


def test_missing_rights_are_noticed() -> None:
    told = with_phones(["phone:S1"], STEPS, "without_rights_in_jail")
    assert json.loads(told) == ["no_permission", "no_permission"]


def test_the_command_says_what_is_there_and_why_it_is_not_ready() -> None:
    status, printed = with_phones(["phone:S1", "charging:C1", "iphone:A1"], STEPS, "command_phones", "--json")
    told = json.loads(printed)
    assert (status, told["schema"]) == (0, "devicecheck.phones/1")
    assert [(phone["address"], phone["ready"], phone["state"]) for phone in told["phones"]] == [
        ("usb:A1", False, "iphone"),
        ("usb:C1", False, "charge_only"),
        ("usb:S1", True, "ready"),
    ]
    assert [bool(phone["why"]) for phone in told["phones"]] == [True, True, False]


def test_the_command_offers_the_rule_in_the_counsellors_language() -> None:
    status, printed = json.loads(with_phones(["phone:S1"], STEPS, "command_phones_in_jail", "--language", "de"))
    assert status == 0
    assert "darf das Handy noch nicht benutzen" in printed
    assert COMMAND in printed


def test_one_phone_among_others_is_chosen_and_two_are_not() -> None:
    assert with_phones(["iphone:A1", "phone:S1"], STEPS, "chosen") == "usb:S1"
    assert with_phones(["phone:S1", "phone:S2"], STEPS, "chosen") == "phone_several"


def test_two_phones_need_a_number(lab_phone: StartPhone, key: str) -> None:
    port = lab_phone().port
    two = [f"phone:S1:{port}", f"phone:S2:{port}"]
    assert with_phones(two, STEPS, "problem", "usb:", key) == "phone_several"
    assert with_phones(two, STEPS, "problem", "usb:S2", key) == "connected"
    assert with_phones(two, STEPS, "problem", "usb:S3", key) == "phone_none"


def test_commands_and_files_come_over_usb(lab_phone: StartPhone, key: str) -> None:
    content = bytes(range(256)) * 20_001
    phone = lab_phone(files={"/sdcard/file": content}, replies={"dumpsys slow": Answer(delay=3)})
    told = with_phones([f"phone:S1:{phone.port}"], STEPS, "read_all", "usb:S1", key)
    assert isinstance(told, dict)
    assert (told["out"], told["status"], told["cut"]) == ("out\n", 1, "time")
    assert (told["size"], told["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert told["idle"] < 0.2


def test_a_phone_held_by_another_program_is_said_and_works_once_freed(lab_phone: StartPhone, key: str) -> None:
    phone = lab_phone()
    assert with_phones([f"busy:S1:{phone.port}"], STEPS, "held_then_freed", key) == ["phone_busy", "connected"]


def test_a_phone_that_was_just_pulled_out_is_no_question_of_rights(lab_phone: StartPhone, key: str) -> None:
    phone = lab_phone()
    assert with_phones([f"phone:S1:{phone.port}"], STEPS, "unplugged_before", key) == ["phone_none", "connected"]


def test_a_question_can_be_answered_over_usb(lab_phone: StartPhone, key: str) -> None:
    phone = lab_phone(auth=True)
    with Hand(phone.question, ALLOW, after=0.2):
        assert with_phones([f"phone:S1:{phone.port}"], STEPS, "problem", "usb:S1", key) == "connected"


def test_a_pulled_cable_is_noticed_and_the_phone_can_come_back(lab_phone: StartPhone, key: str) -> None:
    content = bytes(12_000_000)
    phone = lab_phone(files={"/sdcard/file": content})
    told = with_phones([f"phone:S1:{phone.port}"], STEPS, "unplugged_within_a_pull", key)
    assert isinstance(told, dict)
    assert told["key"] == "phone_gone"
    assert told["noticed"] < 1
    assert told["again"] == len(content)


def test_coming_and_going_is_seen_without_burning_the_processor() -> None:
    told = with_phones(["phone:S1"], STEPS, "coming_and_going")
    assert isinstance(told, dict)
    assert told["states"] == [["usb:S1"], [], ["usb:S1"]]
    assert told["noticed"] < 1
    assert told["idle"] < 0.1
