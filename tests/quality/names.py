"""How often ordinary and listed package ids look like an imitation, and whether every listed id is reported."""

from __future__ import annotations

from collections.abc import Iterator

from checks.facts import Facts, InstalledApp, Match, Source
from checks.names import imitates_id, machine_made
from checks.registry import all_checks
from devicecheck.assess import Looked, assess
from devicecheck.lists import facts_of, given
from tests.quality.phones import BY_NAME, PUBLISHED
from tests.quality.wilson import said

CORPORA = PUBLISHED.parents[1] / "corpora"
NOT_HERE = "The published lists and corpora were not at hand in this run."


def lines() -> Iterator[str]:
    """Yield the section of the page."""
    if not (PUBLISHED.is_dir() and CORPORA.is_dir()):
        yield NOT_HERE
        return
    listed = _packages("ioc.yaml")
    ordinary = (CORPORA / "fdroid" / "package_ids.txt").read_text("utf-8").split()
    yield "| rule | listed stalkerware ids | ordinary ids (F-Droid) |"
    yield "|---|---|---|"
    for name, rule in (("imitates the phone's own software", imitates_id), ("machine-made", machine_made)):
        hits = [sum(map(rule, ids)) for ids in (listed, ordinary)]
        yield f"| {name} | {_share(hits[0], len(listed))} | {_share(hits[1], len(ordinary))} |"
    yield ""
    yield "These rules speak only of apps from outside every store, so the rate on a phone is far lower."
    yield ""
    wanted = {*listed, *_packages("watchware.yaml")}
    both = len(listed) + len(_packages("watchware.yaml")) - len(wanted)
    yield f"Listed package ids, {both} of them in both lists, that are reported when the lists are given:"
    yield f"{said(len(_reported(wanted)), len(wanted))}."


def _packages(name: str) -> list[str]:
    entries = given(PUBLISHED / name).read.entries
    return sorted(entry.value for entry in entries if entry.match is Match.PACKAGE)


def _reported(packages: set[str]) -> set[str]:
    apps = [
        InstalledApp(source=Source(artifact="0" * 64, place="line 1"), package=package, user=0, system=False)
        for package in sorted(packages)
    ]
    lists = [given(PUBLISHED / name) for name in ("ioc.yaml", "watchware.yaml")]
    checks = [check for check in all_checks() if check.id in BY_NAME]
    outcomes = assess(Facts({InstalledApp: apps}).plus(facts_of(lists)), checks)
    return {
        finding.subject for outcome in outcomes for finding in (outcome.findings if isinstance(outcome, Looked) else ())
    }


def _share(hits: int, of: int) -> str:
    return f"{hits} of {of:,} = {100 * hits / of:.2f} %"
