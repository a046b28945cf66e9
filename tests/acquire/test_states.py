"""What is plugged in: decided purely, so every case is a line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from devicecheck.acquire.address import TcpAddress, UsbAddress, parse
from devicecheck.acquire.errors import BadAddressError, PhoneError
from devicecheck.acquire.states import PhoneState, Plugged, choose, seen
from devicecheck.words import LANGUAGES, Words

PHONE = Plugged(
    vendor=0x18D1,
    product=0x4EE7,
    serial="S1",
    maker="Google",
    model="Pixel_7",
    interfaces=frozenset({"ff4201"}),
    permitted=True,
    held=False,
)
CHARGING = replace(PHONE, interfaces=frozenset({"060101"}), serial="C1")
IPHONE = replace(PHONE, vendor=0x05AC, product=0x12A8, interfaces=frozenset({"060101"}), serial="A1")
KEYBOARD = replace(PHONE, vendor=0x046D, interfaces=frozenset({"030101"}))
CAMERA = replace(PHONE, vendor=0x04A9, interfaces=frozenset({"060101"}))


@pytest.mark.parametrize(
    ("device", "state"),
    [
        (PHONE, PhoneState.READY),
        (CHARGING, PhoneState.CHARGE_ONLY),
        (replace(CHARGING, interfaces=frozenset({"ffff00"})), PhoneState.CHARGE_ONLY),
        (replace(PHONE, permitted=False), PhoneState.NO_PERMISSION),
        (replace(PHONE, permitted=False, held=True), PhoneState.NO_PERMISSION),
        (replace(PHONE, held=True), PhoneState.BUSY),
        (IPHONE, PhoneState.IPHONE),
        (replace(PHONE, vendor=0x9999), PhoneState.READY),
    ],
)
def test_each_phone_has_its_state(device: Plugged, state: PhoneState) -> None:
    (phone,) = seen([KEYBOARD, device, CAMERA])
    assert phone.state is state


def test_what_is_no_phone_is_not_looked_at() -> None:
    assert seen([KEYBOARD, CAMERA, replace(IPHONE, product=0x0250)]) == ()


def test_names_from_the_phone_are_hostile() -> None:
    (phone,) = seen([replace(PHONE, vendor=1, model="\x1b[2J\u202e" + "x" * 500, maker="\x07", serial="a\nb")])
    shown = phone.model + phone.maker + phone.address
    assert shown.isprintable()
    assert len(shown) < 250


@pytest.mark.parametrize(
    ("devices", "key"),
    [
        ([], "phone_none"),
        ([KEYBOARD], "phone_none"),
        ([PHONE, replace(PHONE, serial="S2")], "phone_several"),
        ([CHARGING], "phone_charge_only"),
        ([IPHONE], "phone_iphone"),
        ([replace(PHONE, held=True)], "phone_busy"),
        ([replace(PHONE, permitted=False)], "phone_no_permission"),
    ],
)
def test_without_one_ready_phone_the_reason_is_said(devices: list[Plugged], key: str) -> None:
    with pytest.raises(PhoneError) as raised:
        choose(seen(devices))
    assert raised.value.key == key


def test_the_one_ready_phone_is_chosen_beside_others() -> None:
    assert choose(seen([CHARGING, IPHONE, PHONE])).address == "usb:S1"


@pytest.mark.parametrize("state", [*(state.value for state in PhoneState), "none", "waiting", "denied", "gone", "back"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_has_words(state: str, language: str) -> None:
    words = Words(language)
    assert words.say(f"connect.state.{state}.title")
    assert words.say(f"connect.state.{state}.do")


def _errors(kind: type[PhoneError]) -> list[type[PhoneError]]:
    return [kind, *(child for direct in kind.__subclasses__() for child in _errors(direct))]


@pytest.mark.parametrize("kind", _errors(PhoneError), ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_has_three_sentences(kind: type[PhoneError], language: str) -> None:
    for part in ("happened", "means", "do"):
        assert Words(language).say(f"errors.{kind.key}.{part}", address="x").endswith((".", "?"))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("usb:ABC", UsbAddress("ABC")),
        ("usb:", UsbAddress("")),
        ("tcp:localhost:5555", TcpAddress("localhost", 5555)),
        ("tcp:[::1]:5555", TcpAddress("::1", 5555)),
    ],
)
def test_addresses(text: str, address: UsbAddress | TcpAddress) -> None:
    assert parse(text) == address


@pytest.mark.parametrize(
    "text", ["", "usb", "tcp:host", "tcp::5", "tcp:h:0", "tcp:h:65536", "tcp:h:x", "practice:x", "h:5"]
)
def test_no_addresses(text: str) -> None:
    with pytest.raises(BadAddressError):
        parse(text)
