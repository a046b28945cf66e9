"""Each recommendation names a feature and a test, and both are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2]
PAGE = HOME / "docs" / "recommendations.md"
COLUMNS = 6
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.read_text("utf-8").splitlines()
    if re.match(r"\| [SQ]\d+ \|", line)
]


def test_all_of_them_are_on_the_list() -> None:
    assert [row[0] for row in ROWS] == [*(f"S{n}" for n in range(1, 16)), *(f"Q{n}" for n in range(1, 13))]
    assert {len(row) for row in ROWS} == {COLUMNS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_its_tests_and_files_exist(row: list[str]) -> None:
    tests = re.findall(r"`(tests/[^`]+)`", row[5])
    assert tests
    for named in tests:
        file, _, function = named.partition("::")
        text = (HOME / file).read_text("utf-8")
        assert f"def {function or 'test_'}" in text, named
    for path in re.findall(r"`((?:devicecheck|checks|evidence)/[^`]*)`", row[4]):
        assert (HOME / path).exists(), path


def test_no_page_is_cited_that_nobody_has_read() -> None:
    """Whoever writes a page number has the study at hand, and changes the paragraph above the table and this test."""
    assert {row[3] for row in ROWS} == {"–"}  # noqa: RUF001 - the dash that the page uses
    assert "full text was not at hand" in PAGE.read_text("utf-8")
