"""A sitting written down beforehand: what ``devicecheck sitting SCRIPT.toml`` carries out.

Reading one is pure; nothing is begun before the whole script is understood.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from devicecheck.errors import DeviceCheckError
from devicecheck.sitting.consent import Scope
from devicecheck.words import LANGUAGES

GATES = ("plan_agreed", "proof_saved", "safe_device", "client_ok")
PAPERS = ("nothing", "card", "sheet")
SUGGESTED = "suggested"

_KEYS = {
    "case": {"pseudonym", "counsellor", "language"},
    "consent": {scope.value for scope in Scope},
    "phone": {"address"},
    "answers": None,
    "gates": set(GATES),
    "plan": {"agreed", "paper", "receipt"},
    "bundle": {"recipients", "passphrase_file", "out"},
}


class BadScriptError(DeviceCheckError):
    """A script that cannot be carried out as written; nothing was begun."""

    key = "bad_script"


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """One sitting from beginning to end."""

    pseudonym: str
    counsellor: str
    language: str
    consents: Mapping[Scope, bool]
    address: str | None
    answers: Mapping[str, tuple[str, ...] | None]
    """By question id; ``None`` for one that was skipped."""
    gates: Mapping[str, bool]
    agreed: tuple[str, ...] | None
    """Action ids; ``None``: whatever is suggested and not locked."""
    paper: str
    receipt: bool
    recipients: tuple[str, ...]
    passphrase_file: Path | None
    out: Path


def read_script(text: str, home: Path) -> Script:
    """Understand a script; paths in it are relative to ``home``. ``BadScriptError`` names the key."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadScriptError(f"no TOML: {error}") from error
    for name, table in tables.items():
        _known(name, table)
    case = _Table("case", tables.get("case", {}))
    consent = _Table("consent", tables.get("consent", {}))
    gates = _Table("gates", tables.get("gates", {}))
    plan = _Table("plan", tables.get("plan", {}))
    bundle = _Table("bundle", tables.get("bundle", {}))
    secret = bundle.text("passphrase_file", "")
    script = Script(
        pseudonym=case.text("pseudonym"),
        counsellor=case.text("counsellor"),
        language=case.one_of("language", LANGUAGES, "de"),
        consents={scope: consent.flag(scope.value) for scope in Scope},
        address=_Table("phone", tables["phone"]).text("address") if "phone" in tables else None,
        answers={key: _answer(key, given) for key, given in tables.get("answers", {}).items()},
        gates={gate: gates.flag(gate) for gate in GATES},
        agreed=plan.agreed(),
        paper=plan.one_of("paper", PAPERS, PAPERS[0]),
        receipt=plan.flag("receipt"),
        recipients=bundle.texts("recipients"),
        passphrase_file=home / secret if secret else None,
        out=home / bundle.text("out", "out"),
    )
    if script.consents[Scope.HAND_OVER] and not (script.recipients or script.passphrase_file):
        raise BadScriptError("[bundle] names neither recipients nor passphrase_file")
    return script


def _known(name: str, table: object) -> None:
    if name not in _KEYS:
        raise BadScriptError(f"unknown key [{name}]")
    if not isinstance(table, dict):
        raise BadScriptError(f"[{name}] is no table")
    allowed = _KEYS[name]
    for key in table:
        if allowed is not None and key not in allowed:
            raise BadScriptError(f"unknown key {name}.{key}")


def _answer(key: str, given: object) -> tuple[str, ...] | None:
    values = given if isinstance(given, list) else [given]
    if not values or not all(isinstance(value, str) for value in values):
        raise BadScriptError(f"answers.{key} is neither text nor a list of texts")
    return None if values == ["skip"] else tuple(str(value) for value in values)


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    values: dict[str, Any]

    def text(self, key: str, default: str | None = None) -> str:
        value = self.values.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise BadScriptError(f"{self.name}.{key} has to be a text")
        return value

    def flag(self, key: str) -> bool:
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise BadScriptError(f"{self.name}.{key} has to be true or false")
        return value

    def one_of(self, key: str, known: tuple[str, ...], default: str) -> str:
        value = self.values.get(key, default)
        if value not in known:
            raise BadScriptError(f"{self.name}.{key} has to be one of {', '.join(known)}")
        return str(value)

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.values.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise BadScriptError(f"{self.name}.{key} has to be a list of texts")
        return tuple(str(value) for value in values)

    def agreed(self) -> tuple[str, ...] | None:
        value = self.values.get("agreed", SUGGESTED)
        if value == SUGGESTED:
            return None
        if not isinstance(value, list):
            raise BadScriptError(f'{self.name}.agreed has to be "{SUGGESTED}" or a list of action ids')
        return self.texts("agreed")
