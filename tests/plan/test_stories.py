"""Six written stories: what is suggested, agreed, printed and stored is a reviewed snapshot, and really happens."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pytest

from devicecheck.plan import Look, Noticed, Phase, Store, catalogue, storable, to_json
from devicecheck.sitting.desk import open_desk
from devicecheck.sitting.run_script import Done, check_script, run
from devicecheck.sitting.script import read_script
from tests.plan.test_forms import NAMING
from tests.stories.tell import HOME, NAMES, Found, agreed, paper, script, situation, tell, written

CATALOGUE = catalogue()
PASSPHRASE = "long enough for a story"


@pytest.mark.parametrize("name", NAMES)
def test_the_story_is_told_as_it_was_reviewed(name: str) -> None:
    """After a change: ``python -m tests.stories.tell``, then read the difference aloud."""
    assert tell(name) == (HOME / "snapshots" / f"{name}.md").read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_no_story_does_now_what_can_be_noticed(name: str) -> None:
    for item in agreed(name).plan.active:
        action = CATALOGUE.actions[item.action]
        if item.phase in {Phase.NOW, Phase.BEFORE}:
            assert action.noticed is not Noticed.LIKELY
            assert not action.destroys_proof


@pytest.mark.parametrize("name", NAMES)
def test_what_each_story_is_about_is_in_its_plan(name: str) -> None:
    wanted = {
        "lives-with": {"S03-no-delete-yet", "S05-safe-device", "E01-photo-before-change"},
        "three-watchers": {"S06-safe-contact", "E07-lawyer-first", "A13-papers", "T06-debt", "E03-keep-messages"},
        "work-phone": {"P09-managed-phone", "S05-safe-device", "E07-lawyer-first", "T08-check-in-duty"},
        "nothing-found": {"L06-search-tracker", "L01-who-sees-place", "A06-look-devices", "K01-child-devices"},
        "minor": {"T01-images-threat", "E03-keep-messages", "S06-safe-contact"},
        "press-charges": {"E07-lawyer-first", "E08-keep-phone-for-experts", "E01-photo-before-change"},
    }
    plan = agreed(name).plan
    assert wanted[name] <= {item.action for item in plan.active}


def test_no_story_takes_the_phone_from_the_police_or_pictures_of_a_minor() -> None:
    held = {one.action.id: one.because for one in agreed("minor").suggestions.held}
    assert held.items() >= {"T03-images-remove": "flag:minor", "E09-save-ads": "flag:minor"}.items()
    assert "P04-reset-phone" not in {item.action for item in agreed("press-charges").plan.items}


def test_who_cannot_keep_paper_is_not_asked_to_write() -> None:
    held = {one.action.id: one.because for one in agreed("lives-with").suggestions.held}
    assert held["E02-write-down"] in {"H1.no", "H2.yes"}


@dataclass(slots=True, kw_only=True)
class Sat:
    """One story that was carried out with everything real but the phone."""

    name: str
    home: Path
    status: Done
    lines: list[str]

    def found(self) -> Found:
        """Return what the look really brought, from the assessment that the vault kept."""
        desk = open_desk(self.home / "vault", PASSPHRASE)
        try:
            kept = [case.drawer.get("assessments/0001.json") for case in desk.vault.cases()]
        finally:
            desk.close()
        if not kept or kept[0] is None:
            return Found(look=Look.NONE, findings=frozenset(), platform=None)
        outcomes = json.loads(kept[0])["outcomes"]
        types = {one["type"] for out in outcomes for one in out["findings"] if one["concern"] != "note"}
        whole = all(one["outcome"] == "looked" for one in outcomes)
        return Found(look=Look.COMPLETE if whole else Look.INCOMPLETE, findings=frozenset(types), platform="android")

    def everything(self) -> bytes:
        """Return all that whoever has the passphrase can read: the vault, decrypted, the files written, the lines."""
        parts = [path.read_bytes() for path in sorted((self.home / "out").iterdir()) if path.suffix != ".age"]
        parts += [line.encode() for line in self.lines]
        desk = open_desk(self.home / "vault", PASSPHRASE)
        try:
            for case in desk.vault.cases():
                parts += [case.drawer.get(name) or b"" for name in case.drawer.names()]
                parts += [case.read(one.number) for one in case.exhibits() if one.kept]
                parts += [repr(event).encode() for event in case.events()]
        finally:
            desk.close()
        return b"\n".join(parts)


@pytest.fixture(scope="module", params=NAMES)
def sat(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sat:
    home = tmp_path_factory.mktemp(request.param)
    (home / "passphrase.txt").write_text(PASSPHRASE)
    told = read_script((HOME / f"{request.param}.toml").read_text("utf-8"), home)
    check_script(told)
    lines: list[str] = []
    desk = open_desk(home / "vault", PASSPHRASE)
    try:
        status = run(told, desk, lines.append)
    finally:
        desk.close()
    return Sat(name=request.param, home=home, status=status, lines=lines)


def test_the_look_brings_at_least_what_the_story_says(sat: Sat) -> None:
    assert sat.found().findings >= written(sat.name).findings
    assert (sat.found().look is Look.NONE) == (written(sat.name).look is Look.NONE)


def test_the_whole_sitting_ends_with_the_plan_of_these_answers_and_findings(sat: Sat) -> None:
    desk = agreed(sat.name, sat.found())
    stored = storable(CATALOGUE, desk.plan, situation(sat.name, sat.found()))
    expected, really = json.loads(to_json(stored)), json.loads((sat.home / "out" / "plan.json").read_text("utf-8"))
    assert [item["action"] for item in really["items"]] == [item["action"] for item in expected["items"]]
    assert really["answers"] == expected["answers"]
    assert len(really["versions"]) == len(expected["versions"]) == 1


def test_the_paper_is_hers_and_names_nothing(sat: Sat) -> None:
    form = script(sat.name).paper
    printed = sorted(path.name for path in (sat.home / "out").glob("*.pdf"))
    if form == "nothing":
        assert printed == []
        return
    assert printed == [f"{form}.pdf"]
    pages = pypdf.PdfReader(io.BytesIO((sat.home / "out" / printed[0]).read_bytes())).pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    assert text == "".join(paper(sat.name, sat.found()).split())
    assert [word for word in NAMING if "".join(word.split()).lower() in text.lower()] == []


def test_memory_only_answers_left_no_trace_anywhere(sat: Sat) -> None:
    """Neither the answer, nor its note, nor an action that nothing else suggests, in no language and no output."""
    told = situation(sat.name)
    content = sat.everything()
    memory = [name for name in told.answers if CATALOGUE.questions[name].store is Store.MEMORY_ONLY]
    kept = {item["action"] for item in json.loads((sat.home / "out" / "plan.json").read_text("utf-8"))["items"]}
    for question in memory:
        assert f'"{question}"'.encode() not in content
        for code in told.answers[question].codes:
            led_to = [one for one in CATALOGUE.actions.values() if set(one.triggers) == {f"{question}.{code}"}]
            for action in led_to:
                assert action.id not in kept
                assert action.id.encode() not in content
    if sat.name == "three-watchers":
        assert memory == ["D9", "T2", "T3"]
        assert b"T06-debt" not in content
        assert b"T01-images-threat" not in content
        assert b"owe money" not in content
    if sat.name == "lives-with":
        assert b"11:30" not in content
