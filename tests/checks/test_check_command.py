"""``devicecheck check``: one JSON object, honest exit statuses, and never "nothing found" for what was not read."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from checks.registry import all_checks, digests
from devicecheck.cli import main
from devicecheck.words import LANGUAGES
from tests.phones import forms, generated
from tests.quality.phones import phone

CAPTURES = Path(__file__).parents[3] / "shared" / "data" / "captures"
SHA256 = re.compile(r"[0-9a-f]{64}")
NEVER = re.compile(r"\b(clean|safe now|hacked|sauber|gehackt|jetzt sicher)\b", re.IGNORECASE)


@pytest.fixture(autouse=True)
def own_data(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEVICECHECK_DATA", str(tmp_path_factory.mktemp("data")))


@pytest.fixture(scope="module")
def infected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A phone in AndroidQF's form, with an app that a list of ours knows."""
    return forms.androidqf(generated.generated("a08-listed-truthspy").phone, tmp_path_factory.mktemp("aqf"))


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, dict[str, Any]]:
    status = main(["check", *map(str, arguments), "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_the_object_has_the_form_that_was_promised(infected: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, told = run(capsys, infected)
    assert status == 3, "AndroidQF does not acquire everything"
    assert told["schema"] == "devicecheck.assessment/1"
    assert set(told["source"]) == {"kind", "sha256"}
    assert SHA256.fullmatch(told["source"]["sha256"])
    assert set(told["phone"]) == {"maker", "model", "android", "patch"}
    assert [set(one) for one in told["lists"]] == [{"name", "date", "sha256", "entries"}]
    for outcome in told["outcomes"]:
        assert set(outcome) == {"check", "outcome", "missing", "findings"}
        assert outcome["outcome"] in {"looked", "not_assessed", "broke"}
        assert bool(outcome["missing"]) == (outcome["outcome"] == "not_assessed")
        for finding in outcome["findings"]:
            assert set(finding) == {"subject", "user", "concern", "confidence", "type", "title", "because"}
            assert all(SHA256.fullmatch(fact["artifact"]) and fact["place"] for fact in finding["because"])
    assert all(set(app) == {"package", "user", "label", "concern", "confidence", "checks"} for app in told["apps"])
    order = [("act", "ask", "note").index(app["concern"]) for app in told["apps"]]
    assert order == sorted(order)
    assert told["apps"][0]["package"] == "com.systemservice"
    assert told["apps"][0]["concern"] == "act"


def test_it_names_the_checks_that_were_used(infected: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, told = run(capsys, infected)
    used = {outcome["check"] for outcome in told["outcomes"]}
    assert told["made_with"]["checks"] == {check: digests()[check] for check in used}
    assert all(SHA256.fullmatch(digest) for digest in digests().values())


def test_checks_that_do_not_apply_to_this_phone_are_left_out(
    infected: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, told = run(capsys, infected)
    used = {outcome["check"] for outcome in told["outcomes"]}
    assert used == {check.id for check in all_checks() if check.min_sdk <= 26}


def test_without_lists_nothing_is_known_by_name(infected: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, told = run(capsys, infected, "--no-lists")
    by_check = {outcome["check"]: outcome for outcome in told["outcomes"]}
    assert (status, told["lists"]) == (3, [])
    assert by_check["android/known_package"]["outcome"] == "not_assessed"
    assert by_check["android/known_package"]["missing"] == ["Indicator"]


def test_given_lists_are_used_alone(infected: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other.yaml"
    other.write_text("- name: Ex\n  type: stalkerware\n  packages: [com.example.never]\n", "utf-8")
    _, told = run(capsys, infected, "--indicators", other, "--indicators", generated.FAMILIES)
    assert [one["name"] for one in told["lists"]] == ["other.yaml", "families.yaml"]
    assert "android/known_package" not in told["apps"][0]["checks"]


def test_titles_are_in_the_language_that_was_asked_for(infected: Path, capsys: pytest.CaptureFixture[str]) -> None:
    titles = {}
    for language in LANGUAGES:
        _, told = run(capsys, infected, "--language", language)
        titles[language] = {finding["title"] for outcome in told["outcomes"] for finding in outcome["findings"]}
    assert titles["de"] & titles["en"] == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plain_lines_say_everything_and_nothing_too_much(
    infected: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(infected), "--language", language]) == 3
    said = capsys.readouterr().out
    assert "com.systemservice" in said
    assert "2026-06-21" in said
    assert "{" not in said.replace("\\u{", "")
    assert not NEVER.search(said)


@pytest.mark.parametrize("what", ["missing", "empty folder", "junk file", "empty zip", "other zip", "junk inside"])
def test_what_cannot_be_read_prints_no_json(what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "source"
    if what in {"empty folder", "junk inside"}:
        source.mkdir()
        if what == "junk inside":
            (source / "acquisition.json").write_text("{}", "utf-8")
            (source / "dumpsys.txt").write_bytes(b"\x00\xff nothing of a phone\n" * 100)
            (source / "packages.json").write_bytes(b"\xff")
    elif what == "junk file":
        source.write_bytes(b"\x00\xff nothing of a phone\n" * 100)
    elif what != "missing":
        with zipfile.ZipFile(source, "w") as file:
            if what == "other zip":
                file.writestr("holiday.txt", "sun and sea")
    assert main(["check", str(source), "--json"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err


def test_a_list_that_is_none_is_an_error_of_its_own(
    infected: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    junk = tmp_path / "junk.yaml"
    junk.write_bytes(b"\x00")
    assert main(["check", str(infected), "--indicators", str(junk)]) == 1
    assert capsys.readouterr().out == ""


@pytest.mark.skipif(not CAPTURES.is_dir(), reason="captures of real phones are not here")
def test_a_real_capture_is_read_and_what_it_lacks_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    status, told = run(capsys, CAPTURES / "mvt" / "androidqf")
    assert status == 3
    assert told["source"]["kind"] == "androidqf"
    outcomes = {outcome["check"]: outcome for outcome in told["outcomes"]}
    assert outcomes["android/root_signs"]["findings"]
    assert outcomes["android/device_admin"]["outcome"] == "not_assessed"
    assert not [app for app in told["apps"] if app["concern"] == "act"]


def test_a_whole_phone_is_looked_at_by_every_check() -> None:
    from tests.quality.phones import lists, look  # noqa: PLC0415 - heavy

    assert look(phone("nothing-of-note"), lists()).complete
