"""Which line of a plan may stand on which form. Pure.

A line is on paper only if the client took it, no gate of it is closed now, its kind of action may be there
(``paper``), and its words are released in her language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from babel.dates import format_date

from devicecheck.plan.contract import fields
from devicecheck.plan.errors import NotReleasedError
from devicecheck.plan.forms.page import Block, Form, Line, Page
from devicecheck.plan.model import Action, Catalogue, Paper, Phase, Status, Texts
from devicecheck.plan.plan import Decision, Item, Plan
from devicecheck.plan.rules import PLACES, Suggestions
from devicecheck.untrusted import untrusted

CARD_LINES = 3
WORDS_LIMIT = 500
"""Characters of the client's own words that print."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """Everything that a form may draw on."""

    catalogue: Catalogue
    plan: Plan
    """For ``FILE``: the plan of a ``Storable``, so that nothing memory-only is filed."""
    suggestions: Suggestions
    values: Mapping[str, str] = field(default_factory=dict)
    """``Settings.values()``."""
    language: str = "de"
    draft_language: str = ""
    """On the screen only: a second language, read aloud by an interpreter."""
    large: bool = False
    pictures: bool = True
    title: str = ""
    """The client's own title for her sheet; empty: the neutral one."""
    pseudonym: str = ""
    as_of: date | None = None
    crisis_steps: tuple[str, ...] = ()


def choices(suggestions: Suggestions) -> tuple[Form, ...]:
    """Return the forms that the client can take, ``nothing`` first (R6)."""
    return (Form.NOTHING, Form.CARD, Form.SHEET) if suggestions.paper else (Form.NOTHING, Form.CARD)


def compose(form: Form, what: Print) -> Page:
    """Return one form; ``NotReleasedError`` if any of its words may not be printed in this language."""
    if form is Form.NOTHING or (form is Form.SHEET and not what.suggestions.paper):
        raise ValueError(f"{form.value} has no page")
    blocks = {Form.CARD: _card, Form.SHEET: _sheet, Form.SCREEN: _screen, Form.FILE: _file}[form](what)
    title = {Form.CARD: "", Form.SHEET: what.title or _form(what, "sheet_title")}.get(form)
    secret = form in {Form.CARD, Form.SHEET}
    return Page(
        form=form,
        language=what.language,
        direction=what.catalogue.directions[what.language],
        draft_language=what.draft_language,
        draft_direction=what.catalogue.directions.get(what.draft_language, "ltr"),
        title=own(title) if title is not None else _form(what, f"{form.value}_title"),
        document_title=_form(what, "document_title" if secret else f"{form.value}_title"),
        remarks=tuple(_remarks(form, what)),
        blocks=tuple(block for block in blocks if block.lines),
        large=what.large,
    )


def own(words: str) -> str:
    """Return free text fit to be printed: whatever is in it prints as text."""
    return untrusted(" ".join(words.split()), limit=WORDS_LIMIT)


def _say(texts: Texts, language: str) -> str:
    found = texts.get(language)
    if found is None or found.status is not Status.RELEASED:
        raise NotReleasedError(language, language=language)
    return found.text


def _form(what: Print, key: str) -> str:
    return _say(what.catalogue.forms[key], what.language)


def _open(what: Print) -> Iterator[tuple[Item, Action]]:
    """Yield what the client took and what is still open to be done, in her order."""
    for item in what.plan.active:
        offer = what.suggestions.offer(item.action)
        if offer is not None:
            yield item, offer.action


def _filled(what: Print, texts: Texts) -> str:
    """Return a text with its placeholders; empty if one of them is unknown."""
    text = _say(texts, what.language)
    values = dict(what.values)
    if what.plan.review:
        values["date"] = _date(what, what.plan.review)
    return text.format_map(values) if fields(text) <= values.keys() else ""


def _date(what: Print, day: date) -> str:
    """Return a day with its month as a word: no reader takes 3.12. for the twelfth of March."""
    return format_date(day, "long", locale={"en": "en_GB"}.get(what.language, what.language))


def _card(what: Print) -> Iterator[Block]:
    """Yield at most three lines, each worded or approved by the client."""
    lines = []
    for item, _ in _open(what):
        text = own(_fill_own(what, item.card))
        if text:
            lines.append(Line(text=text))
    yield Block(title="", lines=tuple(lines[:CARD_LINES]))


def _fill_own(what: Print, words: str) -> str:
    """Fill ``{date}`` and the like in a card line; any other brace stays as it was typed."""
    for name, value in what.values.items():
        words = words.replace(f"{{{name}}}", value)
    if "{date}" in words:
        words = words.replace("{date}", _date(what, what.plan.review)) if what.plan.review else ""
    return "" if any(f"{{{name}}}" in words for name in ("helpline", "number")) else words


def _sheet(what: Print) -> Iterator[Block]:
    """Yield the neutral words of what may be on a sheet: three first steps, five for each time after (R8)."""
    for phase in Phase:
        lines = []
        for item, action in _open(what):
            if item.phase is not phase or not item.on_paper or action.paper is Paper.NEVER:
                continue
            text = own(item.own_words) or _filled(what, action.sheet)
            if text:
                lines.append(Line(text=text, icon=action.group if what.pictures else ""))
        yield Block(title=_form(what, f"sheet_{phase.value}"), lines=tuple(lines[: PLACES[phase]]))


def _screen(what: Print) -> Iterator[Block]:
    for phase in Phase:
        lines = [
            Line(
                text=own(item.own_words) or _filled(what, action.text),
                icon=action.group if what.pictures else "",
                draft="" if item.own_words else _draft(what, action),
            )
            for item, action in _open(what)
            if item.phase is phase
        ]
        yield Block(title=_form(what, f"screen_{phase.value}"), lines=tuple(lines))


def _draft(what: Print, action: Action) -> str:
    """Return the text in the interpreter's language, whatever its status."""
    found = action.text.get(what.draft_language)
    if found is None:
        return ""
    return found.text.format_map(what.values) if fields(found.text) <= what.values.keys() else ""


def _remarks(form: Form, what: Print) -> Iterator[str]:
    if form is Form.SCREEN and what.draft_language:
        yield _form(what, "draft")
    if form is Form.FILE:
        yield _form(what, "file_inside")
        if what.pseudonym:
            yield f"{_form(what, 'file_case')}: {own(what.pseudonym)}"
        if what.as_of:
            yield f"{_form(what, 'file_date')}: {_date(what, what.as_of)}"
        if what.plan.review:
            yield f"{_form(what, 'file_review')}: {_date(what, what.plan.review)}"
        yield _form(what, "file_memory")


def _file(what: Print) -> Iterator[Block]:
    """Yield the whole plan; counsellor's notes come after the client's words, never among them."""
    if what.crisis_steps:
        steps = tuple(Line(text=own(step)) for step in what.crisis_steps)
        yield Block(title=_form(what, "file_crisis"), lines=steps)
    opened = list(_open(what))
    for phase in Phase:
        lines = tuple(_filed(what, item, action) for item, action in opened if item.phase is phase)
        yield Block(title=_form(what, f"screen_{phase.value}"), lines=lines)
    if not opened:
        yield Block(title=_form(what, "file_client"), lines=(Line(text=_form(what, "nothing_agreed")),))
    for decision, key in ((Decision.POSTPONED, "file_later"), (Decision.REFUSED, "file_refused")):
        found = (item for item in what.plan.items if item.decision is decision)
        yield Block(title=_form(what, key), lines=tuple(Line(text=_spoken(what, item)) for item in found))
    history = tuple(Line(text=f"{_date(what, one.at.date())}, {own(one.by)}") for one in what.plan.versions[:-1])
    yield Block(title=_form(what, "file_history"), lines=history)
    care = (Line(text=_spoken(what, item), details=(_say(action.care, what.language),)) for item, action in opened)
    yield Block(title=_form(what, "file_care"), lines=tuple(care))


def _filed(what: Print, item: Item, action: Action) -> Line:
    who = what.catalogue.forms.get(f"who_{item.who}")
    details = [f"{_form(what, 'file_who')}: {_say(who, what.language) if who else own(item.who)}"]
    if item.until:
        details.append(f"{_form(what, 'file_until')}: {_date(what, item.until)}")
    text = _spoken(what, item)
    return Line(text=text, icon=action.group if what.pictures else "", details=tuple(details))


def _spoken(what: Print, item: Item) -> str:
    """Return what was agreed; a placeholder that nobody filled in stays out."""
    action = what.catalogue.action(item.action)
    filled = _filled(what, action.text) if action and fields(item.text) else item.text
    return own(item.own_words) or filled or item.action
