"""From findings and answers to a plan. Pure: no clock, no files but the catalogue, no chance.

How the parts are used, in the order of a sitting::

    from devicecheck.plan import (
        Desk, Gate, Look, Plan, Situation, catalogue, following, given, outcome_types, storable, suggest, to_json,
    )

    cat = catalogue()                                   # all questions and actions; CatalogueError names file and line
    question = following(cat, answers, skipped, short=True)   # next question, None at the end
    answers = given(cat, {"D1": "yes", "O8": ["place", "msgs"]})  # UnknownAnswerError names what is not there
    look, findings = outcome_types(outcomes)            # from assess(); None: the phone was not looked at
    situation = Situation(look=look, findings=findings, answers=answers, gates=frozenset({Gate.CLIENT_OK}),
                          platform="android", fields=settings.fields())
    found = suggest(cat, situation)                     # offered, locked, held, messages, suggested; may_look, danger
    desk = Desk(catalogue=cat, suggestions=found, plan=Plan(language="de"))
    desk = desk.agree("suggested")                      # or action ids; LockedActionError, UnknownActionError name it
    desk = desk.change("S05-safe-device", "Handy von Ana", until=date(2026, 12, 1)).keep_version(at=now, by="K2")
    text = to_json(storable(cat, desk.plan, situation)) # all that may be stored; memory-only left no trace

Before the look, ``suggest`` is called with ``Look.NONE``: while ``danger`` holds, ``may_look`` is false and the
messages begin with ``crisis``. A follow-up sitting starts from ``from_json(text).plan`` and passes ``plan.refused``
into ``Situation.refused``. What prints is decided in ``devicecheck.plan.forms``.
"""

from __future__ import annotations

from devicecheck.plan.flow import checklist, following, path
from devicecheck.plan.look import outcome_types
from devicecheck.plan.model import Action, Catalogue, Gate, Noticed, Paper, Phase, Question, Status, Store
from devicecheck.plan.plan import Decision, Desk, Item, Plan, Version
from devicecheck.plan.read import catalogue, load
from devicecheck.plan.rules import Held, Locked, Offer, Suggestions, suggest
from devicecheck.plan.situation import Given, Look, Situation, given, without_memory
from devicecheck.plan.store import Storable, storable
from devicecheck.plan.written import SCHEMA, from_json, to_json

__all__ = [
    "SCHEMA",
    "Action",
    "Catalogue",
    "Decision",
    "Desk",
    "Gate",
    "Given",
    "Held",
    "Item",
    "Locked",
    "Look",
    "Noticed",
    "Offer",
    "Paper",
    "Phase",
    "Plan",
    "Question",
    "Situation",
    "Status",
    "Storable",
    "Store",
    "Suggestions",
    "Version",
    "catalogue",
    "checklist",
    "following",
    "from_json",
    "given",
    "load",
    "outcome_types",
    "path",
    "storable",
    "suggest",
    "to_json",
    "without_memory",
]
