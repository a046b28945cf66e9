"""From a capture to the vault, its log, and the report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from devicecheck.exhibits import describe, files, folder, note
from devicecheck.exhibits.describe import Told
from devicecheck.exhibits.errors import RefusedError
from devicecheck.exhibits.rules import Circumstances, Whose
from devicecheck.report import Exhibit, from_case
from devicecheck.words import LANGUAGES, Words
from evidence.case import Case
from evidence.custody import Custody, Operator
from evidence.exif import redraw
from evidence.vault import Vault
from tests.evidence.kit import CHEAP, PASSPHRASE, FakeClock
from tests.exif.images import photo

HERS = Circumstances(keep=True, minor=False, whose=Whose.HERS, legal_advice=False)
MINOR = Circumstances(keep=True, minor=True, whose=Whose.HERS, legal_advice=True)
TOLD = Told(why="she wants to show it", shows="He wrote this.", started=datetime(2026, 11, 22, 9, 31, tzinfo=UTC))


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Vault.create(tmp_path / "vault", PASSPHRASE, clock=FakeClock(), cost=CHEAP) as vault:
        yield vault.new_case("M-17")


@pytest.fixture
def custody(case: Case) -> Custody:
    return case.begin(Operator(name="K2", role="counsellor"))


def keep_photo(custody: Custody, path: Path) -> str:
    with custody.exhibit(describe.photo(HERS, path, TOLD)) as writer:
        folder.take(path, writer.write).into(writer.result)
    return writer.number


def test_photo_note_and_redacted_copy_go_through_the_vault_into_the_report(
    case: Case, custody: Custody, tmp_path: Path
) -> None:
    path = tmp_path / "IMG_1.jpg"
    path.write_bytes(photo())
    number = keep_photo(custody, path)
    with custody.exhibit(describe.note(HERS, TOLD)) as writer:
        note.take("She says he knew.", writer.write).into(writer.result)
    with custody.exhibit(describe.redacted(HERS, number, TOLD)) as writer:
        writer.write(redraw(case.read(number)).jpeg)
    assert case.read(number) == photo() == path.read_bytes()
    shown = [from_case.exhibit(one, Words("en")) for one in case.exhibits()]
    first, second, third = (one for one in shown if one is not None)
    assert (first.group, first.title, first.says) == ("photos", "Photo of the screen: IMG_1.jpg", "He wrote this.")
    assert str(tmp_path) not in str(first)
    assert (second.group, second.capture.how) == ("notes", "typed by the counsellor")
    assert third.derived_from == number
    assert third.sha256 != first.sha256


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_event_that_the_log_knows_has_its_words(
    language: str, case: Case, custody: Custody, tmp_path: Path
) -> None:
    custody.consent("look", {"words": "yes"})
    (tmp_path / "a.jpg").write_bytes(photo())
    keep_photo(custody, tmp_path / "a.jpg")
    custody.withdraw("hand_over")
    custody.seal()
    events = from_case.events(case.events(), Words(language), datetime(2026, 1, 1, tzinfo=UTC))
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    for event, logged in zip(events, case.events(), strict=True):
        assert not event.what.startswith(logged.op)
        assert TOLD.why not in event.what


def test_what_was_deleted_has_no_place_in_the_report(case: Case, custody: Custody, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(photo())
    number = keep_photo(custody, tmp_path / "a.jpg")
    custody.seal()
    case.forget(number)
    assert [from_case.exhibit(one, Words("en")) for one in case.exhibits()] == [None]


@pytest.mark.parametrize(
    "capture",
    [
        lambda here: describe.screen(here, TOLD),
        lambda here: describe.file(here, b"/sdcard/a.jpg", TOLD),
        lambda here: describe.file(here, b"/sdcard/unknown", TOLD),
        lambda here: describe.photo(here, Path("a.jpg"), TOLD),
        lambda here: describe.redacted(here, "E-0001", TOLD),
    ],
)
def test_no_picture_of_a_minor_can_even_be_described(capture: object) -> None:
    with pytest.raises(RefusedError, match="minor"):
        capture(MINOR)  # type: ignore[operator]
    capture(HERS)  # type: ignore[operator]


def test_a_hostile_name_is_kept_as_bytes_and_shown_escaped() -> None:
    path = b"/sdcard/DCIM/\x1b]0;x\x07\xff.jpg"
    capture = describe.file(HERS, path, TOLD)
    assert bytes.fromhex(str(capture.details["name_hex"])) == path
    assert "\x1b" not in capture.source + capture.original_name
    assert (capture.suffix, capture.media_type) == ("jpg", "image/jpeg")


@pytest.mark.parametrize(
    "name", [b"/sdcard/x", b"/sdcard/x.", b"/sdcard/x.\xff\xff", b"/sdcard/a.b/c", b"/sdcard/x.longerthan8"]
)
def test_an_odd_ending_becomes_bin(name: bytes) -> None:
    assert describe.file(HERS, name, TOLD).suffix == "bin"


def test_comparison_survives_the_log(case: Case, custody: Custody) -> None:
    said: list[Exhibit] = []
    for taken in ("same", "different", "not_possible"):
        with custody.exhibit(describe.file(HERS, b"/sdcard/a.m4a", TOLD)) as writer:
            writer.write(b"sound")
            digest = {"same": writer.digests.sha256, "different": "0" * 64, "not_possible": ""}[taken]
            files.Taken(size=5, sha256="", on_phone=taken, on_phone_sha256=digest).into(writer.result)  # type: ignore[arg-type]
    for one in case.exhibits():
        shown = from_case.exhibit(one, Words("de"))
        assert shown is not None
        said.append(shown)
    assert [one.on_phone for one in said] == ["same", "different", "not_possible"]
