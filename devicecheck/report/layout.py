"""ReportInput → the JSON that the template prints. Every text from outside goes through ``untrusted`` here."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import segno

from devicecheck.report.groups import LONG_LOG, by_group
from devicecheck.untrusted import untrusted
from devicecheck.words import Words, area

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from devicecheck.report.content import Exhibit, Picture, ReportInput

LONG = 20_000
"""Characters of a note or of what a client says."""
_LINE = 2_000
_FITS = 1_200
_ROWS = 20


Places = Mapping[str, str]
"""Exhibit number → name of the document that shows it."""


def report(given: ReportInput, pictures: Places, details: Places) -> dict[str, Any]:
    """Return the main report's data. Exhibits that ``details`` names stand only in its list."""
    words = Words(given.language)
    events = [event for event in given.events if len(given.events) <= LONG_LOG or not event.routine]
    described = [one for one in given.exhibits if one.number not in details]
    return {
        **_frame(given, words, words.say("report.title")),
        "escaped": words.say("report.reading.escaped"),
        "head": _head(given, words),
        "device": _device(given, words),
        "stories": [
            {
                "title": untrusted(story.title),
                "subject": untrusted(story.subject),
                "seen": [_lines(text) for text in story.seen],
                "also": [_lines(text) for text in story.could_also_be],
                "exhibits": [untrusted(text) for text in story.exhibits],
            }
            for story in given.stories
        ],
        "groups": _groups(described, words, pictures),
        "listed": [
            [untrusted(one.number), untrusted(one.title), details[one.number]]
            for one in given.exhibits
            if one.number in details
        ],
        "not_checked": _not_checked(given, words),
        "events": [
            [str(event.seq), moment(event.at), untrusted(event.what, limit=_LINE), untrusted(event.by)]
            for event in events
        ],
        "left_out": words.say("report.log.left_out", count=len(given.events) - len(events))
        if len(events) < len(given.events)
        else "",
        "limits": list(area(given.language, "report")["limits"].values()),
        "receipt": _pairs(given.receipt.lines) if given.receipt else [],
        "receipt_text": untrusted(given.receipt.text, limit=_LINE) if given.receipt else "",
    }


def _not_checked(given: ReportInput, words: Words) -> list[list[str]]:
    rows = [[untrusted(item.what), untrusted(item.why, limit=_LINE)] for item in given.not_checked]
    if given.withheld:
        numbers = untrusted(", ".join(given.withheld), limit=_LINE)
        rows.append([numbers, words.say("report.not_checked.withheld_why")])
    return rows


def detail_part(
    given: ReportInput, members: Iterable[Exhibit], part: int, parts: int, pictures: Places
) -> dict[str, Any]:
    """Return the data of one file that describes exhibits."""
    words = Words(given.language)
    title = words.say("report.title_exhibits", part=part, parts=parts)
    return {**_frame(given, words, title), "groups": _groups(members, words, pictures)}


def _groups(exhibits: Iterable[Exhibit], words: Words, pictures: Places) -> list[dict[str, Any]]:
    return [
        {
            "title": words.say(f"report.group.{group}"),
            "exhibits": [exhibit_data(member, words, pictures.get(member.number, "")) for member in members],
        }
        for group, members in by_group(exhibits)
    ]


def picture_part(given: ReportInput, members: Iterable[Exhibit], part: int, parts: int) -> dict[str, Any]:
    """Return the data of one file of pictures."""
    words = Words(given.language)
    return {
        **_frame(given, words, words.say("report.title_part", part=part, parts=parts)),
        "pictures": [
            {**exhibit_data(member, words, ""), "picture": f"{index}.svg", "alt": _alt(member, words)}
            for index, member in enumerate(members)
        ],
    }


def exhibit_data(exhibit: Exhibit, words: Words, picture_in: str) -> dict[str, Any]:
    """Return one exhibit as the template wants it: facts of the program and words of a person apart."""
    return {
        "number": untrusted(exhibit.number),
        "title": untrusted(exhibit.title),
        "sha256": untrusted(exhibit.sha256),
        "blake3": untrusted(exhibit.blake3),
        "record": _record(exhibit, words, picture_in),
        "facts": _facts(exhibit, words),
        "short": _is_short(exhibit),
        "machine": _pairs(exhibit.machine),
        "says": _lines(exhibit.says),
        "text": _lines(exhibit.text),
        "sensitive": exhibit.sensitive,
    }


def qr(text: str) -> bytes:
    """Return a QR code as SVG, black on white, without a border of its own."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=0, scale=4, xmldecl=False, svgns=True)
    return out.getvalue()


def drawing(picture: Picture) -> bytes:
    """Return a viewing copy as SVG around the JPEG: the typesetter takes only text from memory."""
    size = f'width="{picture.width}" height="{picture.height}"'
    data = base64.b64encode(picture.jpeg).decode()
    image = f'<image {size} href="data:image/jpeg;base64,{data}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{image}</svg>'.encode()


def moment(at: datetime) -> str:
    """Return ``2026-11-22 03:40:22 +01:00``: the same in every language, and sortable."""
    return at.isoformat(sep=" ", timespec="seconds").replace("+", " +") if at.tzinfo else at.isoformat(" ", "seconds")


def _frame(given: ReportInput, words: Words, title: str) -> dict[str, Any]:
    return {
        "language": given.language,
        "title": title,
        "subtitle": words.say("report.subtitle", case=untrusted(given.case), bundle=untrusted(given.bundle)),
        "practice": words.say("report.practice") if given.practice else "",
        "t": area(given.language, "report"),
    }


def _head(given: ReportInput, words: Words) -> list[list[str]]:
    sitting = given.sitting
    values = {
        "case": given.case,
        "bundle": given.bundle,
        "started": moment(sitting.started),
        "ended": moment(sitting.ended),
        "operators": ", ".join(sitting.operators),
        "place": sitting.place,
        "tool": sitting.tool,
        "exhibits": str(len(given.exhibits)),
        "withheld": ", ".join(given.withheld),
        "anchor": given.anchor,
        "origin": given.origin,
        "made": moment(given.made.astimezone(sitting.started.tzinfo)),
    }
    return [[words.say(f"report.head.{key}"), untrusted(value, limit=_LINE)] for key, value in values.items() if value]


def _device(given: ReportInput, words: Words) -> list[list[str]]:
    if given.device is None:
        return []
    return [*_pairs(given.device.lines), [words.say("report.device.clock"), _clock(given.device.clock_ahead, words)]]


def _clock(ahead: float | None, words: Words) -> str:
    if ahead is None:
        return words.say("report.device.clock_unknown")
    if abs(ahead) < 1:
        return words.say("report.device.clock_same")
    key = "clock_ahead" if ahead > 0 else "clock_behind"
    return words.say(f"report.device.{key}", seconds=f"{abs(ahead):.0f}")


def _record(exhibit: Exhibit, words: Words, picture_in: str) -> list[list[str]]:
    """Return who, when, how and why: written down by the app as the counsellor worked."""
    capture = exhibit.capture
    values = {
        "at": moment(capture.at),
        "by": capture.by,
        "how": capture.how,
        "why": capture.why,
        "derived": exhibit.derived_from,
        "view": words.say("report.exhibit.picture_in", document=picture_in) if picture_in else "",
    }
    return _named(values, words)


def _facts(exhibit: Exhibit, words: Words) -> list[list[str]]:
    """Return what the programs on both sides reported."""
    capture = exhibit.capture
    ran = bool(capture.command)
    status = words.say("report.exhibit.status_unknown") if capture.status is None else str(capture.status)
    values = {
        "file": exhibit.file,
        "size": words.say("report.exhibit.size_value", size=exhibit.size),
        "command": capture.command,
        "status": status if ran else "",
        "trace": capture.trace or (words.say("report.exhibit.trace_none") if ran else ""),
        "cut": words.say(f"report.cut.{capture.cut}") if capture.cut else "",
        "name_on_phone": exhibit.name_on_phone,
        "on_phone": _compared(exhibit, words),
    }
    return _named(values, words)


def _named(values: dict[str, str], words: Words) -> list[list[str]]:
    return [[words.say(f"report.exhibit.{key}"), untrusted(text, limit=_LINE)] for key, text in values.items() if text]


def _is_short(exhibit: Exhibit) -> bool:
    """Tell whether everything said about it surely fits on one page, so that it need not be broken."""
    texts = (exhibit.says, exhibit.text, exhibit.capture.command, exhibit.name_on_phone, *map("".join, exhibit.machine))
    return sum(len(text) + 60 * text.count("\n") for text in texts) < _FITS and len(exhibit.machine) < _ROWS


def _compared(exhibit: Exhibit, words: Words) -> str:
    if exhibit.on_phone == "not_applicable":
        return ""
    said = words.say(f"report.comparison.{exhibit.on_phone}")
    return f"{exhibit.on_phone_sha256}: {said}" if exhibit.on_phone_sha256 else said


def _alt(exhibit: Exhibit, words: Words) -> str:
    says = untrusted(exhibit.says or exhibit.title)
    return words.say("report.exhibit.picture", number=untrusted(exhibit.number), says=says)


def _pairs(lines: Iterable[tuple[str, str]]) -> list[list[str]]:
    return [[untrusted(label), untrusted(value, limit=_LINE)] for label, value in lines]


def _lines(text: str) -> str:
    """Return a text of several lines: line ends stay, everything else hidden is made visible."""
    return "\n".join(untrusted(line, limit=_LINE) for line in text[:LONG].splitlines())
