"""ReportInput → PDF files. Nothing is written to disk: the typesetter reads from memory and sees no other file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import typst

from devicecheck.errors import DeviceCheckError
from devicecheck.report import glyphs, layout
from devicecheck.report.groups import PART_BYTES, picture_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from devicecheck.report.content import Exhibit, ReportInput

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
    parts = picture_parts(given.exhibits, part_bytes)
    names = [f"report-{given.language}-pictures-{number}.pdf" for number in range(1, len(parts) + 1)]
    shown_in = {exhibit.number: name for name, part in zip(names, parts, strict=True) for exhibit in part}
    main = typeset("report.typ", layout.report(given, shown_in), _receipt(given), given.made, given.language)
    return (
        Document(name=f"report-{given.language}.pdf", pdf=main),
        *(_part(given, part, name, parts) for name, part in zip(names, parts, strict=True)),
    )


def _receipt(given: ReportInput) -> dict[str, bytes]:
    return {"receipt.svg": layout.qr(given.receipt.text)} if given.receipt else {}


def _part(given: ReportInput, part: Iterable[Exhibit], name: str, parts: tuple[tuple[Exhibit, ...], ...]) -> Document:
    members = tuple(part)
    data = layout.picture_part(given, members, parts.index(members) + 1, len(parts))
    pictures = {
        f"{index}.svg": layout.drawing(member.picture) for index, member in enumerate(members) if member.picture
    }
    return Document(name=name, pdf=typeset("pictures.typ", data, pictures, given.made, given.language))


def typeset(template: str, data: Any, binaries: Mapping[str, bytes], made: datetime, language: str) -> bytes:  # noqa: ANN401
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
                raise ReportError(error.message, language=language) from error
        data = glyphs.map_texts(data, lambda text, marks=marks: glyphs.number(text, marks))  # type: ignore[misc]
    raise ReportError(template, language=language)


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
