"""What MVT says of the same phones, run as a program of its own from an environment of its own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from checks.facts import Match
from devicecheck.lists import Stored
from devicecheck.practice.android.phone import AndroidPhone
from tests.phones import forms

LEVELS = ("INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL")
PATTERNS = {
    Match.PACKAGE: "app:id",
    Match.CERTIFICATE: "app:cert.sha1",
    Match.FILE: "file:hashes.sha256",
    Match.DOMAIN: "domain-name:value",
}
ID = "{kind}--00000000-0000-4000-8000-{number:012d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mvt:
    """The program in its environment."""

    program: Path

    def version(self) -> str:
        """Return its version, as its environment states it."""
        code = "from importlib.metadata import version; print(version('mvt'))"
        done = subprocess.run(
            [self.program.parent / "python", "-c", code], capture_output=True, text=True, check=True, timeout=60
        )
        return done.stdout.strip()

    def alerts(self, phone: AndroidPhone, work: Path, stix: Path | None) -> list[dict[str, object]]:
        """Return its alerts over both forms of a phone, an AndroidQF folder and a bugreport zip."""
        work.mkdir(parents=True)
        folder, report = forms.androidqf(phone, work), forms.bugreport(phone, work / "bugreport.zip")
        return [
            *self._run("check-androidqf", folder, work / "out-androidqf", stix),
            *self._run("check-bugreport", report, work / "out-bugreport", stix),
        ]

    def _run(self, command: str, source: Path, out: Path, stix: Path | None) -> list[dict[str, object]]:
        given = ["-i", str(stix)] if stix else []
        subprocess.run([self.program, command, "-o", out, *given, source], capture_output=True, check=True, timeout=300)
        if not (out / "info.json").is_file():
            raise RuntimeError(f"{command} wrote nothing about {source.name}")
        alerts = out / "alerts.json"  # is not written where there are none
        found: list[dict[str, object]] = json.loads(alerts.read_text("utf-8")) if alerts.is_file() else []
        return found


def level_of(alerts: Iterable[dict[str, object]], package: str) -> str:
    """Return the highest level of any alert that names this app, empty if none does."""
    named = [str(alert["level"]) for alert in alerts if package in json.dumps(alert)]
    return max(named, key=LEVELS.index, default="")


def write_stix(lists: Sequence[Stored], path: Path) -> Path:
    """Write the same lists as a STIX 2 bundle, in the patterns that MVT reads."""
    family = {"type": "malware", "spec_version": "2.1", "id": ID.format(kind="malware", number=0), "is_family": False}
    objects: list[dict[str, object]] = [{**family, "name": "Listed", "description": "stalkerware"}]
    entries = {(entry.match, entry.value) for one in lists for entry in one.read.entries}
    for number, (match, value) in enumerate(sorted(entries, key=str), 1):
        indicator = ID.format(kind="indicator", number=number)
        pattern = f"[{PATTERNS[match]}='{value}']"
        objects.append(
            {
                "type": "indicator",
                "spec_version": "2.1",
                "id": indicator,
                "pattern": pattern,
                "pattern_type": "stix",
                "indicator_types": ["malicious-activity"],
                "valid_from": "2026-01-01T00:00:00Z",
            }
        )
        objects.append(
            {
                "type": "relationship",
                "spec_version": "2.1",
                "id": ID.format(kind="relationship", number=number),
                "relationship_type": "indicates",
                "source_ref": indicator,
                "target_ref": family["id"],
            }
        )
    path.write_text(json.dumps({"type": "bundle", "id": ID.format(kind="bundle", number=1), "objects": objects}))
    return path
