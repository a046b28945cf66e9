"""Every input that once broke a parser; the name says which, README.md there says what it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from devicecheck.parse.registry import parsers
from devicecheck.source import SourceError, open_source
from tests.parse.samples import artifact
from tests.parse.visible import assert_visible

FOLDER = Path(__file__).resolve().parents[1] / "vectors" / "parse"
VECTORS = sorted(path for path in FOLDER.iterdir() if path.suffix != ".md")
ARCHIVES = [path for path in VECTORS if path.name.startswith("archive-")]


@pytest.mark.parametrize("path", [path for path in VECTORS if path not in ARCHIVES], ids=lambda path: path.name)
def test_a_vector_no_longer_breaks_its_parser(path: Path) -> None:
    kind = path.name.rsplit("-", 1)[0]
    parsed = parsers()[kind].parse(artifact(kind, path.read_bytes()))
    assert_visible(parsed)
    assert parsed.gaps


@pytest.mark.parametrize("path", ARCHIVES, ids=lambda path: path.name)
def test_an_archive_no_longer_breaks_its_reader(path: Path) -> None:
    with pytest.raises(SourceError):
        open_source(path)


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.name)
def test_a_vector_is_explained(path: Path) -> None:
    assert path.name in (FOLDER / "README.md").read_text("utf-8")
