"""The generated phones and what is expected of each."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from devicecheck.acquire.recipes import RECIPES
from devicecheck.acquire.recorded import RecordedPhone
from devicecheck.practice import load
from devicecheck.practice.android.phone import AndroidPhone
from devicecheck.practice.table import build
from tests.lab.fixtures import noon

HERE = Path(__file__).parent
FAMILIES = HERE / "families.yaml"
"""A list of invented families in the format of stalkerware-indicators."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect:
    """What a look at a generated phone must come to; ``README.md`` here says the keys."""

    twin: str
    scenario: str
    act: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    asks: int = 0
    held_out: bool = False

    @property
    def apps(self) -> tuple[tuple[str, int], ...]:
        """Package and user of every app that must be at ``act``."""
        parts = (entry.partition("@") for entry in self.act)
        return tuple((package, int(user or 0)) for package, _, user in parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """One generated phone."""

    name: str
    phone: AndroidPhone
    expect: Expect

    @property
    def infected(self) -> bool:
        """Whether somebody watches on it."""
        return bool(self.expect.act)

    def open(self) -> RecordedPhone:
        """Return it as a phone that can be asked."""
        return RecordedPhone(self.phone, RECIPES, clock=noon, pause=lambda _seconds: None)


def names() -> tuple[str, ...]:
    """Return the names of all generated phones."""
    return tuple(sorted(path.stem for path in HERE.glob("a[0-9][0-9]-*.toml")))


def generated(name: str) -> Generated:
    """Return one of them."""
    table = tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))
    expect = build(Expect, table["expect"], f"{name}: expect.")
    return Generated(name=name, phone=load.phone(load.described(table)), expect=expect)


def every() -> tuple[Generated, ...]:
    """Return all of them."""
    return tuple(generated(name) for name in names())
