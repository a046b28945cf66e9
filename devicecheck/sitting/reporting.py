"""From a sitting to what the report for lawyers says. Knows exhibits, events and findings; no plan, no answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal, cast

from devicecheck import check_words, report
from devicecheck.assess import Broke, Looked, NotAssessed
from devicecheck.story import Told, phone_findings
from devicecheck.words import Words
from evidence.clock import read_stamp
from evidence.exhibit import Class, Exhibit
from evidence.exif import CannotRedrawError, redraw

if TYPE_CHECKING:
    from devicecheck.assessment import Assessment
    from devicecheck.sitting.sitting import Sitting
    from devicecheck.story import Story

GROUPS = {
    Class.PHONE: "answers",
    Class.PERSONAL: "answers",
    Class.APP: "apps",
    Class.FILE: "files",
    Class.SCREENSHOT: "screenshots",
    Class.PHOTO: "photos",
    Class.NOTE: "notes",
    Class.REDACTED: "photos",
}
TOOL = "devicecheck"
LONGEST = 1600
"""Pixels of the longer side of a picture in the report."""


def content(sitting: Sitting, chosen: frozenset[str], found: Assessment | None) -> report.ReportInput:
    """Return everything that the report says, in the sitting's language."""
    words = Words(sitting.language)
    exhibits = tuple(one for one in sitting.exhibits() if one.number in chosen and one.kept)
    events = tuple(sitting.case.events())
    now = sitting.desk.now()
    numbers = {one.digests.sha256: one.number for one in exhibits}
    return report.ReportInput(
        language=cast("Literal['de', 'en']", sitting.language),
        case=sitting.state.pseudonym,
        bundle=sitting.case.id,
        made=now,
        sitting=report.Sitting(
            started=read_stamp(events[0].time) if events else now,
            ended=now,
            operators=(sitting.state.counsellor,),
            tool=TOOL,
        ),
        device=_device(found, words),
        exhibits=tuple(_exhibit(sitting, one, words) for one in exhibits),
        stories=tuple(_stories(found, words, numbers)) if found else (),
        not_checked=tuple(_not_checked(sitting, found, words)),
        events=tuple(
            report.Event(
                seq=event.seq,
                at=read_stamp(event.time),
                what=_event(event.op, words),
                by=sitting.state.counsellor,
            )
            for event in events
        ),
        origin=sitting.desk.vault.fingerprint,
        practice=sitting.practice,
    )


def _event(op: str, words: Words) -> str:
    try:
        return words.say(f"sitting.event.{op}")
    except KeyError:
        return op


def _device(found: Assessment | None, words: Words) -> report.Device | None:
    if found is None:
        return None
    phone = found.phone
    named = (("maker", phone.maker), ("model", phone.model), ("android", phone.android), ("patch", phone.patch))
    unknown = words.say("sitting.unknown")
    lines = tuple((words.say(f"sitting.device.{name}"), value or unknown) for name, value in named)
    return report.Device(lines=lines, clock_ahead=None)


def _exhibit(sitting: Sitting, one: Exhibit, words: Words) -> report.Exhibit:
    body = one.body or {}
    picture = one.kind in {Class.SCREENSHOT, Class.PHOTO, Class.REDACTED}
    details = body.get("details")
    recipe = details.get("recipe", "") if isinstance(details, dict) else ""
    title = words.say(f"recipes.{recipe}.reading") if recipe else words.say(f"sitting.exhibit.{one.kind.value}")
    status = body.get("status")
    started = body.get("started") or body.get("ended")
    return report.Exhibit(
        number=one.number,
        group=GROUPS[one.kind],
        title=title,
        file=one.name,
        size=one.digests.size,
        sha256=one.digests.sha256,
        blake3=one.digests.blake3,
        capture=report.Capture(
            by=str(body.get("operator", "")),
            at=read_stamp(str(started)),
            how=words.say(f"sitting.method.{_method(one.kind)}"),
            why=str(body.get("why", "")),
            command=str(body.get("source", "")) if recipe else "",
            status=status if isinstance(status, int) else None,
        ),
        name_on_phone=str(body.get("original_name", "")),
        on_phone=_compared(body),
        on_phone_sha256=str(body.get("phone_sha256", "")),
        says=str(body.get("shows", "")),
        text=sitting.case.read(one.number).decode("utf-8", "replace") if one.kind is Class.NOTE else "",
        picture=_picture(sitting, one) if picture else None,
        derived_from=str(body.get("derived_from") or ""),
        sensitive=one.kind is Class.PERSONAL,
    )


def _method(kind: Class) -> str:
    return {Class.NOTE: "typed", Class.PHOTO: "photographed", Class.REDACTED: "derived"}.get(kind, "cable")


def _compared(body: object) -> report.content.Comparison:
    if not isinstance(body, dict) or not body.get("phone_sha256"):
        return "not_applicable"
    return "same" if body["phone_sha256"] == body["sha256"] else "different"


def _picture(sitting: Sitting, one: Exhibit) -> report.Picture | None:
    """Return a viewing copy, drawn anew from the pixels; none where the file cannot be drawn."""
    try:
        drawn = redraw(sitting.case.read(one.number), longest=LONGEST)
    except CannotRedrawError:
        return None
    return report.Picture(jpeg=drawn.jpeg, width=drawn.width, height=drawn.height)


def _stories(found: Assessment, words: Words, numbers: dict[str, str]) -> Iterator[report.Story]:
    for story in found.stories:
        yield _story(story.told, story, words, numbers)
    phone = phone_findings(found.outcomes)
    for one in phone:
        yield _story((one,), None, words, numbers)


def _story(told: Iterable[Told], story: Story | None, words: Words, numbers: dict[str, str]) -> report.Story:
    given = tuple(told)
    label = story.label if story else None

    def say(key: str) -> tuple[str, ...]:
        texts = (check_words.say(one.check, key, words.language, one.finding, label=label) for one in given)
        return tuple(dict.fromkeys(texts))

    places = (
        f"{numbers[fact.source.artifact]}, {fact.source.place}"
        for one in given
        for fact in one.finding.because
        if fact.source.artifact in numbers
    )
    return report.Story(
        title=story.name if story else say("title")[0],
        subject=_subject(story, words),
        seen=say("seen"),
        could_also_be=say("could_also_be"),
        exhibits=tuple(dict.fromkeys(places)),
    )


def _subject(story: Story | None, words: Words) -> str:
    if story is None:
        return words.say("sitting.the_phone")
    user = "" if story.user is None else f" ({words.say('sitting.user', number=story.user)})"
    return f"{story.subject}{user}"


def _not_checked(sitting: Sitting, found: Assessment | None, words: Words) -> Iterator[report.NotChecked]:
    if found is None:
        yield report.NotChecked(what=words.say("sitting.the_phone"), why=words.say("sitting.not_looked_at"))
        return
    for outcome in found.outcomes:
        match outcome:
            case NotAssessed():
                why = words.say("sitting.missing", what="; ".join(outcome.missing))
                yield report.NotChecked(what=check_words.title(outcome.check, words.language), why=why)
            case Broke():
                yield report.NotChecked(
                    what=check_words.title(outcome.check, words.language), why=words.say("sitting.broke")
                )
            case Looked():
                pass
    for one in sitting.state.looked.failed if sitting.state.looked else ():
        yield report.NotChecked(
            what=words.say(f"recipes.{one.recipe}.reading"), why=words.say(f"sitting.problem.{_known(one.problem)}")
        )


def _known(problem: str) -> str:
    return problem if problem in {"refused", "time", "bytes", "stopped"} else "other"
