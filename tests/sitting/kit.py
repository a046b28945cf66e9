"""Whole sittings for tests: a script, a vault of its own, what came out, opened with real keys."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyrage

from devicecheck.sitting.desk import open_desk
from devicecheck.sitting.run_script import Done, check_script, run
from devicecheck.sitting.script import read_script
from evidence.vault import Vault

PASSPHRASE = "long enough for a test"
TABLES = ("meta", "cases", "log", "bodies", "drawers", "objects")
CONSENTS = ("look", "keep", "hand_over", "plan")


@dataclass(slots=True, kw_only=True)
class Sat:
    """One sitting that was carried out."""

    home: Path
    identity: pyrage.x25519.Identity
    status: Done
    lines: list[str]

    @property
    def out(self) -> Path:
        return self.home / "out"

    @property
    def bundle(self) -> Path:
        [path] = self.out.glob("*.age")
        return path

    def opened(self) -> dict[str, bytes]:
        """Return every file of the bundle by its name below the bundle's folder."""
        plain = pyrage.decrypt(self.bundle.read_bytes(), [self.identity])
        with zipfile.ZipFile(io.BytesIO(plain)) as archive:
            return {name.split("/", 1)[1]: archive.read(name) for name in archive.namelist()}

    def plan(self) -> Any:  # noqa: ANN401 - JSON
        return json.loads((self.out / "plan.json").read_text("utf-8"))

    @contextmanager
    def vault(self) -> Iterator[Vault]:
        with open_desk(self.home / "vault", PASSPHRASE).vault as vault:
            yield vault

    def decrypted(self) -> bytes:
        """Return everything that whoever has the passphrase can read in the vault, in one string of bytes."""
        with self.vault() as vault:
            parts = [repr(row).encode() for table in TABLES for row in vault._index.rows(table)]
            for case in vault.cases():
                parts += [case.drawer.get(name) or b"" for name in case.drawer.names()]
                parts += [case.read(one.number) for one in case.exhibits() if one.kept]
        return b"\n".join(parts)


@dataclass(slots=True, kw_only=True)
class Wanted:
    """What a script should say; the rest is as in the simplest whole sitting."""

    address: str | None = "practice:renamed-spy"
    answers: Mapping[str, str | list[str]] = field(default_factory=lambda: {"D1": "yes"})
    consents: tuple[str, ...] = CONSENTS
    gates: tuple[str, ...] = ()
    agreed: str | list[str] = "suggested"
    paper: str = "nothing"
    language: str = "de"


def script(wanted: Wanted, recipient: str) -> str:
    """Write the script."""
    lines = ["[case]", 'pseudonym = "M-17"', 'counsellor = "K2"', f'language = "{wanted.language}"', "[consent]"]
    lines += [f"{scope} = {str(scope in wanted.consents).lower()}" for scope in CONSENTS]
    lines += ["[phone]", f"address = {json.dumps(wanted.address)}"] if wanted.address else []
    lines += ["[answers]", *(f"{name} = {json.dumps(given)}" for name, given in wanted.answers.items())]
    lines += ["[gates]", *(f"{gate} = true" for gate in wanted.gates)]
    lines += ["[plan]", f"agreed = {json.dumps(wanted.agreed)}", f'paper = "{wanted.paper}"']
    return "\n".join([*lines, "[bundle]", f'recipients = ["{recipient}"]', 'out = "out"', ""])


def sit(home: Path, wanted: Wanted) -> Sat:
    """Carry out one sitting in ``home`` with a vault of its own."""
    identity = pyrage.x25519.Identity.generate()
    text = script(wanted, str(identity.to_public()))
    found = read_script(text, home)
    check_script(found)
    lines: list[str] = []
    desk = open_desk(home / "vault", PASSPHRASE)
    try:
        status = run(found, desk, lines.append)
    finally:
        desk.close()
    return Sat(home=home, identity=identity, status=status, lines=lines)


def verify(sat: Sat, *arguments: str) -> list[str]:
    """Return the command line of the stand-alone verifier for this sitting's bundle."""
    key = sat.home / "identity.txt"
    key.write_text(f"{sat.identity}\n")
    return [sys.executable, "-m", "evidence", "verify", str(sat.bundle), "--identity", str(key), *arguments]
