"""The report: what it says, what it never says, and that a stranger's text stays text."""

from __future__ import annotations

import dataclasses
import io
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from devicecheck.report import Event, ReportInput, layout, render
from devicecheck.report.groups import picture_parts
from tests.report.sample import START, exhibit, full, picture


def claims(pdf: bytes) -> dict[str, str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        meta = opened.open_metadata()
        return {key: str(meta.get(key)) for key in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")}


def text_of(pdf: bytes, folder: Path) -> str:
    path = folder / "r.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()


needs = {
    tool: pytest.mark.skipif(shutil.which(tool) is None, reason=f"{tool} is missing")
    for tool in ("qpdf", "pdftotext", "outloud")
}


@pytest.mark.parametrize("language", ["de", "en"])
def test_it_claims_pdf_a_2a_and_ua_1_and_has_no_attachment(language: str) -> None:
    for document in render(full(language=language)):
        assert claims(document.pdf) == {"pdfaid:part": "2", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
        with pikepdf.open(io.BytesIO(document.pdf)) as opened:
            assert len(opened.attachments) == 0
            assert opened.Root.MarkInfo.Marked
            assert str(opened.Root.Lang) == language
            assert "/OpenAction" not in opened.Root
            assert "/OutputIntents" in opened.Root


def test_same_input_same_bytes() -> None:
    assert render(full()) == render(full())


def test_another_time_gives_another_file() -> None:
    later = dataclasses.replace(full(), made=datetime.fromisoformat("2026-11-23T11:00:00+00:00"))
    assert render(full())[0].pdf != render(later)[0].pdf


@pytest.mark.lab
@needs["qpdf"]
def test_qpdf_finds_no_fault(tmp_path: Path) -> None:
    for document in render(full()):
        path = tmp_path / document.name
        path.write_bytes(document.pdf)
        done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_main_points_of_pdf_a_hold() -> None:
    """ISO 19005-2: fonts embedded, one output intent, no scripts, no encryption, an identifier, XMP as plain text."""
    for document in render(full()):
        with pikepdf.open(io.BytesIO(document.pdf)) as opened:
            assert not opened.is_encrypted
            assert "/ID" in opened.trailer
            assert len(opened.Root.OutputIntents) == 1
            assert "/Filter" not in opened.Root.Metadata
            assert not {"/AA", "/OpenAction", "/AcroForm"} & set(opened.Root.keys())
            kinds = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary)]
            assert not [one for one in kinds if {"/JS", "/JavaScript", "/EF"} & set(one.keys())]
            fonts = [one for one in kinds if one.get("/Type") == "/FontDescriptor"]
            assert fonts
            assert all({"/FontFile2", "/FontFile3"} & set(one.keys()) for one in fonts)


@pytest.mark.lab
@needs["outloud"]
def test_a_screen_reader_can_read_it(tmp_path: Path) -> None:
    paths = []
    for document in (render(full())[0], render(full(language="en"))[1]):
        paths.append(tmp_path / document.name)
        paths[-1].write_bytes(document.pdf)
    done = subprocess.run(["outloud", "-q", *paths], capture_output=True, text=True, check=False)
    assert done.stdout.count("PASS") == len(paths), done.stdout


HOSTILE = [
    '#read("/etc/passwd")',
    "*bold* _x_ $x$ <label> @ref ] [ #panic()",
    "\u202egnp.exe",
    "\x1b]0;pwned\x07",
    "a" * 3000,
    "中文 ไทย 😀 \ue000 \ufffe",
    "\\u{202e}",
    "</title><script>alert(1)</script>",
    "e" + "\u0301" * 400,
]


@pytest.mark.lab
@needs["pdftotext"]
@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_text_is_only_text(evil: str, tmp_path: Path) -> None:
    given_ = full(
        case=evil,
        exhibits=(exhibit(1, title=evil, says=evil, name_on_phone=evil, machine=((evil, evil),), text=evil),),
    )
    text = text_of(render(given_)[0].pdf, tmp_path)
    assert "root:" not in text
    assert "\u202e" not in text
    assert "\x1b" not in text


@pytest.mark.lab
@needs["pdftotext"]
def test_what_cannot_be_printed_is_shown_as_its_number(tmp_path: Path) -> None:
    text = text_of(render(full(exhibits=(exhibit(1, says="中 und \u202e und Жук"),)))[0].pdf, tmp_path)
    assert "\\u{4e2d}" in text
    assert "\\u{202e}" in text
    assert "Жук" in text


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_stops_the_report(title: str, says: str) -> None:
    assert render(full(exhibits=(exhibit(1, title=title, says=says, text=says),), stories=()))[0].pdf.startswith(
        b"%PDF"
    )


@pytest.mark.lab
@needs["pdftotext"]
def test_it_names_what_was_not_checked_and_what_nobody_can_prove(tmp_path: Path) -> None:
    text = " ".join(text_of(render(full(language="en"))[0].pdf, tmp_path).split())
    assert "Nobody can prove that the phone told the truth" in text
    assert "Arbeitsprofil" in text
    assert "READ BY A PROGRAM" in text
    assert "TYPED BY A PERSON" in text


@pytest.mark.lab
@needs["pdftotext"]
def test_practice_is_said_on_every_page(tmp_path: Path) -> None:
    given_ = full(practice=True)
    text = text_of(render(given_)[0].pdf, tmp_path)
    pages = text.rstrip("\f").split("\f")
    assert all("ÜBUNG" in page for page in pages)


def test_an_empty_sitting_still_has_a_report() -> None:
    given_ = full(device=None, exhibits=(), stories=(), not_checked=(), events=(), receipt=None, origin="", anchor="")
    assert [document.name for document in render(given_)] == ["report-de.pdf"]


def test_pictures_are_split_by_group_and_size() -> None:
    image = picture("x", (20, 20))
    exhibits = tuple(
        exhibit(number, group="screenshots" if number < 4 else "files", picture=image) for number in range(1, 6)
    )
    parts = picture_parts(exhibits, limit=len(image.jpeg) * 2)
    assert [[item.number for item in part] for part in parts] == [
        ["E-0001", "E-0002"],
        ["E-0003"],
        ["E-0004", "E-0005"],
    ]
    names = [document.name for document in render(full(exhibits=exhibits), part_bytes=len(image.jpeg) * 2)]
    assert names == ["report-de.pdf", *(f"report-de-pictures-{number}.pdf" for number in (1, 2, 3))]


def test_there_is_no_place_for_plan_answers_or_cover_stories() -> None:
    names = {field.name for field in dataclasses.fields(ReportInput)}
    assert not names & {"plan", "answers", "actions", "cover_stories", "contacts", "risk"}


def test_many_exhibits_are_described_in_files_of_their_own() -> None:
    exhibits = tuple(exhibit(number, group="files" if number > 200 else "answers") for number in range(1, 321))
    documents = render(full(exhibits=exhibits))
    names = [document.name for document in documents]
    assert names == ["report-de.pdf", *(f"report-de-exhibits-{number}.pdf" for number in (1, 2, 3))]
    assert all(document.pdf.startswith(b"%PDF") for document in documents)


def test_a_long_log_counts_what_is_routine() -> None:
    events = tuple(
        Event(seq=number, at=START, what="odd" if number == 7 else "usual", routine=number != 7)
        for number in range(1, 400)
    )
    data = layout.report(full(events=events), {}, {})
    assert [row[0] for row in data["events"]] == ["7"]
    assert "398" in data["left_out"]
    assert len(layout.report(full(events=events[:100]), {}, {})["events"]) == 100
