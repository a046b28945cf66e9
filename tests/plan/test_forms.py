"""What is on paper: every form is rendered, and its PDF's text searched for what must not be there."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path

import pikepdf
import pypdf
import pytest
from hypothesis import given as every
from hypothesis import settings as effort
from hypothesis import strategies as st

from devicecheck.plan import Desk, Gate, Look, Paper, Phase, Plan, Situation, catalogue, given, load, storable, suggest
from devicecheck.plan.errors import NotReleasedError
from devicecheck.plan.forms import Form, Print, choices, compose, filename, typeset
from devicecheck.settings import HelpLine, Settings

CATALOGUE = catalogue()
SETTINGS = Settings(
    help_line=HelpLine(number="0800 111 222", hours="8 to 20", cost="free", languages="Deutsch, English"),
    crisis_steps=("Tür zu", "Leitung rufen"),
)
EVERYTHING = {
    "D3": "yes", "D5": ["live"], "C2": "yes", "L6": "yes", "K1": "yes", "T1": "contact", "T2": "yes", "T3": "yes",
    "E1": ["proof", "leave"], "M1": "yes", "C4": "yes", "O4": "others",
}  # fmt: skip
NAMING = (
    "spy", "stalk", "track", "traffick", "police", "proof", "danger", "harm", "centre", "counsel", "watch", "plan",
    "Spion", "Überwach", "Sender", "Menschenhandel", "Polizei", "Beweis", "Gefahr", "Beratung", "Stelle", "Plan",
    "andere Person", "other person", "Droh", "threat", "löschen", "delete", "secret", "geheim",
)  # fmt: skip


def situation(gates: frozenset[Gate] = frozenset(Gate), **answers: object) -> Situation:
    return Situation(
        look=Look.COMPLETE,
        findings=frozenset(set(CATALOGUE.findings) - {"F.none", "F.incomplete"}),
        answers=given(CATALOGUE, EVERYTHING | answers),  # type: ignore[arg-type]
        gates=gates,
        fields=SETTINGS.fields(),
    )


def everything(language: str = "de", so: Situation | None = None) -> Print:
    """Everything that is offered is taken; every card line approved."""
    so = so or situation()
    found = suggest(CATALOGUE, so)
    desk = Desk(catalogue=CATALOGUE, suggestions=found, plan=Plan(language=language, review=date(2026, 12, 1)))
    desk = desk.agree(tuple(one.action.id for one in found.offered)).approve_cards()
    plan = desk.keep_version(at=datetime(2026, 11, 22, tzinfo=UTC), by="K2").plan
    return Print(catalogue=CATALOGUE, plan=plan, suggestions=found, values=SETTINGS.values(), language=language)


def text_of(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("form", [Form.CARD, Form.SHEET])
def test_paper_names_nothing(form: Form, language: str) -> None:
    text = text_of(typeset(compose(form, everything(language))))
    assert len(text) > 20
    assert [word for word in NAMING if word.lower() in text.lower()] == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_card_has_three_lines_and_no_title(language: str) -> None:
    page = compose(Form.CARD, everything(language))
    assert page.title == ""
    assert [len(block.lines) for block in page.blocks] == [3]


@pytest.mark.parametrize("form", [Form.CARD, Form.SHEET])
def test_what_may_never_be_on_paper_is_not(form: Form) -> None:
    what = everything()
    text = compose(form, what).words()
    for action in CATALOGUE.actions.values():
        if action.paper is Paper.NEVER:
            assert action.text["de"].text not in text
        assert action.care["de"].text not in text


@pytest.mark.parametrize("form", [Form.CARD, Form.SHEET, Form.FILE, Form.SCREEN])
def test_what_a_closed_gate_locks_is_never_printed(form: Form) -> None:
    """The plan was agreed while the gates were open; one has closed since."""
    closed = situation(gates=frozenset({Gate.CLIENT_OK}))
    what = replace(everything(), suggestions=suggest(CATALOGUE, closed))
    text = compose(form, what).words()
    for locked in what.suggestions.locked:
        for texts in (locked.action.text, locked.action.sheet, locked.action.card):
            assert not texts or texts["de"].text not in text, locked.action.id


def test_a_card_line_is_printed_only_after_the_client_approved_it() -> None:
    so = situation()
    desk = Desk(catalogue=CATALOGUE, suggestions=suggest(CATALOGUE, so), plan=Plan(language="de"))
    desk = desk.agree(tuple(one.action.id for one in desk.suggestions.offered))
    what = Print(catalogue=CATALOGUE, plan=desk.plan, suggestions=desk.suggestions, values=SETTINGS.values())
    assert compose(Form.CARD, what).blocks == ()
    own = replace(what, plan=desk.card("S05-safe-device", "Rezept von Ana").plan)
    assert compose(Form.CARD, own).words() == "Rezept von Ana"


def test_a_line_whose_date_or_number_nobody_knows_is_left_out() -> None:
    what = everything()
    bare = replace(what, plan=replace(what.plan, review=None), values={})
    for form in (Form.CARD, Form.SHEET, Form.SCREEN):
        assert "{" not in compose(form, bare).words()
        assert "Termin:" not in compose(form, bare).words()


def test_no_paper_leaves_nothing_and_a_card_of_her_own() -> None:
    so = situation(H2="yes")
    found = suggest(CATALOGUE, so)
    assert choices(found) == (Form.NOTHING, Form.CARD)
    assert choices(suggest(CATALOGUE, situation()))[0] is Form.NOTHING
    with pytest.raises(ValueError, match="sheet has no page"):
        compose(Form.SHEET, replace(everything(), suggestions=found))


@pytest.mark.parametrize("form", [Form.CARD, Form.SHEET, Form.FILE])
@pytest.mark.parametrize("language", ["ro", "ar"])
def test_a_draft_does_not_print(form: Form, language: str) -> None:
    with pytest.raises(NotReleasedError):
        compose(form, everything(language))


def test_a_draft_is_on_the_screen_only_and_marked_there() -> None:
    page = compose(Form.SCREEN, replace(everything(), draft_language="ar"))
    assert page.remarks == (CATALOGUE.forms["draft"]["de"].text,)
    assert (page.draft_language, page.draft_direction) == ("ar", "rtl")
    assert any(line.draft for block in page.blocks for line in block.lines)
    assert not any(
        line.draft for form in (Form.SHEET, Form.CARD) for block in compose(form, everything()).blocks
        for line in block.lines
    )  # fmt: skip


def test_her_own_words_have_no_draft_beside_them() -> None:
    what = everything()
    desk = Desk(catalogue=CATALOGUE, suggestions=what.suggestions, plan=what.plan).change("S05-safe-device", "Ana")
    page = compose(Form.SCREEN, replace(what, plan=desk.plan, draft_language="ro"))
    assert [line.draft for block in page.blocks for line in block.lines if line.text == "Ana"] == [""]


def test_a_released_language_prints_from_right_to_left_in_its_own_letters(tmp_path: Path) -> None:
    """Arabic, as if its drafts had been reviewed and released."""
    home = Path(str(files("devicecheck.plan").joinpath("catalogue")))
    copy = Path(shutil.copytree(home, tmp_path / "catalogue"))
    languages = copy / "languages.toml"
    languages.write_text(languages.read_text("utf-8").replace('"draft"', '"released"'), "utf-8")
    released = load(copy)
    so = situation()
    desk = Desk(catalogue=released, suggestions=suggest(released, so), plan=Plan(language="ar"))
    desk = desk.agree(tuple(one.action.id for one in desk.suggestions.offered))
    what = Print(
        catalogue=released, plan=desk.plan, suggestions=desk.suggestions, values=SETTINGS.values(), language="ar"
    )
    page = compose(Form.SHEET, what)
    assert page.direction == "rtl"
    assert page.title == "هاتفي: ملاحظات"
    with pikepdf.open(io.BytesIO(typeset(page))) as document:
        assert document.Root.Lang == "ar"
        fonts = [str(font.BaseFont) for font in document.pages[0].Resources.Font.values()]
    assert any("NotoSansArabic" in font for font in fonts)
    assert "0800111222" in digits_from_left(typeset(page)), "a telephone number is read from left to right"


def digits_from_left(pdf: bytes) -> list[str]:
    """Return the digits of each line of the first page as the eye meets them, whatever the order they are stored in."""
    found: dict[int, list[tuple[float, str]]] = {}

    def visit(text: str, around: list[float], at: list[float], *_: object) -> None:
        if text.strip():
            x, y = around[0] * at[4] + around[4], around[3] * at[5] + around[5]
            found.setdefault(round(y), []).append((x, text))

    pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text(visitor_text=visit)
    lines = ("".join(text for _, text in sorted(parts)) for parts in found.values())
    return ["".join(mark for mark in line if mark.isdigit()) for line in lines]


def test_the_file_holds_nothing_that_only_memory_knows() -> None:
    so = situation(T6="yes")
    what = everything(so=so)
    assert what.plan.item("T06-debt")
    filed = replace(what, plan=storable(CATALOGUE, what.plan, so).plan)
    text = text_of(typeset(compose(Form.FILE, filed)))
    assert "Schulden" not in text
    assert "Droht jemand mit Bildern" not in text


def test_the_counsellors_notes_come_after_the_clients_words() -> None:
    blocks = compose(Form.FILE, everything()).blocks
    assert blocks[-1].title == CATALOGUE.forms["file_care"]["de"].text
    cares = {action.care["de"].text for action in CATALOGUE.actions.values()}
    assert not cares & {text for block in blocks[:-1] for line in block.lines for text in (line.text, *line.details)}


@pytest.mark.parametrize("form", [Form.CARD, Form.SHEET, Form.FILE, Form.SCREEN])
def test_a_pdf_is_tagged_neutral_and_the_same_each_time(form: Form) -> None:
    page = compose(form, everything())
    pdf = typeset(page)
    assert pdf == typeset(page)
    assert filename(form) == f"{form.value}.pdf"
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.Root.MarkInfo.Marked
        assert document.Root.Lang == "de"
        info = dict(document.docinfo)
        assert set(info) <= {"/Title", "/Creator", "/Producer"}
        if form in {Form.CARD, Form.SHEET}:
            assert str(info["/Title"]) == "Notizen"


@pytest.mark.parametrize("form", [Form.CARD, Form.SHEET, Form.SCREEN])
def test_large_print_is_larger(form: Form) -> None:
    small, large = (
        typeset(compose(form, replace(everything(), large=large, pictures=large))) for large in (False, True)
    )
    assert small != large
    if form is Form.SHEET:
        assert len(pypdf.PdfReader(io.BytesIO(large)).pages) > len(pypdf.PdfReader(io.BytesIO(small)).pages)


def test_the_sheet_keeps_to_three_first_steps_and_five_of_each_other_time() -> None:
    counts = {block.title: len(block.lines) for block in compose(Form.SHEET, everything()).blocks}
    assert max(counts.values()) == 5
    assert counts[CATALOGUE.forms[f"sheet_{Phase.NOW.value}"]["de"].text] <= 3


@every(st.text(max_size=80))
@effort(max_examples=40, deadline=None)
def test_free_text_prints_as_text_whatever_is_in_it(words: str) -> None:
    what = everything()
    desk = Desk(catalogue=CATALOGUE, suggestions=what.suggestions, plan=what.plan)
    plan = desk.change("S05-safe-device", words).card("S05-safe-device", words).plan
    typeset(compose(Form.SHEET, replace(what, plan=plan, title=words)))


def test_markup_and_placeholders_of_the_client_are_only_characters() -> None:
    what = everything()
    desk = Desk(catalogue=CATALOGUE, suggestions=what.suggestions, plan=what.plan)
    hostile = '#strong[x] $a$ {helpline.x} <b> \\ "'
    plan = desk.change("S05-safe-device", hostile).card("S05-safe-device", hostile).plan
    for form in (Form.SHEET, Form.CARD):
        assert hostile.replace(" ", "") in text_of(typeset(compose(form, replace(what, plan=plan)))).replace(" ", "")
