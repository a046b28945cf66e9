"""Exhibits and events of the custody log → the report's data. Pure: everything comes from what was logged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from devicecheck.report.content import Capture, Comparison, Event, Exhibit, Picture
from devicecheck.words import Words
from evidence import exhibit as logged
from evidence.case import CustodyEvent
from evidence.exhibit import Class

GROUPS: Mapping[Class, str] = {
    Class.PHONE: "answers",
    Class.PERSONAL: "answers",
    Class.APP: "apps",
    Class.SCREENSHOT: "screenshots",
    Class.PHOTO: "photos",
    Class.FILE: "files",
    Class.REDACTED: "files",
    Class.NOTE: "notes",
}
_TRACES = {Class.SCREENSHOT: "screenshot", Class.FILE: "file", Class.APP: "file"}
_COPIED = {Class.FILE, Class.APP}


def exhibit(
    given: logged.Exhibit,
    words: Words,
    *,
    picture: Picture | None = None,
    machine: tuple[tuple[str, str], ...] = (),
    text: str = "",
) -> Exhibit | None:
    """Return one exhibit for the report, or ``None`` for one that was deleted.

    ``machine`` is what was read out of it (``exhibits.photo.tell``), ``text`` the words of a note.
    """
    if given.body is None:
        return None
    body = given.body
    return Exhibit(
        number=given.number,
        group=GROUPS[given.kind],
        title=_title(given.kind, body, words),
        file=given.name,
        size=given.digests.size,
        sha256=given.digests.sha256,
        blake3=given.digests.blake3,
        capture=_capture(given.kind, body, words),
        name_on_phone=str(body["source"]) if given.kind in _COPIED else str(body["original_name"]),
        on_phone=_compared(body),
        on_phone_sha256=str(body["phone_sha256"]),
        says=str(body["shows"]),
        text=text,
        machine=machine,
        picture=picture,
        derived_from=str(body["derived_from"] or ""),
        sensitive=given.kind is Class.PERSONAL,
    )


def event(given: CustodyEvent, words: Words, zone: datetime) -> Event:
    """Return one line of the log for the report, its time in the zone of ``zone``."""
    at = datetime.fromisoformat(given.time).astimezone(zone.tzinfo)
    by = str((given.body or {}).get("operator", ""))
    return Event(seq=given.seq + 1, at=at, what=_what(given, words), by=by, routine=given.op == "item")


def events(given: Iterable[CustodyEvent], words: Words, zone: datetime) -> tuple[Event, ...]:
    """Return all of them but those on the plan: the other side reads this, and need not know that there is one."""
    return tuple(event(one, words, zone) for one in given if (one.body or {}).get("scope") != "plan")


def _title(kind: Class, body: Mapping[str, Any], words: Words) -> str:
    recipe = str(body["details"].get("recipe", ""))
    if recipe:
        return _say(words, f"recipes.{recipe}.reading", recipe)
    title = words.say(f"exhibits.kind.{kind}")
    about = body["details"].get("package") or body["original_name"] or (body["source"] if kind in _COMMANDS else "")
    return f"{title}: {about}" if about else title


_COMMANDS = {Class.PHONE, Class.PERSONAL}


def _capture(kind: Class, body: Mapping[str, Any], words: Words) -> Capture:
    trace = _TRACES.get(kind)
    return Capture(
        by=str(body["operator"]),
        at=datetime.fromisoformat(body["started"] or body["ended"]),
        how=words.say(f"exhibits.how.{kind}"),
        why=str(body["why"]),
        command=str(body["source"]) if kind in {*_COMMANDS, Class.SCREENSHOT} else "",
        status=body["status"],
        trace=words.say(f"exhibits.trace.{trace}") if trace else "",
        cut=str(body["cut"]),
    )


def _compared(body: Mapping[str, Any]) -> Comparison:
    said = str(body["phone_sha256"])
    if said:
        return "same" if said == body["sha256"] else "different"
    return "not_possible" if body["details"].get("on_phone") == "not_possible" else "not_applicable"


_DETAILS = {
    "session": "reason",
    "consent-given": "scope",
    "consent-withdrawn": "scope",
    "item-failed": "why",
    "gap": "cut",
    "anchor-failed": "why",
}
"""What of an event's body is printed; nothing else of it is, since it may be about an exhibit that is held back."""


def _what(given: CustodyEvent, words: Words) -> str:
    detail = str((given.body or {}).get(_DETAILS.get(given.op, ""), ""))
    parts = [_say(words, f"report.op.{given.op}", given.op), given.exhibit or ""]
    said = " ".join(filter(None, parts))
    return f"{said}: {_say(words, f'report.detail.{detail}', detail)}" if detail else said


def _say(words: Words, key: str, otherwise: str) -> str:
    try:
        return words.say(key)
    except KeyError:
        return otherwise
