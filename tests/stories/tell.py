"""One story as a reviewer reads it: what is suggested and why, what is agreed, what is on paper.

``python -m tests.stories.tell`` writes the snapshots anew; read every change aloud before you keep it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from devicecheck import plan as planning
from devicecheck.plan import Desk, Gate, Look, Plan, Situation
from devicecheck.plan.forms import Form, Print, compose
from devicecheck.sitting.script import Script, read_script

HOME = Path(__file__).resolve().parent
NAMES = ("lives-with", "three-watchers", "work-phone", "nothing-found", "minor", "press-charges")
CATALOGUE = planning.catalogue()
AT = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


def script(name: str) -> Script:
    """Return the written sitting."""
    return read_script((HOME / f"{name}.toml").read_text("utf-8"), HOME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a look brought."""

    look: Look
    findings: frozenset[str]
    platform: str | None


def written(name: str) -> Found:
    """Return what the story's phone brings, as it is written down."""
    found = tomllib.loads((HOME / "found.toml").read_text("utf-8"))[name]
    return Found(look=Look(found["look"]), findings=frozenset(found["findings"]), platform=found.get("platform"))


def situation(name: str, found: Found | None = None) -> Situation:
    """Return what is known at the end of the story's questions and look."""
    told, found = script(name), found or written(name)
    return Situation(
        look=found.look,
        findings=found.findings,
        platform=found.platform,
        answers=planning.given(CATALOGUE, {name: codes for name, codes in told.answers.items() if codes}),
        gates=frozenset(Gate(gate) for gate, is_open in told.gates.items() if is_open),
    )


def agreed(name: str, found: Found | None = None) -> Desk:
    """Return the desk after the story's agreement."""
    told = script(name)
    suggestions = planning.suggest(CATALOGUE, situation(name, found))
    desk = Desk(catalogue=CATALOGUE, suggestions=suggestions, plan=Plan(language=told.language))
    desk = desk.agree("suggested" if told.agreed is None else told.agreed)
    if told.paper == "card":
        desk = desk.approve_cards()
    return desk.keep_version(at=AT, by=told.counsellor)


def tell(name: str) -> str:
    """Return the whole story as text."""
    return "\n".join(_lines(name)) + "\n"


def _lines(name: str) -> Iterator[str]:
    told, desk = script(name), agreed(name)
    language, found = told.language, desk.suggestions
    yield f"# {name}"
    yield from ("", "## For the counsellor first", "")
    yield from (f"- {CATALOGUE.messages[key][language].text}" for key in found.messages)
    yield from ("", "## Agreed, in the client's words", "")
    for item in desk.plan.active:
        offer = found.offer(item.action)
        why = ", ".join(offer.why) if offer else "-"
        yield f"- [{item.phase.value}] {item.text}  ({item.action}: {why})"
    yield from ("", "## Also offered", "")
    rest = [one for one in found.offered if desk.plan.item(one.action.id) is None]
    yield from (f"- {'talk: ' if one.action.talk else ''}{one.action.text[language].text}" for one in rest)
    yield from ("", "## Locked", "")
    yield from (f"- {one.action.id}: {', '.join(gate.value for gate in one.missing)}" for one in found.locked)
    yield from ("", "## Held back", "")
    yield from (f"- {one.action.id}: {one.because}" for one in found.held)
    yield from ("", f"## On paper: {told.paper}", "")
    yield from paper(name).splitlines()
    yield from ("", "## Stored", "")
    stored = planning.storable(CATALOGUE, desk.plan, situation(name))
    yield from planning.to_json(stored).splitlines()


def paper(name: str, found: Found | None = None) -> str:
    """Return the words of the paper that the client takes, empty for none."""
    told, desk = script(name), agreed(name, found)
    if told.paper == "nothing":
        return ""
    what = Print(catalogue=CATALOGUE, plan=desk.plan, suggestions=desk.suggestions, language=told.language)
    return compose(Form(told.paper), what).words()


if __name__ == "__main__":
    for one in NAMES:
        (HOME / "snapshots" / f"{one}.md").write_text(tell(one), "utf-8")
