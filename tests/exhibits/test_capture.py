"""Captures from AOSP's own adbd: the bytes that are there, and nothing changed."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.acquire.allowed import only_reads
from devicecheck.acquire.android import AndroidPhone
from devicecheck.acquire.connecting import connect
from devicecheck.acquire.errors import FileRefusedError, TooMuchError
from devicecheck.acquire.key import new_key
from devicecheck.acquire.phone import Limits
from devicecheck.exhibits import files, screenshot
from devicecheck.exhibits.errors import ScreenshotError
from tests.exif.images import bare, photo
from tests.lab.fixtures import StartPhone, never, noon
from tests.lab.phone import Answer, LabPhone

KEY = new_key()


def opened(phone: LabPhone) -> AndroidPhone:
    return connect(phone.address, key=KEY, clock=noon)


@pytest.mark.lab
def test_a_screenshot_is_the_bytes_the_phone_sent(lab_phone: StartPhone) -> None:
    picture = bare("PNG")
    kept = bytearray()
    phone = lab_phone(replies={"screencap -p": Answer(picture)})
    taken = screenshot.take(opened(phone), kept.extend, never)
    assert phone.asked() == ["screencap -p"]
    assert bytes(kept) == picture
    assert (taken.sha256, taken.size) == (sha256(picture).hexdigest(), len(picture))


@pytest.mark.lab
@pytest.mark.parametrize("answer", [b"", b"error: no display", bare("PNG")[:-5], bare("JPEG")])
def test_no_screenshot_is_an_error_and_nothing_is_kept(answer: bytes, lab_phone: StartPhone) -> None:
    kept = bytearray()
    with pytest.raises(ScreenshotError):
        screenshot.take(opened(lab_phone(replies={"screencap -p": Answer(answer)})), kept.extend, never)
    assert not kept


NAMES = [
    "a.jpg",
    "two words.jpg",
    "it's.jpg",
    "$(id).jpg",
    "`id`;rm -rf.jpg",
    "-rf.jpg",
    "Über Жук.jpg",
    'quo"te.jpg',
    "a\\b.jpg",
]


@pytest.mark.lab
def test_files_are_listed_copied_and_compared_whatever_their_name(lab_phone: StartPhone) -> None:
    content = {f"/sdcard/DCIM/{name}": photo(text=name) for name in NAMES}
    phone = lab_phone(files=content)
    before = {path: (phone.root / path[1:]).stat().st_mtime_ns for path in content}
    line = opened(phone)
    listing = files.look(line, never)
    assert {found.path.decode() for found in listing.files} == set(content)
    assert {found.path.decode(): found.size for found in listing.files} == {k: len(v) for k, v in content.items()}
    for found in listing.files:
        kept = bytearray()
        taken = files.take(line, found.path, kept.extend, never)
        assert bytes(kept) == content[found.path.decode()]
        assert taken.on_phone == "same"
        assert taken.on_phone_sha256 == taken.sha256 == sha256(kept).hexdigest()
    assert before == {path: (phone.root / path[1:]).stat().st_mtime_ns for path in content}


@pytest.mark.lab
def test_a_name_that_no_command_can_carry_is_copied_and_not_compared(lab_phone: StartPhone) -> None:
    line = opened(lab_phone(files={"/sdcard/DCIM/new\nline\x1b.jpg": b"bytes"}))
    (found,) = files.look(line, never).files
    assert found.size is None
    kept = bytearray()
    assert files.take(line, found.path, kept.extend, never).on_phone == "not_possible"
    assert bytes(kept) == b"bytes"


@pytest.mark.lab
def test_a_phone_that_says_another_checksum_is_told_apart(lab_phone: StartPhone) -> None:
    path = "/sdcard/DCIM/a.jpg"
    lie = f"{'0' * 64}  {path}\n".encode()
    line = opened(lab_phone(files={path: b"bytes"}, replies={f"sha256sum -- '{path}'": Answer(lie)}))
    taken = files.take(line, path.encode(), bytearray().extend, never)
    assert (taken.on_phone, taken.on_phone_sha256) == ("different", "0" * 64)


@pytest.mark.lab
def test_a_file_that_is_gone_or_too_large_is_an_error(lab_phone: StartPhone) -> None:
    line = opened(lab_phone(files={"/sdcard/DCIM/a.jpg": b"x" * 5000}))
    with pytest.raises(FileRefusedError):
        files.take(line, b"/sdcard/DCIM/b.jpg", bytearray().extend, never)
    with pytest.raises(TooMuchError):
        files.take(line, b"/sdcard/DCIM/a.jpg", bytearray().extend, never, Limits(bytes=100))


@pytest.mark.lab
def test_the_files_of_an_app_are_named_by_the_phone(lab_phone: StartPhone) -> None:
    said = b"package:/data/app/~~x==/org.a-1/base.apk\npackage:/data/app/~~x==/org.a-1/split.apk\n"
    line = opened(lab_phone(replies={"pm path --user 0 'org.a'": Answer(said)}))
    paths = files.app_files(line, "org.a", 0, never)
    assert paths == (b"/data/app/~~x==/org.a-1/base.apk", b"/data/app/~~x==/org.a-1/split.apk")


@given(st.binary(min_size=1, max_size=60))
def test_a_name_that_is_put_into_a_command_stays_one_word_that_only_reads(name: bytes) -> None:
    path = b"/sdcard/" + name
    if files.can_be_named(path):
        assert only_reads(f"sha256sum -- {files.quoted(path)}")
        assert path.decode().isprintable() or "\t" in path.decode() or "\n" in path.decode()


def test_pictures_and_films_are_told_from_what_can_show_nothing() -> None:
    assert files.may_show(b"/sdcard/a.jpg")
    assert files.may_show(b"/sdcard/a.mp4")
    assert files.may_show(b"/sdcard/no-ending")
    assert files.may_show(b"/sdcard/m4a")
    assert not files.may_show(b"/sdcard/voice.OPUS")
    assert not files.may_show(b"/sdcard/chat.txt")
