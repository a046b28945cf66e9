"""What a photo says, and that no photo can harm the one who asks."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.exif import CannotRedrawError, Field, State, read, redraw
from evidence.exif.claims import place_of, weigh
from evidence.exif.wall import LARGEST, WORKER
from tests.exif.images import bare, photo, with_xmp


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
def test_place_time_and_device_are_read_from_every_container(kind: str) -> None:
    claims = read(photo(kind))
    assert claims.format == kind
    assert claims[Field.PLACE].value == "52.520000,-13.405000"
    assert claims[Field.TAKEN].value == "2026:07:11 14:02:33 +02:00"
    assert claims[Field.DEVICE].value == "samsung SM-A546B"
    assert claims[Field.SOFTWARE].value == "GIMP 2.10"
    assert claims.tells_whereabouts


def test_two_readers_stand_behind_a_jpeg_and_one_behind_a_webp() -> None:
    assert [reading.reader for reading in read(photo())[Field.PLACE].readings] == ["exifread", "pillow"]
    webp = read(photo("WEBP"))
    assert [reading.reader for reading in webp[Field.PLACE].readings] == ["pillow"]
    assert webp.failures == (("exifread", "type"),)


def test_a_photo_without_metadata_says_nothing() -> None:
    claims = read(bare())
    assert {claim.state for claim in claims.claims} == {State.NOT_THERE}
    assert not claims.tells_whereabouts


@pytest.mark.parametrize("junk", [b"", b"nope", b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"\0" * 5000, photo()[:200]])
def test_unreadable_is_not_the_same_as_nothing(junk: bytes) -> None:
    claims = read(junk)
    assert claims[Field.PLACE].state is State.COULD_NOT_READ
    assert claims.failures
    assert claims.tells_whereabouts, "nobody can say that it does not"


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"heix"])
def test_a_heic_that_breaks_its_reader_could_not_be_read(brand: bytes) -> None:
    box = b"ftyp" + brand + b"\0\0\0\0" + b"mif1" + brand
    broken = (len(box) + 4).to_bytes(4, "big") + box + b"\0\0\0\x0cmeta\0\0\0\0" + b"\0" * 64
    claims = read(broken)
    assert claims[Field.PLACE].state is State.COULD_NOT_READ
    assert set(dict(claims.failures)) == {"exifread", "pillow"}


def test_a_photo_of_an_iphone_is_redrawn_without_its_place() -> None:
    copy = redraw(photo("HEIF"))
    assert copy.jpeg.startswith(b"\xff\xd8")
    assert read(copy.jpeg)[Field.PLACE].state is State.NOT_THERE


def test_readers_that_differ_are_said() -> None:
    claims = read(with_xmp(photo(), 'exif:GPSLatitude="48,8.0N" exif:GPSLongitude="11,34.5E" xmp:CreatorTool="Edit"'))
    assert claims[Field.PLACE].state is State.DISAGREE
    assert claims[Field.PLACE].value is None
    assert len(claims.places) == 3
    assert claims[Field.SOFTWARE].state is State.DISAGREE


def test_a_place_only_named_in_xmp_counts() -> None:
    claims = read(with_xmp(bare(), 'photoshop:City="Leipzig" photoshop:Country="DE"'))
    assert claims[Field.PLACE].value == "Leipzig, DE"
    assert claims.tells_whereabouts


def test_a_film_hidden_in_a_photo_is_named() -> None:
    claims = read(bare() + b"\0\0\0\x18ftypmp42" + b"\0" * 50)
    assert "video" in claims.holds
    assert claims.tells_whereabouts


def test_hostile_text_comes_back_bounded() -> None:
    claims = read(photo(text="\x1b]0;pwned\x07" + "A" * 5000))
    assert len(claims[Field.TEXT].readings[0].value) <= 500


def test_a_redrawn_copy_holds_nothing_but_pixels() -> None:
    original = photo(size=400)
    kept = bytes(original)
    copy = redraw(with_xmp(original, 'photoshop:City="Leipzig"'))
    claims = read(copy.jpeg)
    assert {claim.state for claim in claims.claims} == {State.NOT_THERE}
    assert claims.holds == ()
    assert b"Leipzig" not in copy.jpeg
    assert b"Exif" not in copy.jpeg
    assert (copy.width, copy.height) == (200, 400), "turned as the camera meant"
    assert original == kept


def test_a_view_is_small_and_the_same_twice() -> None:
    original = photo(size=3000)
    assert redraw(original, longest=800) == redraw(original, longest=800)
    assert max(redraw(original, longest=800).width, redraw(original, longest=800).height) == 800


@pytest.mark.parametrize("junk", [b"", b"nope", photo()[:300]])
def test_what_cannot_be_drawn_is_an_error_with_a_reason(junk: bytes) -> None:
    with pytest.raises(CannotRedrawError) as caught:
        redraw(junk)
    assert caught.value.reason


def test_a_bomb_is_refused() -> None:
    header = bytearray(bare("PNG"))
    header[16:24] = (30_000).to_bytes(4, "big") * 2
    with pytest.raises(CannotRedrawError):
        redraw(bytes(header))
    assert read(bytes(header))[Field.PLACE].state is not State.SAID


def test_time_is_limited() -> None:
    assert read(photo(), seconds=0.001).failures == (("worker", "time"),)
    with pytest.raises(CannotRedrawError, match="time"):
        redraw(photo(), seconds=0.001)


def test_size_is_limited() -> None:
    assert read(b"\0" * (LARGEST + 1)).failures == (("worker", "size"),)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
@pytest.mark.parametrize(
    "deed",
    [
        "open('written', 'wb')",
        "open('/etc/hosts', 'rb')",
        "bytearray(3 * 1024**3)",
        "__import__('socket').socket()",
        "__import__('os').fork()" if __import__("os").getuid() else "open('/dev/null', 'wb')",
    ],
)
def test_the_worker_gave_its_rights_away(deed: str, tmp_path: object) -> None:
    script = (
        "import importlib.util as u\n"
        f"s = u.spec_from_file_location('worker', {str(WORKER)!r})\n"
        "w = u.module_from_spec(s); s.loader.exec_module(w)\n"
        "import socket\n"
        "w.give_up_rights()\n"
        f"try:\n    {deed}\nexcept (OSError, MemoryError):\n    print('refused')\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", script], capture_output=True, text=True, check=False, cwd=str(tmp_path)
    )
    assert done.stdout == "refused\n", done.stderr


SEEDS = [
    photo("JPEG"),
    photo("PNG"),
    photo("WEBP"),
    photo("AVIF"),
    photo("TIFF"),
    photo("HEIF"),
    with_xmp(photo(), 'exif:GPSLatitude="1,2N"'),
]


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(SEEDS), st.lists(st.tuples(st.integers(0, 600), st.integers(0, 255)), min_size=1, max_size=12))
def test_no_mutated_image_reaches_the_caller(seed: bytes, changes: list[tuple[int, int]]) -> None:
    broken = bytearray(seed)
    for place, value in changes:
        broken[place % len(broken)] = value
    claims = read(bytes(broken))
    assert {claim.field for claim in claims.claims} == set(Field)


answers = st.dictionaries(st.sampled_from(list(Field)), st.text(max_size=30), max_size=4)


@given(
    st.dictionaries(st.sampled_from(["exifread", "pillow", "xmp"]), answers),
    st.dictionaries(st.sampled_from(["exifread", "pillow"]), st.sampled_from(["type", "OSError"])),
)
def test_nothing_there_is_said_only_where_somebody_looked(
    readings: dict[str, dict[str, str]], failed: dict[str, str]
) -> None:
    readings = {reader: said for reader, said in readings.items() if reader not in failed}
    for claim in weigh(readings, failed):
        values = [said[claim.field] for said in readings.values() if said.get(claim.field)]
        if claim.state is State.NOT_THERE:
            assert not values
            assert "OSError" not in failed.values()
        assert (claim.value is not None) == (claim.state is State.SAID)
        assert len(claim.readings) == len(values)


@given(st.text(max_size=30))
def test_a_place_is_on_the_earth(text: str) -> None:
    place = place_of(text)
    assert place is None or (abs(place.latitude) <= 90 and abs(place.longitude) <= 180)


def test_the_worker_needs_nothing_of_ours() -> None:
    spec = importlib.util.spec_from_file_location("worker", WORKER)
    assert spec is not None
    assert "evidence" not in WORKER.read_text("utf-8").split('"""', 2)[2].split("def main")[0]
