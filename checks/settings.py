"""Ask for a value of Android's settings store or a system property."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.facts import Property, Setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def settings(facts: Facts, namespace: str, *keys: str) -> Iterator[Setting]:
    """Yield the settings of one namespace with one of these keys, for every user; an unset one is absent."""
    return (fact for fact in facts.of(Setting) if fact.namespace == namespace and fact.key in keys)


def prop(facts: Facts, key: str) -> Property | None:
    """Return a system property, ``None`` where the phone has none of that name."""
    return next((fact for fact in facts.known(Property) if fact.key == key), None)


def sdk(facts: Facts) -> int | None:
    """Return the phone's API level, ``None`` where it is not known."""
    fact = prop(facts, "ro.build.version.sdk")
    return int(fact.value) if fact and fact.value.isdecimal() else None
