"""What questions, actions and their texts are. Data only; ``read.py`` fills it from ``catalogue/``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Phase(Enum):
    """When an action is for."""

    NOW = "now"
    """In this sitting or today; the other person must not see it."""
    BEFORE = "before"
    """Prepared before leaving and before any change."""
    SAFE = "safe"
    """When the client says that it is time, and every gate is open."""
    LATER = "later"
    """When things are calm."""


class Noticed(Enum):
    """How likely the other person sees that it was done."""

    UNLIKELY = "unlikely"
    MAYBE = "maybe"
    LIKELY = "likely"


class Paper(Enum):
    """The smallest form that an action may leave the room in."""

    NEVER = "never"
    SHEET = "sheet"
    CARD = "card"


class Gate(Enum):
    """What must be true before an action may be offered or printed."""

    PLAN_AGREED = "plan_agreed"
    PROOF_SAVED = "proof_saved"
    SAFE_DEVICE = "safe_device"
    CLIENT_OK = "client_ok"


class Store(Enum):
    """What of an answer may be written down."""

    FULL = "full"
    CODE_ONLY = "code_only"
    """Only which answer was chosen, never a note beside it."""
    MEMORY_ONLY = "memory_only"
    """Nothing; it guides the sitting and is gone with it."""


class Status(Enum):
    """How far one text in one language is. Only released texts print."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    RELEASED = "released"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text in one language."""

    text: str
    status: Status


Texts = Mapping[str, Text]
"""Language → text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an entry stands, for errors: ``actions/3-phone.toml:41``."""

    file: str
    line: int

    def __str__(self) -> str:
        """Return ``file:line``."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing that can be offered to a client."""

    id: str
    group: str
    """File that it stands in, without number: ``phone``; its icon has the same name."""
    phase: Phase
    rank: int
    """Within its phase: the lower, the sooner."""
    talk: bool
    """Part of the conversation in the room; takes no place on the client's list."""
    in_danger: bool
    """All that is offered while there is danger (R1)."""
    noticed: Noticed
    destroys_proof: bool
    images: bool
    """Handles pictures of the client: not where she may be under 18."""
    who: str
    """``client``, ``together``, ``counsellor`` or ``expert``."""
    platform: str
    """``any``, ``android`` or ``ios``."""
    triggers: tuple[str, ...]
    """``always``, ``F.type``, ``flag:name``, ``action:id`` or ``question.answer``; one that holds is enough."""
    needs: frozenset[Gate]
    paper: Paper
    text: Texts
    """The client's words, spoken and on the screen."""
    sheet: Texts
    """Neutral words for paper; empty where ``paper`` is never."""
    card: Texts
    """Suggestion for a card line; the client words or approves it."""
    care: Texts
    """For the counsellor; never printed for the client."""
    sources: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer that a question offers."""

    id: str
    text: Texts
    flags: frozenset[str]
    clears: frozenset[str]
    holds: frozenset[str]
    """Actions that are held back while this answer stands."""
    says: str | None
    """Message for the counsellor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; every one can be skipped."""

    id: str
    section: str
    aloud: bool
    """False: the counsellor's own check-list, never read aloud."""
    many: bool
    """More than one answer can be given."""
    store: Store
    short: bool
    """Part of the short path of ten minutes."""
    only_if: tuple[str, ...]
    """Asked only after one of these answers; empty: always."""
    text: Texts
    care: Texts
    answers: Mapping[str, Answer]
    sources: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A group of questions."""

    id: str
    title: Texts
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Everything that ``catalogue/`` says; valid as a whole or not at all."""

    sections: tuple[Section, ...]
    questions: Mapping[str, Question]
    actions: Mapping[str, Action]
    findings: Mapping[str, Texts]
    """Finding type → what it is, in few words."""
    flags: Mapping[str, Texts]
    gates: Mapping[Gate, Texts]
    messages: Mapping[str, Texts]
    forms: Mapping[str, Texts]
    """Words of the printed forms."""
    statuses: Mapping[str, Status]
    """Language → status of its texts that name none."""
    directions: Mapping[str, str]
    """Language → ``ltr`` or ``rtl``."""
    sources: Mapping[str, str]
    """Source key → title and where it was seen."""
    renamed: Mapping[str, str]
    """Old action id → today's."""

    def action(self, name: str) -> Action | None:
        """Return the action that is, or once was, called ``name``."""
        return self.actions.get(self.renamed.get(name, name))
