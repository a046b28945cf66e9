"""The lists that come with the toolkit: well-known stores, reviewed apps and a starter list."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from checks.facts import KnownStore, ReviewedApp, Source
from checks.indicators.model import ListRead
from checks.indicators.reading import read_list


@cache
def stores() -> tuple[KnownStore, ...]:
    """Return every known store and migration tool."""
    table, digest = _table("stores.toml")
    return tuple(
        KnownStore(source=Source(artifact=digest, place=f"store {package}"), package=package, kind=row["kind"])
        for row in table["store"]
        for package in row["packages"]
    )


@cache
def reviewed() -> tuple[ReviewedApp, ...]:
    """Return every reviewed app with the purpose for which people use it."""
    table, digest = _table("reviewed.toml")
    return tuple(
        ReviewedApp(source=Source(artifact=digest, place=f"{purpose} {package}"), package=package, purpose=purpose)
        for purpose, row in table.items()
        if isinstance(row, dict)
        for package in row["packages"]
    )


@cache
def starter() -> ListRead:
    """Return the list that ships with the toolkit: the families that help lines meet most."""
    return read_list(files(__package__).joinpath("starter.toml").read_bytes(), "starter")


def _table(name: str) -> tuple[dict[str, Any], str]:
    data = files(__package__).joinpath(name).read_bytes()
    return tomllib.loads(data.decode("utf-8")), hashlib.sha256(data).hexdigest()
