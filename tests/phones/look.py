"""A whole look at a described phone: asked, parsed, assessed with the lists of one way."""

from __future__ import annotations

from devicecheck import assessment, lists
from devicecheck.acquire import batch
from devicecheck.acquire.phone import Phone
from devicecheck.acquire.recipes import RECIPES
from devicecheck.parse.read import read
from tests.lab.fixtures import never
from tests.phones.generated import FAMILIES, HERE

NOTHING_IMPORTED = HERE / "nothing-imported"
LISTS = {"list": (), "certificate": (FAMILIES,), "behaviour": None}
"""Files of lists for each way; ``None``: no list at all."""


def look(phone: Phone, way: str = "list") -> assessment.Assessment:
    """Ask ``phone`` everything and assess it; ``way``: a key of ``LISTS``."""
    asked = batch.run(phone, RECIPES, lambda _question, _reply: None, lambda _progress: None, never)
    files = LISTS[way]
    used = lists.in_use(lists.ListStore(NOTHING_IMPORTED), files or (), none=files is None)
    facts = read(asked.artifacts).plus(lists.facts_of(used))
    return assessment.make(facts, kind="devicecheck", sha256="0" * 64)
