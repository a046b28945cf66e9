"""Names that imitate, and how often ordinary names do. Corpora are used where they are here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checks.indicators.reading import read_list
from checks.names import imitates_id, imitates_label, machine_made

DATA = Path(__file__).parents[3] / "shared" / "data"
needs_corpora = pytest.mark.skipif(not (DATA / "corpora").is_dir(), reason="corpora of ordinary apps are not here")


@pytest.mark.parametrize(
    "package",
    [
        "com.android.core.mngi",
        "android.sys.process",
        "com.google.android.safe",
        "com.systemservice",
        "com.wifisettings.service",
    ],
)
def test_imitating_ids(package: str) -> None:
    assert imitates_id(package)


@pytest.mark.parametrize(
    "package",
    ["com.whatsapp", "org.system76.shop", "com.servicenow.app", "de.sync.notes", "com.update", "system.fonts"],
)
def test_ordinary_ids(package: str) -> None:
    assert not imitates_id(package)


@pytest.mark.parametrize(
    "label", ["System Service", "  wi-fi ", "S\u0443stem Service", "", "\\u{200b}", "Systemdienst"]
)
def test_imitating_labels(label: str) -> None:
    assert imitates_label(label)


@pytest.mark.parametrize("label", ["WhatsApp", "Sync my notes", "Settings for cameras"])
def test_ordinary_labels(label: str) -> None:
    assert not imitates_label(label)


@needs_corpora
def test_rates_on_listed_and_ordinary_ids() -> None:
    """Bounds, not the figures themselves: those are in docs/detection-quality.md."""
    data = (DATA / "indicators/stalkerware-indicators/ioc.yaml").read_bytes()
    listed = [entry.value for entry in read_list(data, "ioc").entries if entry.match.value == "package"]
    ordinary = (DATA / "corpora/fdroid/package_ids.txt").read_text("utf-8").split()
    assert sum(map(imitates_id, listed)) / len(listed) > 0.14
    assert sum(map(imitates_id, ordinary)) / len(ordinary) < 0.006
    assert sum(map(machine_made, listed)) / len(listed) > 0.04
    assert sum(map(machine_made, ordinary)) / len(ordinary) < 0.012


@needs_corpora
def test_no_known_part_of_a_phone_is_on_the_reviewed_or_the_starter_list_as_hidden() -> None:
    parts = set(json.loads((DATA / "corpora/uad/uad_lists.json").read_bytes()))
    starter = read_list((Path(__file__).parents[2] / "checks/indicators/starter.toml").read_bytes(), "starter")
    assert not parts & {entry.value for entry in starter.entries if entry.kind.value == "stalkerware"}
