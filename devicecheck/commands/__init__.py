"""The command line, one file per command: ``devicecheck NAME`` runs ``commands/NAME.py``.

A command module has a docstring (its first line is the help), ``arguments(parser)`` and ``run(options) -> int``.
Heavy imports belong inside ``run``: the first screen has to be there within a second.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType


def names() -> tuple[str, ...]:
    """Return every command, sorted."""
    return tuple(sorted(unit.name for unit in pkgutil.iter_modules(__path__) if not unit.name.startswith("_")))


def load(name: str) -> ModuleType:
    """Return the module of one command."""
    return importlib.import_module(f"{__name__}.{name}")
