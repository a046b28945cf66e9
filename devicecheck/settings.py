"""The centre's own settings: one TOML file, read and written as text. Pure but for ``read`` and ``write``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

import tomli_w

from devicecheck.plan.errors import SettingsError

AtEnd = Literal["", "keep", "hand_over"]
FILE = "settings.toml"
LONGEST_KEEPING = 3650
"""Days; ten years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpLine:
    """A telephone that helps. It prints only when everything about it is known: no promise of hours or cost."""

    number: str = ""
    hours: str = ""
    """``täglich 8 bis 20 Uhr``."""
    cost: str = ""
    languages: str = ""

    @property
    def complete(self) -> bool:
        """Say whether there is everything that a client has to know before she calls."""
        return all((self.number, self.hours, self.cost, self.languages))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What only the centre knows. Empty until somebody fills it in; texts that need it do not print until then."""

    help_line: HelpLine = field(default_factory=HelpLine)
    crisis_steps: tuple[str, ...] = ()
    """What the centre does in danger, in order; shown before all else."""
    deletion_days: int | None = None
    """After how many days a kept case is to be deleted."""
    at_end: AtEnd = ""
    """What is proposed at the end of a sitting: keep evidence here, or hand it over and keep nothing."""
    time_stamp: str = ""
    """Address of a time-stamp authority (RFC 3161); asked only when a person says yes to it in a sitting."""

    def fields(self) -> frozenset[str]:
        """Return the placeholders that can be filled, for ``Situation.fields``."""
        return frozenset(self.values())

    def values(self) -> dict[str, str]:
        """Return what the placeholders of texts stand for."""
        line = self.help_line
        if not line.complete:
            return {}
        return {"helpline": f"{line.number} ({line.hours}, {line.cost}, {line.languages})", "number": line.number}

    def open_points(self) -> tuple[str, ...]:
        """Return what is still to be filled in: ``("help_line", "crisis_steps", …)``."""
        full = {
            "help_line": self.help_line.complete,
            "crisis_steps": bool(self.crisis_steps),
            "deletion_days": self.deletion_days is not None,
            "at_end": bool(self.at_end),
        }
        return tuple(name for name, done in full.items() if not done)

    def delete_on(self, opened: date) -> date | None:
        """Return the day on which a case opened on ``opened`` is to be deleted; ``None`` while nobody decided."""
        return None if self.deletion_days is None else date.fromordinal(opened.toordinal() + self.deletion_days)


def load(text: str) -> Settings:
    """Return the settings in ``text``; ``SettingsError`` says which key is wrong."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(str(error), what=str(error)) from error
    line = _table(found.pop("help_line", {}), "help_line")
    steps = found.pop("crisis_steps", [])
    if not isinstance(steps, list):
        raise _wrong("crisis_steps")
    result = Settings(
        help_line=HelpLine(**{name: _text(line.pop(name, ""), f"help_line.{name}") for name in HelpLine.__slots__}),
        crisis_steps=tuple(one for step in steps if (one := _text(step, "crisis_steps"))),
        deletion_days=_days(found.pop("deletion_days", None)),
        at_end=_at_end(found.pop("at_end", "")),
        time_stamp=_text(found.pop("time_stamp", ""), "time_stamp"),
    )
    for name in (*found, *(f"help_line.{name}" for name in line)):
        raise _wrong(name)
    return result


def dump(settings: Settings) -> str:
    """Return the settings as TOML that ``load`` reads back."""
    line = settings.help_line
    content: dict[str, Any] = {
        "crisis_steps": list(settings.crisis_steps),
        "at_end": settings.at_end,
        "time_stamp": settings.time_stamp,
    }
    if settings.deletion_days is not None:
        content["deletion_days"] = settings.deletion_days
    content["help_line"] = {name: getattr(line, name) for name in HelpLine.__slots__}
    return tomli_w.dumps(content)


def read(path: Path) -> Settings:
    """Return the settings in a file; a file that is not there means that nothing is filled in yet."""
    try:
        return load(path.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(str(error), what=path.name) from error


def write(path: Path, settings: Settings) -> None:
    """Replace the file as a whole, or leave it as it is."""
    part = path.with_suffix(".part")
    part.write_text(dump(settings), "utf-8")
    part.replace(path)


def _wrong(key: str) -> SettingsError:
    return SettingsError(key, what=key)


def _table(found: object, key: str) -> dict[str, Any]:
    if not isinstance(found, Mapping):
        raise _wrong(key)
    return dict(found)


def _text(found: object, key: str) -> str:
    if not isinstance(found, str):
        raise _wrong(key)
    return " ".join(found.split())


def _days(found: object) -> int | None:
    if found is None:
        return None
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found <= LONGEST_KEEPING:
        raise _wrong("deletion_days")
    return found


def _at_end(found: object) -> AtEnd:
    if found == "keep":
        return "keep"
    if found == "hand_over":
        return "hand_over"
    if found == "":
        return ""
    raise _wrong("at_end")
