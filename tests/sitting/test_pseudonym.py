import pytest

from devicecheck.sitting.pseudonym import gives_away


@pytest.mark.parametrize("code", ["M-17", "MP", "2026-0041", "B. K.", "K2/17", "Löwin", "17 04"])
def test_initials_and_codes_pass(code: str) -> None:
    assert gives_away(code) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Maria Petrova", "name"),
        ("Петрова Мария", "name"),
        ("Nguyễn Thị", "name"),
        ("petrova,maria", "name"),
        ("maria@example.org", "mail"),
        ("0151 2345678", "phone"),
        ("+49 (0)30 123456", "phone"),
    ],
)
def test_what_gives_a_person_away_is_noticed(text: str, kind: str) -> None:
    assert gives_away(text) == kind
