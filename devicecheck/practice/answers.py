"""What a practice phone answers to a recipe: for every recipe's id the writer that makes its answer.

The recipes are small shell programs; what their loops and pipes do with the phone's commands is done here again, from
the recipe's id. ``tests/practice`` runs the same recipes through a real shell and compares.
"""

from __future__ import annotations

import base64
import hashlib
import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from devicecheck.practice.android import apk, device_policy, properties, services, settings, tools, users
from devicecheck.practice.android.tools import Said

if TYPE_CHECKING:
    from devicecheck.acquire.recipe import Recipe
    from devicecheck.practice.android.phone import AndroidPhone, Installed

Writer = Callable[["AndroidPhone", int], Said]
PAGE = 4096
_FILTER = re.compile(r"\| grep -E '((?:[^'\\]|\\.)*)'")


def answer(phone: AndroidPhone, recipe: Recipe, user: int | None = None) -> Said:
    """Return what ``recipe`` gets from ``phone``. ``KeyError`` for a recipe that no writer knows."""
    service = _SERVICES.get(recipe.id)
    whole = tools.dumpsys(phone, service) if service else _WRITERS[recipe.id](phone, user or 0)
    if "2>&1" in recipe.command:
        whole = replace(whole, out=whole.out + whole.error, error="")
    return _filtered(recipe, whole)


def knows(recipe: Recipe) -> bool:
    """Tell whether a writer is there for ``recipe``."""
    return recipe.id in _SERVICES or recipe.id in _WRITERS


def third_party(phone: AndroidPhone) -> list[str]:
    """Return the packages that did not come with the phone, of every user that may be listed."""
    return sorted({one.package for one in _listed(phone)})


def _filtered(recipe: Recipe, said: Said) -> Said:
    found = _FILTER.search(recipe.command)
    if not found:
        return said
    kept = [line for line in said.out.splitlines() if re.search(found.group(1), line)]
    return replace(said, out="".join(f"{line}\n" for line in kept), status=0 if kept else 1)


def _listed(phone: AndroidPhone) -> Iterator[Installed]:
    for user in phone.users:
        if not user.locked:
            yield from (one for one in phone.of(user.id) if not one.app.system)


def _packages(phone: AndroidPhone, user: int) -> Said:
    parts = [
        ("all", tools.package_list(phone, "-f -U -i", user)),
        ("system", tools.package_list(phone, "-s", user)),
        ("disabled", tools.package_list(phone, "-d", user)),
        ("known", tools.package_list(phone, "-u", user)),
        ("launcher", tools.launcher(phone, user)),
    ]
    return Said(out="".join(f"@@ {name}\n{said.out}{said.error}" for name, said in parts) + "@@ end\n")


def _settings(phone: AndroidPhone, user: int) -> Said:
    parts = (f"@@ {name}\n{settings.listed(phone, name, user)}" for name in ("global", "secure", "system"))
    return Said(out="".join(parts) + "@@ end\n")


def _package_dumps(phone: AndroidPhone, _user: int) -> Said:
    parts = (f"@@ {package}\n{tools.dumpsys(phone, f'package {package}').out}" for package in third_party(phone))
    return Said(out="".join(parts) + "@@ end\n")


def _root_signs(phone: AndroidPhone, _user: int) -> Said:
    found = "".join(f"{path}\n" for path in phone.described.root)
    return Said(out=f"@@ selinux\n{tools.selinux(phone)}@@ files\n{found}@@ end\n")


def _apk_files(phone: AndroidPhone) -> dict[str, bytes]:
    return {one.apk_path: apk.apk(one.package, one.signer) for one in _listed(phone)}


def _apk_signers(phone: AndroidPhone, _user: int) -> Said:
    out = []
    for path, data in sorted(_apk_files(phone).items()):
        end = data[-22:]
        directory = struct.unpack_from("<I", end, 16)[0]
        skip = (directory // PAGE - 4) * PAGE if directory > 4 * PAGE else 0
        out.append(f"@@ {path}\n{_base64(end)}{_base64(data[skip : skip + 5 * PAGE])}")
    return Said(out="".join(out) + "@@ end\n")


def _apk_hashes(phone: AndroidPhone, _user: int) -> Said:
    files = sorted(_apk_files(phone).items())
    lines = (f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in files)
    return Said(out="".join(lines) + "@@ end\n")


def _base64(data: bytes) -> str:
    code = base64.b64encode(data).decode()
    return "".join(f"{code[at : at + 76]}\n" for at in range(0, len(code), 76))


def _owners(phone: AndroidPhone, _user: int) -> Said:
    return Said(out=device_policy.owners(phone))


_SERVICES = {f"dumpsys_{service.replace('.', '_')}": service for service in tools.SERVICES if " " not in service}
_WRITERS: dict[str, Writer] = {
    "clock": lambda phone, _: Said(out=properties.clock(phone)),
    "getprop": lambda phone, _: Said(out=properties.getprop(phone)),
    "users": lambda phone, _: Said(out=users.listed(phone)),
    "packages": _packages,
    "settings": _settings,
    "device_owners": _owners,
    "package_dumps": _package_dumps,
    "package_summary": lambda phone, _: tools.dumpsys(phone, "package packages"),
    "processes": lambda phone, _: Said(out=services.processes(phone)),
    "root_signs": _root_signs,
    "apk_signers": _apk_signers,
    "apk_hashes": _apk_hashes,
}
