"""ReportInput → PDF files. Nothing is written to disk: the typesetter reads from memory and sees no other file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import typst

from devicecheck import glyphs
from devicecheck.errors import DeviceCheckError
from devicecheck.report import layout
from devicecheck.report.content import Exhibit, ReportInput
from devicecheck.report.groups import PART_BYTES, detail_parts, picture_parts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

STANDARDS = ["a-2a", "ua-1"]
_TRIES = 4


class ReportError(DeviceCheckError):
    """The report could not be laid out."""

    key = "report_failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One finished file."""

    name: str
    """``report-de.pdf`` or ``report-de-pictures-1.pdf``."""
    pdf: bytes


def render(given: ReportInput, part_bytes: int = PART_BYTES) -> tuple[Document, ...]:
    """Return the report and its files of pictures; the same bytes for the same input.

    Raises ``ReportError``. A few seconds for thousands of exhibits.
    """
    parts, details = picture_parts(given.exhibits, part_bytes), detail_parts(given.exhibits)
    shown_in = _places(given, "pictures", parts)
    described_in = _places(given, "exhibits", details)
    main = typeset("report.typ", layout.report(given, shown_in, described_in), _receipt(given), given.made)
    return (
        Document(name=f"report-{given.language}.pdf", pdf=main),
        *(_details(given, number, details, shown_in) for number in range(1, len(details) + 1)),
        *(_pictures(given, number, parts) for number in range(1, len(parts) + 1)),
    )


Parts = tuple[tuple[Exhibit, ...], ...]


def _name(given: ReportInput, kind: str, number: int) -> str:
    return f"report-{given.language}-{kind}-{number}.pdf"


def _places(given: ReportInput, kind: str, parts: Parts) -> dict[str, str]:
    """Return which file shows an exhibit, by the exhibit's number."""
    return {one.number: _name(given, kind, number) for number, part in enumerate(parts, 1) for one in part}


def _details(given: ReportInput, number: int, parts: Parts, shown_in: Mapping[str, str]) -> Document:
    data = layout.detail_part(given, parts[number - 1], number, len(parts), shown_in)
    return Document(name=_name(given, "exhibits", number), pdf=typeset("exhibits.typ", data, {}, given.made))


def _pictures(given: ReportInput, number: int, parts: Parts) -> Document:
    members = parts[number - 1]
    data = layout.picture_part(given, members, number, len(parts))
    drawn = {f"{index}.svg": layout.drawing(one.picture) for index, one in enumerate(members) if one.picture}
    return Document(name=_name(given, "pictures", number), pdf=typeset("pictures.typ", data, drawn, given.made))


def _receipt(given: ReportInput) -> dict[str, bytes]:
    return {"receipt.svg": layout.qr(given.receipt.text)} if given.receipt else {}


def typeset(template: str, data: Any, binaries: Mapping[str, bytes], made: datetime) -> bytes:  # noqa: ANN401
    """Lay out one template with its data; characters that no font of ours has are shown as numbers.

    Raises ``ReportError``.
    """
    texts = {name: files(__package__).joinpath(name).read_bytes() for name in (template, "frame.typ")}
    for attempt in range(_TRIES):
        sources = {"main.typ": texts[template], "frame.typ": texts["frame.typ"], **binaries}
        sources["data.json"] = json.dumps(data, ensure_ascii=False).encode()
        try:
            return _compile(sources, made)
        except typst.TypstError as error:
            marks = glyphs.refused(error.diagnostic) if attempt < _TRIES - 2 else glyphs.beyond_latin(data)
            if not marks or attempt == _TRIES - 1:
                raise ReportError(error.message) from error
        data = glyphs.map_texts(data, lambda text, marks=marks: glyphs.number(text, marks))  # type: ignore[misc]
    raise ReportError(template)


def _compile(sources: Mapping[str, bytes], made: datetime) -> bytes:
    pdf: object = typst.compile(  # type: ignore[call-overload]  # its types do not name files in memory
        dict(sources),
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards=STANDARDS,
        timestamp=int(made.timestamp()),
    )
    if not isinstance(pdf, bytes):
        raise ReportError("no single file came out")
    return pdf
