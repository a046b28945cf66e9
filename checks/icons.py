"""Whether an app shows an icon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.facts import Launcher

if TYPE_CHECKING:
    from checks.facts import Facts


def switched_off(launcher: Launcher) -> bool:
    """Tell whether an app has entries for the app drawer and all of them are switched off."""
    return bool(launcher.declared) and set(launcher.declared) <= set(launcher.disabled)


def none_declared(launcher: Launcher) -> bool:
    """Tell whether an app has no entry for the app drawer at all; unknown counts as no."""
    return launcher.dumped and not launcher.declared and not launcher.shown


def hidden(facts: Facts) -> frozenset[tuple[str, int]]:
    """Return package and user of every app without a visible icon."""
    return frozenset(
        (launcher.package, launcher.user)
        for launcher in facts.known(Launcher)
        if switched_off(launcher) or none_declared(launcher)
    )
