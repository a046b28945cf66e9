"""A look of before, wherever it is: a kept case, an unpacked bundle, or any acquisition that can be opened."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from devicecheck import parse
from devicecheck.errors import DeviceCheckError
from devicecheck.parse.artifact import Artifact
from devicecheck.sitting import look
from devicecheck.sitting.again import find
from devicecheck.source import open_source
from evidence import bag, sources
from evidence.verdict import VerifyError
from evidence.verify import Expected, judge

if TYPE_CHECKING:
    from checks.facts import Facts
    from devicecheck.sitting.desk import Desk

CASE = "case:"


class BundleRefusedError(DeviceCheckError):
    """An unpacked bundle that does not verify; nothing in it is believed."""

    key = "bundle_refused"


def is_case(where: str) -> bool:
    """Tell whether a look lies in the vault."""
    return where.startswith(CASE)


def facts(where: str, desk: Desk | None, key: Path | None = None) -> Facts:
    """Return what was read then: ``case:NUMBER``, an unpacked bundle, or a SOURCE. Raises ``DeviceCheckError``."""
    if is_case(where) and desk is not None:
        return parse.read(look.stored(find(desk, where.removeprefix(CASE))))
    path = Path(where)
    if (path / bag.BODIES).is_file():
        return parse.read(_bundled(path))
    return open_source(where, key).facts()


def _bundled(root: Path) -> Iterator[Artifact]:
    """Yield the phone's answers of an unpacked bundle, after it verified."""
    try:
        judge(sources.read_folder(root), Expected())
    except VerifyError as error:
        raise BundleRefusedError(f"{error.kind}: {error.what}") from error
    for line in (root / bag.BODIES).read_bytes().splitlines():
        body = json.loads(line)["body"]
        details = body.get("details")
        if isinstance(details, dict) and "recipe" in details:
            yield Artifact(
                kind=str(details["kind"]),
                sha256=str(body["sha256"]),
                data=(root / str(body["name"])).read_bytes(),
                user=details["user"],
                status=body["status"],
                cut=str(body["cut"]),
            )
