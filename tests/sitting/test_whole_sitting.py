"""The main job, end to end: from the phone to a sealed bundle and a plan."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from devicecheck import practice
from devicecheck.plan import Question, Store, catalogue
from devicecheck.plan.forms import Form
from devicecheck.sitting.run_script import Done
from devicecheck.words import LANGUAGES
from tests.lab.fixtures import StartPhone
from tests.lab.practice_replies import files, replies
from tests.sitting.kit import CONSENTS, Wanted, sit, verify

NUMBER = re.compile(r"C-[0-9A-Z]{4}-[0-9A-Z]{4}")
OWN_TEXTS = re.compile(r"[A-Za-zÄÖÜäöü]{4,}")


def test_it_ends_with_something_in_hand(tmp_path: Path) -> None:
    sat = sit(tmp_path, Wanted(paper="card", gates=("client_ok",)))
    written = {path.name for path in sat.out.iterdir()}
    assert {"receipt.txt", "plan.json", "card.pdf"} <= written
    assert len([name for name in written if name.endswith(".age")]) == 1
    assert any(sat.bundle.name in line for line in sat.lines)
    assert sat.plan()["schema"] == "devicecheck.plan/1"
    assert sat.status in Done


def test_the_bundle_verifies_alone_with_its_receipt(tmp_path: Path) -> None:
    sat = sit(tmp_path, Wanted())
    command = verify(sat, "--receipt", str(sat.out / "receipt.txt"), "--json")
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["verified"] is True


def test_the_receipt_of_another_sitting_is_refused(tmp_path: Path) -> None:
    one, other = sit(tmp_path / "one", Wanted()), sit(tmp_path / "other", Wanted())
    command = verify(one, "--receipt", str(other.out / "receipt.txt"))
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert "receipt" in done.stdout


def test_every_answer_of_the_phone_is_an_exhibit_but_the_personal_ones_stay(tmp_path: Path) -> None:
    sat = sit(tmp_path, Wanted())
    with sat.vault() as vault:
        [case] = vault.cases()
        personal = {one.name for one in case.exhibits() if one.kind == "personal"}
        others = {one.name for one in case.exhibits() if one.kind != "personal"}
    inside = {name for name in sat.opened() if name.startswith("data/")}
    assert personal
    assert inside == others


def test_plan_and_answers_never_enter_the_bundle(tmp_path: Path) -> None:
    """The other side reads bundles: no question, no action, no plan, in no file, packed or not."""
    answers: dict[str, str | list[str]] = {"D1": "yes", "D3": "yes", "D5": ["live"], "O8": ["place", "msgs"]}
    sat = sit(tmp_path, Wanted(answers=answers, gates=("plan_agreed", "proof_saved", "client_ok"), paper="sheet"))
    taken = [item["action"] for item in sat.plan()["items"]]
    assert taken
    told = [catalogue().actions[name].text[language].text for name in taken for language in LANGUAGES]
    asked = [catalogue().questions[name].text[language].text for name in answers for language in LANGUAGES]
    opened = sat.opened()
    everything = b"\n".join([*opened.values(), *(name.encode() for name in opened)])
    for forbidden in (*taken, *told, *asked, "plan.json", "sheet", "Codewort", "code word"):
        assert forbidden.encode() not in everything, forbidden
    text = _text_of_pdfs(opened, tmp_path)
    assert "M-17" in text
    for forbidden in (*told, *asked):
        assert _words(forbidden) not in _words(text), forbidden


def test_a_report_says_that_something_was_left_out(tmp_path: Path) -> None:
    """A finding that rests on a withheld exhibit is not told, but nobody may take the silence for a clear view."""
    sat = sit(tmp_path, Wanted(address="practice:shared-plan", language="en"))
    apart = json.loads(sat.opened()["report/assessment.json"])
    told = sum(len(outcome["findings"]) for outcome in apart["outcomes"])
    with sat.vault() as vault:
        [case] = vault.cases()
        [kept] = [case.drawer.get(name) for name in case.drawer.names() if name.startswith("assessments/")]
    whole = sum(len(outcome["findings"]) for outcome in json.loads(kept or b"{}")["outcomes"])
    assert whole > told
    assert f"{whole - told} findings" in " ".join(_text_of_pdfs(sat.opened(), tmp_path).split())


def test_a_bundle_does_not_even_say_whether_there_is_a_plan(tmp_path: Path) -> None:
    lines = set()
    for consents in (CONSENTS, CONSENTS[:-1]):
        sat = sit(tmp_path / str(len(consents)), Wanted(consents=consents))
        log = sat.opened()["custody/log.jsonl"]
        assert b'"scope":"keep"' in log
        assert b'"scope":"plan"' not in log
        lines.add(len(log.splitlines()))
    assert len(lines) == 1


def _words(text: str) -> str:
    return " ".join(OWN_TEXTS.findall(text))


def _text_of_pdfs(opened: dict[str, bytes], folder: Path) -> str:
    texts = []
    for name, data in opened.items():
        if name.endswith(".pdf"):
            path = folder / "one.pdf"
            path.write_bytes(data)
            done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True, timeout=60)
            texts.append(done.stdout)
    return "\n".join(texts)


@pytest.mark.parametrize(
    "consents",
    [(), ("plan",), ("look",), ("look", "hand_over"), ("look", "plan"), ("look", "keep"), CONSENTS],
    ids="+".join,
)
def test_what_she_did_not_agree_to_does_not_happen(tmp_path: Path, consents: tuple[str, ...]) -> None:
    sat = sit(tmp_path, Wanted(consents=consents))
    written = {path.name for path in sat.out.iterdir()} if sat.out.exists() else set()
    assert ("plan.json" in written) == ("plan" in consents)
    assert any(name.endswith(".age") for name in written) == ("hand_over" in consents)
    with sat.vault() as vault:
        cases = vault.cases()
        exhibits = [one for case in cases for one in case.exhibits() if one.kept]
        plans = [case for case in cases if "plan.json" in case.drawer.names()]
        keys = [case for case in cases if "phone-key.pem" in case.drawer.names()]
    assert bool(exhibits) == ({"look", "keep"} <= set(consents))
    assert bool(plans) == ("plan" in consents)
    assert not keys


def test_without_keep_nothing_of_the_phone_is_left_in_the_vault(tmp_path: Path) -> None:
    sat = sit(tmp_path, Wanted(consents=("look", "hand_over")))
    left = sat.decrypted()
    for trace in (b"M-17", b"K2", b"com.android.vending", b"renamed-spy"):
        assert trace not in left


def test_danger_bars_the_look_but_not_the_plan(tmp_path: Path) -> None:
    sat = sit(tmp_path, Wanted(answers={"D1": "no"}))
    assert sat.status is Done.IN_PART
    assert not [name for name in sat.opened() if name.startswith("data/")]
    assert {item["action"] for item in sat.plan()["items"]} <= {
        "S02-danger-now", "S05-safe-device", "S06-safe-contact", "S07-code-word", "S10-helpline",
    }  # fmt: skip


def test_a_sitting_without_any_phone_is_complete(tmp_path: Path) -> None:
    sat = sit(tmp_path, Wanted(address=None, answers={"D1": "yes", "O8": ["place"]}))
    assert sat.status is Done.WHOLE
    assert sat.plan()["items"]


@pytest.mark.parametrize(
    "question",
    [one for one in catalogue().questions.values() if one.store is Store.MEMORY_ONLY],
    ids=lambda one: one.id,
)
def test_memory_only_answers_leave_no_trace(tmp_path: Path, question: Question) -> None:
    """Neither in what is written or printed nor in the decrypted vault, nor by what is there or missing beside it."""
    asked: dict[str, str | list[str]] = {"D1": "yes", "D3": "yes"}
    told = next(iter(reversed(question.answers)))
    without = sit(tmp_path / "without", Wanted(answers=asked, address=None))
    with_it = sit(tmp_path / "with", Wanted(answers={**asked, question.id: told}, address=None))
    assert with_it.plan()["items"] == without.plan()["items"]
    assert with_it.plan()["answers"] == without.plan()["answers"]
    assert [NUMBER.sub("C", line) for line in with_it.lines] == [NUMBER.sub("C", line) for line in without.lines]
    assert f'"{question.id}"'.encode() not in with_it.decrypted()


def test_the_paper_is_what_she_chose(tmp_path: Path) -> None:
    for form in (Form.NOTHING, Form.CARD, Form.SHEET):
        sat = sit(tmp_path / form.value, Wanted(paper=form.value))
        papers = {path.name for path in sat.out.glob("*.pdf")}
        assert papers == (set() if form is Form.NOTHING else {f"{form.value}.pdf"})


@pytest.mark.lab
def test_the_same_sitting_on_a_real_adbd(tmp_path: Path, lab_phone: StartPhone) -> None:
    described = practice.open_practice("renamed-spy").described
    phone = lab_phone(replies=replies(described), files=files(described))
    recorded, real = sit(tmp_path / "recorded", Wanted()), sit(tmp_path / "real", Wanted(address=phone.address))
    told = [line for line in recorded.lines if "zu besprechen" in line]
    assert told == [line for line in real.lines if "zu besprechen" in line] != []
    assert real.plan()["items"] == recorded.plan()["items"]
    data = {name: content for name, content in real.opened().items() if name.startswith("data/")}
    assert data == {name: content for name, content in recorded.opened().items() if name.startswith("data/")}
    done = subprocess.run(verify(real), capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout
