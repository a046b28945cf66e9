"""``case.jsonld``: what it says, and that the ontology's own validator accepts it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devicecheck.report.case_uco import document
from tests.report.sample import exhibit, full

_PLACES = (str(Path(sys.executable).parent), os.environ["PATH"])
VALIDATOR = shutil.which("case_validate", path=os.pathsep.join(_PLACES))


def nodes(text: bytes) -> list[dict[str, Any]]:
    graph: list[dict[str, Any]] = json.loads(text)["@graph"]
    return graph


def conforms(text: bytes, folder: Path) -> str:
    assert VALIDATOR
    path = folder / "case.jsonld"
    path.write_bytes(text)
    command = [VALIDATOR, "--built-version", "case-1.5.0", "--allow-info", path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.split("Results")[0].strip()


def test_each_exhibit_has_a_record_an_action_and_both_hashes() -> None:
    graph = nodes(document(full(), manifest_sha256="ab" * 32))
    kinds = [node["@type"] for node in graph]
    assert kinds.count("case-investigation:ProvenanceRecord") == 5
    assert kinds.count("case-investigation:InvestigativeAction") == 5
    assert kinds.count("uco-observable:File") == 6
    numbers = [node["case-investigation:exhibitNumber"] for node in graph if "Provenance" in node["@type"]]
    assert numbers == [f"E-{number:04}" for number in range(1, 6)]
    values = json.dumps(graph)
    assert all(one.sha256.upper() in values and one.blake3.upper() in values for one in full().exhibits)


def test_same_input_same_bytes_and_every_reference_has_its_node() -> None:
    assert document(full()) == document(full())
    graph = nodes(document(full()))
    known = {node["@id"] for node in graph}
    for node in graph:
        for key in ("uco-core:object", "uco-action:instrument", "uco-action:performer", "uco-action:object"):
            given_ = node.get(key, [])
            assert all(one["@id"] in known for one in (given_ if isinstance(given_, list) else [given_]))


def test_what_the_client_says_and_what_was_found_stay_out() -> None:
    text = document(full()).decode()
    assert "repariert" not in text
    assert "wo sie war" not in text
    assert "Sehbehinderung" not in text


def test_a_copy_points_to_what_it_was_made_from() -> None:
    graph = nodes(document(full(exhibits=(exhibit(1), exhibit(2, group="files", derived_from="E-0001")))))
    record = next(node["@id"] for node in graph if node.get("case-investigation:exhibitNumber") == "E-0001")
    actions = [node for node in graph if node["@type"] == "case-investigation:InvestigativeAction"]
    assert actions[1]["uco-action:object"] == {"@id": record}


@settings(max_examples=20)
@given(st.text(max_size=40))
def test_hostile_text_stays_inside_its_string(text: str) -> None:
    graph = nodes(document(full(case=text, exhibits=(exhibit(1, title=text),))))
    spoken = {node["@type"].partition(":")[0] for node in graph}
    assert spoken <= {"case-investigation", "uco-observable", "uco-tool", "uco-identity"}


@pytest.mark.lab
@pytest.mark.skipif(VALIDATOR is None, reason="case_validate is missing (extra: case)")
def test_the_validator_of_the_ontology_accepts_it(tmp_path: Path) -> None:
    assert conforms(document(full(), manifest_sha256="ab" * 32), tmp_path).endswith("Conforms: True")
    assert conforms(document(full(device=None, exhibits=(), stories=())), tmp_path).endswith("Conforms: True")


@pytest.mark.lab
@pytest.mark.skipif(VALIDATOR is None, reason="case_validate is missing (extra: case)")
def test_the_validator_would_notice_a_mistake(tmp_path: Path) -> None:
    broken = document(full()).replace(b'"uco-observable:sizeInBytes": 48213', b'"uco-observable:sizeInBytes": "many"')
    assert conforms(broken, tmp_path).endswith("Conforms: False")
