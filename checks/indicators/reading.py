"""Read a list in whatever published form it has."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

from checks.indicators import echap, own, samples, stix
from checks.indicators.model import MAX_BYTES, Collector, ListRead, UnreadableListError

if TYPE_CHECKING:
    from collections.abc import Callable


def read_list(data: bytes, name: str, dated: date | None = None) -> ListRead:
    """Read a list from its bytes, told apart by what is in them.

    ``dated`` is used where the list does not say itself of which day it is. Raises ``UnreadableListError``.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableListError(f"{len(data)} bytes; the limit is {MAX_BYTES}")
    form, licence, read, own_date = _form(data)
    collect = Collector()
    read(data, collect)
    return collect.finish(
        name=name, dated=own_date or dated, sha256=hashlib.sha256(data).hexdigest(), licence=licence, form=form
    )


def _form(data: bytes) -> tuple[str, str, Callable[[bytes, Collector], None], date | None]:
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"{"):
        return "stix2", "", stix.read, stix.latest(data)
    if start.startswith(b"SHA256,"):
        return "samples", echap.LICENCE, samples.read, None
    if b"[[family]]" in data:
        table = own.table(data)
        return "devicecheck", str(table.get("licence", "")), own.read, own.dated(data)
    return "stalkerware-indicators", echap.LICENCE, echap.read, None
