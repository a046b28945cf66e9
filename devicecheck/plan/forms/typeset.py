"""A composed page as PDF: tagged, the same bytes for the same page, from memory, with fonts of a package."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from importlib.resources import files

import fontpkg_noto_sans
import fontpkg_noto_sans_arabic
import typst

from devicecheck import glyphs
from devicecheck.plan.forms.page import Form, Page

FONTS = [str(package.ROOT / "files") for package in (fontpkg_noto_sans, fontpkg_noto_sans_arabic)]


def filename(form: Form) -> str:
    """Return the name of the file: it says no more than the paper does."""
    return f"{form.value}.pdf"


def typeset(page: Page) -> bytes:
    """Return the page as PDF/UA-1; it names no author, no date and no centre.

    Letters that none of our fonts has are printed as their numbers, as everywhere in this program.
    """
    data: object = asdict(page) | {"form": page.form.value}
    icons = {line.icon for block in page.blocks for line in block.lines if line.icon}
    seen: frozenset[str] = frozenset()
    while True:
        try:
            return _compile(data, icons)
        except typst.TypstError as error:
            marks = glyphs.refused(error.diagnostic) - seen
            if not marks:
                raise
            seen |= marks
            data = glyphs.map_texts(data, lambda text, marks=marks: glyphs.number(text, marks))  # type: ignore[misc]


def _compile(data: object, icons: Iterable[str]) -> bytes:
    here = files(__package__)
    sources = {
        "main.typ": here.joinpath("form.typ").read_bytes(),
        "data.json": json.dumps(data, ensure_ascii=False).encode(),
        **{f"{icon}.svg": here.joinpath("icons", f"{icon}.svg").read_bytes() for icon in sorted(icons)},
    }
    pdf: object = typst.compile(  # type: ignore[call-overload]  # its types do not name files in memory
        sources, format="pdf", font_paths=FONTS, ignore_system_fonts=True, pdf_standards=["ua-1"], timestamp=0
    )
    if not isinstance(pdf, bytes):
        raise TypeError("a form is one file")
    return pdf
