"""From a sitting to what the report for lawyers says. Knows exhibits, events and findings; no plan, no answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal, cast

from checks.finding import Concern
from devicecheck import check_words, report
from devicecheck.assess import Broke, Looked, NotAssessed, Outcome
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
CLOCK, CLOCK_FORM = "clock", "%Y-%m-%dT%H:%M:%S%z"
"""The recipe that reads the phone's clock, and how it answers."""
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
        device=_device(found, words, _clock_ahead(sitting, exhibits)),
        exhibits=tuple(_exhibits(sitting, exhibits, words)),
        withheld=tuple(one.number for one in sitting.exhibits() if one.number not in chosen),
        stories=tuple(_stories(found, words, numbers)) if found else (),
        not_checked=tuple(_not_checked(sitting, found, words)),
        events=from_case.events(events, words, now),
        origin=sitting.desk.vault.fingerprint,
        practice=sitting.practice,
    )


def _clock_ahead(sitting: Sitting, exhibits: Iterable[Exhibit]) -> float | None:
    """Return by how many seconds the phone's clock was ahead when it was read; ``None`` where it was not."""
    for one in exhibits:
        started = str((one.body or {}).get("started") or "")
        if _recipe(one) == CLOCK and started:
            try:
                told = datetime.strptime(sitting.case.read(one.number).decode().strip(), CLOCK_FORM)  # noqa: DTZ007 - it has %z
            except ValueError:
                return None
            return round((told - read_stamp(started)).total_seconds())
    return None


def _device(found: Assessment | None, words: Words, ahead: float | None) -> report.Device | None:
    if found is None:
        return None
    phone = found.phone
    named = (("maker", phone.maker), ("model", phone.model), ("android", phone.android), ("patch", phone.patch))
    unknown = words.say("sitting.unknown")
    lines = tuple((words.say(f"sitting.device.{name}"), value or unknown) for name, value in named)
    return report.Device(lines=lines, clock_ahead=ahead)


def _exhibits(sitting: Sitting, chosen: Iterable[Exhibit], words: Words) -> Iterator[report.Exhibit]:
    for one in chosen:
        note = sitting.case.read(one.number).decode("utf-8", "replace") if one.kind is Class.NOTE else ""
        image = one.kind in PICTURES or str((one.body or {}).get("media_type")).startswith("image/")
        picture = _picture(sitting, one) if image else None
        machine = _photo(sitting, one, words) if image and one.kind is not Class.SCREENSHOT else ()
        shown = from_case.exhibit(one, words, picture=picture, machine=machine, text=note)
        if shown is not None:
            yield _in_words(shown, _recipe(one), words)


def _in_words(shown: report.Exhibit, recipe: str, words: Words) -> report.Exhibit:
    """Say what a recipe reads and why, in the report's language whatever the sitting's was."""
    if not recipe:
        return shown
    capture = replace(shown.capture, why=words.say(f"recipes.{recipe}.why"))
    return replace(shown, title=words.say(f"recipes.{recipe}.reading"), capture=capture)


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
    told = [story for story in found.stories if story.concern is not Concern.NOTE]
    for story in told:
        yield _story(story.told, story, words, numbers)
    for one in phone_findings(found.outcomes):
        yield _story((one,), None, words, numbers)
    others = len(found.stories) - len(told)
    if others:
        yield report.Story(
            title=words.say("sitting.others_title"),
            subject=words.say("sitting.others_subject", count=others),
            seen=(words.say("sitting.others"),),
            could_also_be=(),
        )


def _story(told: Iterable[Told], story: Story | None, words: Words, numbers: dict[str, str]) -> report.Story:
    given = tuple(told)
    label = story.label if story else None

    def say(key: str) -> tuple[str, ...]:
        texts = (check_words.say(one.check, key, words.language, one.finding, label=label) for one in given)
        return tuple(dict.fromkeys(texts))

    places = (
        f"{numbers[fact.source.artifact]}, {_place(fact.source.place, words)}"
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


def _place(place: str, words: Words) -> str:
    """Say where in an exhibit, as ``line 14`` of a source in the report's language."""
    number = place.removeprefix("line ")
    return words.say("sitting.line", number=number) if number.isdecimal() else place


def _subject(story: Story | None, words: Words) -> str:
    if story is None:
        return words.say("sitting.the_phone")
    user = "" if story.user is None else f" ({words.say('sitting.user', number=story.user)})"
    return f"{story.subject}{user}"


def _not_checked(sitting: Sitting, found: Assessment | None, words: Words) -> Iterator[report.NotChecked]:
    if found is None:
        yield report.NotChecked(what=words.say("sitting.the_phone"), why=words.say("sitting.not_looked_at"))
        return
    said = sum(_count(outcome) for outcome in sitting.state.looked.assessment.outcomes) if sitting.state.looked else 0
    left_out = said - sum(_count(outcome) for outcome in found.outcomes)
    if left_out:
        yield report.NotChecked(
            what=words.say("sitting.left_out", count=left_out), why=words.say("sitting.left_out_why")
        )
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


def _count(outcome: Outcome) -> int:
    return 0 if isinstance(outcome, Broke) else len(outcome.findings)


def _known(problem: str) -> str:
    return problem if problem in {"refused", "time", "bytes", "stopped"} else "other"
