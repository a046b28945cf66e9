"""The page ``docs/detection-quality.md``, from what was measured."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from devicecheck.assessment import Assessment
from tests.quality import names
from tests.quality.mvt import Mvt, level_of, write_stix
from tests.quality.phones import BY_CERTIFICATE, BY_NAME, Phone, Seen, found_by, lists, look, phone, seen
from tests.quality.phones import names as phone_names
from tests.quality.wilson import said

FROZEN = "92403dd"
"""Commit whose rules were frozen before the held-out phones were written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One phone under every set of lists, and beside MVT."""

    phone: Phone
    with_lists: Assessment
    without: Assessment
    mvt: tuple[str, str] | None
    """Highest level that names the app: without and with a STIX file; on a benign phone, of any app."""

    @property
    def all(self) -> Seen:
        """With lists."""
        return seen(self.with_lists)

    @property
    def behaviour(self) -> Seen:
        """Without any list."""
        return seen(self.without)


def measure(mvt: Mvt | None) -> list[Row]:
    """Look at every phone; slow where MVT runs beside."""
    used = lists()
    with tempfile.TemporaryDirectory() as folder:
        stix = write_stix(used, Path(folder) / "lists.stix2")
        rows = []
        for name in phone_names():
            one = phone(name)
            beside = _mvt(mvt, one, Path(folder) / name, stix) if mvt else None
            rows.append(Row(phone=one, with_lists=look(one, used), without=look(one, ()), mvt=beside))
        return rows


def _mvt(mvt: Mvt, one: Phone, work: Path, stix: Path) -> tuple[str, str]:
    told = []
    for number, given in enumerate((None, stix)):
        alerts = mvt.alerts(one.described, work / str(number), given)
        packages = {package for package, _ in one.infected} or {
            app.package for app in one.described.apps if not app.app.system
        }
        levels = [level for level in (level_of(alerts, package) for package in packages) if level]
        told.append(max(levels, key=_rank, default=""))
    return told[0], told[1]


def _rank(level: str) -> int:
    return ("INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL").index(level)


def lines(rows: list[Row], mvt_version: str | None) -> Iterator[str]:
    """Yield the page."""
    infected = [row for row in rows if row.phone.infected]
    benign = [row for row in rows if not row.phone.infected]
    held = sum(row.phone.held_out for row in rows)
    yield "# Detection quality"
    yield ""
    yield "Written by `python -m tests.quality --write`. **This is regression on our own phones, not accuracy.**"
    yield "The phones are descriptions that we wrote, rendered by one program in the formats of their Android version."
    yield "They show that the program does what we mean. How often it is right about phones in the world, nobody has"
    yield "measured: that needs real phones and partners. Intervals are Wilson's, 95 per cent."
    yield ""
    yield f"{len(rows)} phones, Android 8 to 16: {len(infected)} with somebody watching, {len(benign)} without."
    yield "Every generated phone that is watched has a benign twin among them."
    yield f"{held} were held out: written after the rules were frozen (commit `{FROZEN}`)."
    yield ""
    yield from _found(infected)
    yield from _false(benign)
    yield from _each(rows, mvt_version)
    yield "## Names alone"
    yield ""
    yield from names.lines()
    yield ""
    yield from _gaps(infected, benign)


def _found(infected: list[Row]) -> Iterator[str]:
    behaviour = [row for row in infected if "behaviour" in row.phone.by]
    yield "## Watched phones: is the app at `act`?"
    yield ""
    yield "| way | phones |"
    yield "|---|---|"
    whole = sum(row.phone.infected <= row.all.act for row in infected)
    yield f"| all lists and checks | {said(whole, len(infected))} |"
    for name, checks in (
        ("named by a list (at any level)", BY_NAME),
        ("certificate or file on a list", BY_CERTIFICATE),
    ):
        hits = sum(row.phone.infected <= found_by(row.with_lists, checks) for row in infected)
        yield f"| {name} | {said(hits, len(infected))} |"
    hits = sum(row.phone.infected <= row.behaviour.act for row in infected)
    yield f"| behaviour alone (`--no-lists`) | {said(hits, len(infected))} |"
    hits = sum(row.phone.infected <= row.behaviour.act for row in behaviour)
    yield f"| behaviour alone, where the app hides and may watch | {said(hits, len(behaviour))} |"
    yield ""


def _false(benign: list[Row]) -> Iterator[str]:
    yield "## Other phones: false flags for each phone"
    yield ""
    yield "| | phones with any | mean for each phone | median |"
    yield "|---|---|---|---|"
    for way in ("all", "behaviour"):
        for level in ("act", "ask"):
            counts = [len(getattr(getattr(row, way), level)) for row in benign]
            label = f"apps at `{level}`, " + ("all lists" if way == "all" else "no lists")
            some = said(sum(count > 0 for count in counts), len(counts))
            yield f"| {label} | {some} | {mean(counts):.2f} | {median(counts):g} |"
    blind = [row.all.not_assessed for row in benign]
    yield ""
    yield "Checks that could not look count as neither:"
    yield f"{mean(blind):.1f} for each of these phones (median {median(blind):g})."
    yield ""


def _each(rows: list[Row], version: str | None) -> Iterator[str]:
    yield "## Each phone" + (f", and MVT {version} beside it" if version else "")
    yield ""
    if version:
        yield "MVT got every phone twice, as an AndroidQF folder and as a bugreport zip, without and with a STIX file"
        yield "made from the same lists. Its column shows the highest level of any alert naming the app in question;"
        yield "on phones without one, of any alert that names an app that did not come with the phone."
        yield ""
    head = ["phone", "Android", "app in question", "devicecheck", "without lists", "checks that could not look"]
    head += ["MVT", "MVT with STIX"] if version else []
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in sorted(rows, key=lambda row: (not row.phone.infected, row.phone.name)):
        yield "| " + " | ".join(_cells(row)) + " |"
    yield ""


def _cells(row: Row) -> list[str]:
    app = ", ".join(
        f"`{package}`" + (f" (user {user})" if user else "") for package, user in sorted(row.phone.infected)
    )
    name = row.phone.name + (" (held out)" if row.phone.held_out else "")
    cells = [
        name,
        row.phone.android,
        app or "none",
        _level(row, row.all),
        _level(row, row.behaviour),
        str(row.all.not_assessed),
    ]
    return cells + [level.lower() or "nothing" for level in row.mvt or ()]


def _level(row: Row, what: Seen) -> str:
    if row.phone.infected:
        return "act" if row.phone.infected <= what.act else "ask" if row.phone.infected <= what.ask else "missed"
    parts = [f"{len(apps)} at {level}" for level, apps in (("act", what.act), ("ask", what.ask)) if apps]
    return ", ".join(parts) or "no app"


def _gaps(infected: list[Row], benign: list[Row]) -> Iterator[str]:
    yield "## Known gaps"
    yield ""
    for row in infected:
        if not row.phone.infected <= row.all.act:
            yield f"- {row.phone.name}: the app is not at `act`."
    for row in benign:
        if row.all.act:
            yield f"- {row.phone.name}: {', '.join(package for package, _ in row.all.act)} is wrongly at `act`."
    yield "- An app that no list knows and that does not hide stays at `ask` or below, however much it may do."
    yield "- Up to Android 11 a forged store name cannot be told from a true one; the story says so."
    yield "- An app under a new name and certificate, from a store, with its icon in sight, is found by no rule here."
    yield "- Hidden root, accounts that somebody else can open, and trackers nearby cannot be seen over a cable."
    yield "- Traffic in the background for each app is not compared: no reader gives it yet."
