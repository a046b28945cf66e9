"""From a sitting to what the report for lawyers says. Knows exhibits, events and findings; no plan, no answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, cast

from devicecheck import check_words, report
from devicecheck.assess import Broke, Looked, NotAssessed
from devicecheck.exhibits import photo
from devicecheck.report import from_case
from devicecheck.sitting.summary import reading
from devicecheck.story import Told, phone_findings
from devicecheck.words import Words
from evidence.clock import read_stamp
from evidence.exhibit import Class, Exhibit
from evidence.exif import CannotRedrawError, read, redraw

if TYPE_CHECKING:
    from devicecheck.assessment import Assessment
    from devicecheck.sitting.sitting import Sitting
    from devicecheck.story import Story

TOOL = "devicecheck"
PICTURES = {Class.SCREENSHOT, Class.PHOTO, Class.REDACTED}
LONGEST = 1600
"""Pixels of the longer side of a picture in the report."""


def content(sitting: Sitting, chosen: frozenset[str], found: Assessment | None, language: str) -> report.ReportInput:
    """Return everything that the report says, in one language."""
    words = Words(language)
    exhibits = tuple(one for one in sitting.exhibits() if one.number in chosen and one.kept)
    events = tuple(sitting.case.events())
    now = sitting.desk.now()
    numbers = {one.digests.sha256: one.number for one in exhibits}
    return report.ReportInput(
        language=cast("Literal['de', 'en']", language),
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
        exhibits=tuple(_exhibits(sitting, exhibits, words)),
        withheld=tuple(one.number for one in sitting.exhibits() if one.number not in chosen),
        stories=tuple(_stories(found, words, numbers)) if found else (),
        not_checked=tuple(_not_checked(sitting, found, words)),
        events=from_case.events(events, words, now),
        origin=sitting.desk.vault.fingerprint,
        practice=sitting.practice,
    )


def _device(found: Assessment | None, words: Words) -> report.Device | None:
    if found is None:
        return None
    phone = found.phone
    named = (("maker", phone.maker), ("model", phone.model), ("android", phone.android), ("patch", phone.patch))
    unknown = words.say("sitting.unknown")
    lines = tuple((words.say(f"sitting.device.{name}"), value or unknown) for name, value in named)
    return report.Device(lines=lines, clock_ahead=None)


def _exhibits(sitting: Sitting, chosen: Iterable[Exhibit], words: Words) -> Iterator[report.Exhibit]:
    for one in chosen:
        note = sitting.case.read(one.number).decode("utf-8", "replace") if one.kind is Class.NOTE else ""
        image = one.kind in PICTURES or str((one.body or {}).get("media_type")).startswith("image/")
        picture = _picture(sitting, one) if image else None
        machine = _photo(sitting, one, words) if image and one.kind is not Class.SCREENSHOT else ()
        shown = from_case.exhibit(one, words, picture=picture, machine=machine, text=note)
        if shown is not None:
            recipe = _recipe(one)
            yield replace(shown, title=words.say(f"recipes.{recipe}.reading")) if recipe else shown


def _recipe(one: Exhibit) -> str:
    details = (one.body or {}).get("details")
    return str(details.get("recipe", "")) if isinstance(details, dict) else ""


def _photo(sitting: Sitting, one: Exhibit, words: Words) -> tuple[tuple[str, str], ...]:
    return photo.tell(read(sitting.case.read(one.number)), words).lines


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
                yield report.NotChecked(what=check_words.looks_at(outcome.check, words.language), why=why)
            case Broke():
                yield report.NotChecked(
                    what=check_words.looks_at(outcome.check, words.language), why=words.say("sitting.broke")
                )
            case Looked():
                pass
    for one in sitting.state.looked.failed if sitting.state.looked else ():
        yield report.NotChecked(
            what=reading(one.recipe, words), why=words.say(f"sitting.problem.{_known(one.problem)}")
        )


def _known(problem: str) -> str:
    return problem if problem in {"refused", "time", "bytes", "stopped"} else "other"
