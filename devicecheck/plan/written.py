"""A plan as JSON, schema ``devicecheck.plan/1``, and back. Deterministic: sorted keys, two spaces, one line end."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from devicecheck.plan.errors import PlanError
from devicecheck.plan.model import Phase
from devicecheck.plan.plan import Decision, Item, Plan, Version
from devicecheck.plan.situation import Given
from devicecheck.plan.store import Storable

SCHEMA = "devicecheck.plan/1"


def to_json(what: Storable) -> str:
    """Return plan and answers as text. Only a ``Storable`` can be written, so nothing memory-only can slip in."""
    plan = what.plan
    content = {
        "schema": SCHEMA,
        "language": plan.language,
        "review": None if plan.review is None else plan.review.isoformat(),
        "items": [_item(one) for one in plan.items],
        "versions": [
            {"at": one.at.isoformat(), "by": one.by, "items": [_item(item) for item in one.items]}
            for one in plan.versions
        ],
        "answers": {name: {"codes": list(one.codes), "note": one.note} for name, one in what.answers.items()},
    }
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def from_json(text: str) -> Storable:
    """Return a stored plan and its answers; ``PlanError`` where it is none. Actions of older catalogues stay."""
    try:
        content = json.loads(text)
        if content["schema"] != SCHEMA:
            raise PlanError(f"schema {content['schema']!r}")
        versions = tuple(
            Version(at=datetime.fromisoformat(one["at"]), by=str(one["by"]), items=_items(one["items"]))
            for one in content["versions"]
        )
        plan = Plan(
            language=str(content["language"]),
            items=_items(content["items"]),
            versions=versions,
            review=_date(content["review"]),
            loaded=len(versions),
        )
        answers = {
            str(name): Given(codes=tuple(map(str, one["codes"])), note=str(one["note"]))
            for name, one in content["answers"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PlanError(repr(error)) from error
    return Storable(plan=plan, answers=answers)


def _item(one: Item) -> Mapping[str, Any]:
    return {
        "action": one.action,
        "decision": one.decision.value,
        "phase": one.phase.value,
        "text": one.text,
        "own_words": one.own_words,
        "who": one.who,
        "until": None if one.until is None else one.until.isoformat(),
        "card": one.card,
        "on_paper": one.on_paper,
        "save": one.save,
    }


def _items(found: list[dict[str, Any]]) -> tuple[Item, ...]:
    return tuple(
        Item(
            action=str(one["action"]),
            decision=Decision(one["decision"]),
            phase=Phase(one["phase"]),
            text=str(one["text"]),
            own_words=str(one["own_words"]),
            who=str(one["who"]),
            until=_date(one["until"]),
            card=str(one["card"]),
            on_paper=one["on_paper"] is True,
            save=one["save"] is True,
        )
        for one in found
    )


def _date(found: str | None) -> date | None:
    return None if found is None else date.fromisoformat(found)
