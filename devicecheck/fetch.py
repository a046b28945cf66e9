"""Fetch a published list, when a person asks for it by name. Nothing else in the app opens a connection."""

from __future__ import annotations

import tomllib
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from checks.indicators.model import MAX_BYTES
from devicecheck.errors import DeviceCheckError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from http.client import HTTPMessage
    from typing import IO

SECONDS = 30
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class FetchError(DeviceCheckError):
    """An address that did not give a list."""

    key = "list_not_fetched"


class UnknownListError(DeviceCheckError):
    """A name for which no address is known."""

    key = "unknown_list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave."""

    data: bytes
    dated: date | None
    """When the server says that it was last changed."""


def published(names: Sequence[str] = ()) -> dict[str, str]:
    """Return the address of every named published list; without names, of all."""
    known: dict[str, str] = tomllib.loads(files("checks.indicators").joinpath("published.toml").read_text("utf-8"))
    missing = [name for name in names if name not in known]
    if missing:
        raise UnknownListError(", ".join(missing), name=missing[0], known=", ".join(known))
    return {name: known[name] for name in (names or known)}


def fetch(address: str) -> Fetched:
    """Return what is at an ``https`` address; raises ``FetchError``. Plain ``http`` only to this computer itself."""
    allowed(address)
    opener = urllib.request.build_opener(_OnlyAllowed())
    try:
        with opener.open(address, timeout=SECONDS) as answer:
            data = answer.read(MAX_BYTES + 1)
            changed = answer.headers.get("Last-Modified")
    except (OSError, ValueError, urllib.error.URLError) as error:
        raise FetchError(str(error), address=address) from error
    if len(data) > MAX_BYTES:
        raise FetchError(f"more than {MAX_BYTES} bytes", address=address)
    return Fetched(data=data, dated=_day(changed))


class _OnlyAllowed(urllib.request.HTTPRedirectHandler):
    def redirect_request(  # noqa: PLR0917 - the library's signature
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        allowed(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def allowed(address: str) -> None:
    """Refuse every address but ``https``, and ``http`` on this computer itself; raises ``FetchError``."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise FetchError("only https", address=address)


def _day(changed: str | None) -> date | None:
    try:
        return parsedate_to_datetime(changed).date() if changed else None
    except ValueError:
        return None
