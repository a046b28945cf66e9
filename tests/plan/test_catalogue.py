"""The catalogue is whole, or says in which file and line it is not; checks name only finding types that it has."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from checks.registry import all_checks
from devicecheck.plan import Gate, Noticed, Paper, Phase, Store, catalogue, load
from devicecheck.plan.errors import CatalogueError
from devicecheck.plan.read import catalogue as shipped

HOME = Path(__file__).resolve().parents[2]
SOURCE = HOME / "devicecheck" / "plan" / "catalogue"
CATALOGUE = catalogue()


def test_it_has_all_questions_and_actions() -> None:
    assert len(CATALOGUE.questions) == 60
    assert len(CATALOGUE.actions) == 88
    assert len(CATALOGUE.findings) == 28
    assert shipped() is CATALOGUE


def test_questions_about_danger_come_before_anything_technical() -> None:
    assert [section.id for section in CATALOGUE.sections][:2] == ["P", "D"]
    assert next(iter(CATALOGUE.sections[1].questions)) == "D1"


@pytest.mark.parametrize("check", [check.id for check in all_checks()])
def test_every_finding_type_that_a_check_names_leads_to_an_action(check: str) -> None:
    named = set(re.findall(r'"(F\.\w+)"', (HOME / "checks" / check / "check.py").read_text("utf-8")))
    used = {trigger for action in CATALOGUE.actions.values() for trigger in action.triggers}
    assert named, f"{check} names no finding type"
    assert named <= set(CATALOGUE.findings) & used


def test_a_possibility_is_never_said_as_a_fact() -> None:
    """What only a finding or a doubtful answer suggests begins with Maybe, a question, or what we do."""
    for name in ("P09-managed-phone", "M08-sim-not-yours", "A12-accounts-in-your-name", "L07-tracker-found"):
        texts = CATALOGUE.actions[name].text
        assert texts["de"].text.startswith("Vielleicht")
        assert texts["en"].text.startswith("Maybe")


@pytest.mark.parametrize("action", CATALOGUE.actions.values(), ids=lambda action: action.id)
def test_what_can_be_noticed_or_destroys_proof_is_never_now(action: object) -> None:
    one = CATALOGUE.actions[action.id]  # type: ignore[attr-defined]
    if one.noticed is Noticed.LIKELY or one.destroys_proof:
        assert one.phase in {Phase.SAFE, Phase.LATER}
        assert Gate.PLAN_AGREED in one.needs
    if one.destroys_proof:
        assert Gate.PROOF_SAVED in one.needs
    if one.paper is Paper.NEVER:
        assert not one.sheet
        assert not one.card


def test_five_actions_are_left_in_danger() -> None:
    left = {name[:3] for name, one in CATALOGUE.actions.items() if one.in_danger}
    assert left == {"S02", "S05", "S06", "S07", "S10"}


def test_ranks_are_an_order() -> None:
    for phase in Phase:
        ranks = [one.rank for one in CATALOGUE.actions.values() if one.phase is phase]
        assert len(ranks) == len(set(ranks)), phase


def test_debts_images_family_and_forced_acts_are_memory_only() -> None:
    memory = {name for name, one in CATALOGUE.questions.items() if one.store is Store.MEMORY_ONLY}
    assert memory == {"D2", "D9", "D10", "C7", "T2", "T3", "T4", "T6"}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOURCE, tmp_path / "catalogue"))


def edit(path: Path, change: Callable[[str], str]) -> None:
    before = path.read_text("utf-8")
    after = change(before)
    assert after != before, "the test changed nothing"
    path.write_text(after, "utf-8")


def entry(name: str, old: str, new: str) -> Callable[[str], str]:
    """Replace in one table only."""

    def change(text: str) -> str:
        head, table, rest = re.split(rf"(?m)^(?=\[{name}\])", text)[0], *_table(text, name)
        return head + table.replace(old, new, 1) + rest

    return change


def _table(text: str, name: str) -> tuple[str, str]:
    start = re.search(rf"(?m)^\[{name}\]", text).start()  # type: ignore[union-attr]
    following = re.search(r"(?m)^\[", text[start + 1 :])
    end = start + 1 + following.start() if following else len(text)
    return text[start:end], text[end:]


PHONE, SAFETY, DANGER = "actions/3-phone.toml", "actions/1-safety.toml", "questions/1-safety.toml"
BROKEN = {
    "missing gate": (PHONE, entry("P03-remove-app", '"proof_saved", ', ""), "P03-remove-app: destroys proof without"),
    "visible without a plan": (PHONE, entry("P05-new-code", '"plan_agreed", ', ""), "P05-new-code: can be noticed"),
    "visible now": (PHONE, entry("P03-remove-app", '"safe"', '"now"'), "its phase is 'now'"),
    "unknown gate": (PHONE, entry("P03-remove-app", "client_ok", "client_yes"), "'client_yes' is none of"),
    "unknown trigger": (PHONE, entry("P03-remove-app", "F.spy_known", "F.spy"), "unknown trigger 'F.spy'"),
    "unknown answer": (SAFETY, entry("S13-family-risk", "D9.yes", "D9.ja"), "unknown trigger 'D9.ja'"),
    "unknown action": (PHONE, entry("P02-new-phone-fresh", "P01-second-phone", "P99"), "unknown trigger 'action:P99'"),
    "cycle": (
        PHONE,
        entry("P01-second-phone", '"F.rooted"', '"action:P02-new-phone-fresh"'),
        "triggers run in a circle",
    ),
    "missing language": (SAFETY, entry("S05-safe-device", "de.text", "# de.text"), "has no 'text' in de"),
    "empty text": (SAFETY, lambda text: re.sub(r'en\.care = ".*"', 'en.care = ""', text, count=1), "no 'care' in en"),
    "no words for paper": (SAFETY, entry("S05-safe-device", "en.sheet", "# en.sheet"), "has no 'sheet' in en"),
    "lost placeholder": (SAFETY, entry("S10-helpline", "{helpline}", "…"), "placeholders"),
    "unknown placeholder": (SAFETY, lambda text: text.replace("{helpline}", "{hotline}"), "placeholders"),
    "unknown source": (SAFETY, entry("S05-safe-device", "BFF-LS", "NOBODY"), "unknown source 'NOBODY'"),
    "no source": (SAFETY, lambda text: re.sub(r"sources = \[.*\]", "sources = []", text, count=1), "names no source"),
    "unknown key": (SAFETY, entry("S05-safe-device", "noticed", "seen_by"), "'noticed' is missing"),
    "surplus key": (SAFETY, entry("S05-safe-device", "rank", "colour = 'red'\nrank"), "unknown colour"),
    "twice": (
        "actions/4-accounts.toml",
        lambda text: text + _table((SOURCE / PHONE).read_text("utf-8"), "P03-remove-app")[0],
        "already in actions/3-phone.toml",
    ),
    "no toml": (SAFETY, lambda text: text + "\n= x\n", "at line"),
    "wrong type": (SAFETY, entry("S05-safe-device", "rank = 14", "rank = '14'"), "'rank' is missing or no number"),
    "unknown flag": (DANGER, lambda text: text.replace('"danger_now"', '"danger"', 1), "unknown flag 'danger'"),
    "memory-only hold": (
        "questions/7-work.toml",
        lambda text: text.replace('flags = ["do_not_record"]', 'holds = ["E06-police-your-choice"]', 1),
        "would be missing from a stored plan",
    ),
    "unknown message": (DANGER, lambda text: text.replace('"pause"', '"stay"', 1), "unknown message 'stay'"),
    "translation of nothing": ("translations/ro.toml", lambda text: text + "\n[actions.X1]\ntext='x'\n", "actions.X1"),
    "translation without placeholder": (
        "translations/ar.toml",
        lambda text: text.replace("{date}", "…", 1),
        "N03-check-again: placeholders [] in 'ar'",
    ),
    "unknown status": ("languages.toml", lambda text: text.replace('"draft"', '"done"', 1), "'done' is none of"),
    "finding without action": ("findings.toml", lambda text: text + '\n["F.x"]\nde="x"\nen="x"\n', "F.x: no action"),
    "renamed away": (PHONE, lambda text: text.replace("[P13-phone-taken]", "[P13-phone-gone]"), "ids.txt:"),
}  # fmt: skip


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_catalogue_names_file_and_line_before_anything_is_shown(fault: str, copy: Path) -> None:
    file, change, expected = BROKEN[fault]
    edit(copy / file, change)
    with pytest.raises(CatalogueError) as caught:
        load(copy)
    assert expected in caught.value.detail
    assert re.match(r"[\w/-]+\.(toml|txt):", caught.value.detail), caught.value.detail


def test_the_line_is_the_line_of_the_entry(copy: Path) -> None:
    file, change, _ = BROKEN["missing gate"]
    edit(copy / file, change)
    line = (copy / file).read_text("utf-8").split("[P03-remove-app]")[0].count("\n") + 1
    with pytest.raises(CatalogueError, match=rf"^actions/3-phone\.toml:{line}: P03-remove-app"):
        load(copy)


def test_a_renamed_action_is_found_by_its_old_name(copy: Path) -> None:
    edit(copy / PHONE, lambda text: text.replace("[P13-phone-taken]", "[P13-phone-gone]"))
    for language in ("ro", "ar"):
        edit(copy / "translations" / f"{language}.toml", lambda text: text.replace("P13-phone-taken", "P13-phone-gone"))
    edit(copy / "ids.txt", lambda text: text + "P13-phone-gone\n")
    edit(copy / "renamed.toml", lambda text: text + '\nP13-phone-taken = "P13-phone-gone"\n')
    found = load(copy).action("P13-phone-taken")
    assert found is not None
    assert found.id == "P13-phone-gone"


def test_a_released_translation_of_one_text_is_marked_so(copy: Path) -> None:
    released = '{ text = "Puneți telefonul în altă cameră.", status = "released" }'
    edit(
        copy / "translations" / "ro.toml",
        lambda text: re.sub(r'(?<=\[actions\.S01-talk-without-phone\]\ntext = )".*"', released, text),
    )
    texts = load(copy).actions["S01-talk-without-phone"].text
    assert texts["ro"].status.value == "released"
    assert texts["ar"].status.value == "draft"
