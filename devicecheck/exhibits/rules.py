"""What may not be captured, and what has to be settled first. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from devicecheck.exhibits.errors import RefusedError
from evidence.exhibit import Class


class Whose(Enum):
    """Whose phone it is."""

    HERS = "hers"
    NOT_HERS = "not_hers"
    """A relative's, an employer's, the other person's, or bought by him."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What was answered in the sitting, as far as it bears on copies."""

    keep: bool
    """Consent to keep evidence; withdrawn is ``False``."""
    minor: bool | None
    """Under 18 or perhaps; ``None``: not asked yet."""
    whose: Whose
    legal_advice: bool
    """The question whether a lawyer should say first if copies may be made has been answered."""


class Refusal(StrEnum):
    """Why not; ``exhibits.refusal`` in the words."""

    NO_CONSENT = "no_consent"
    AGE_FIRST = "age_first"
    """Images only after the client's age was asked."""
    MINOR = "minor"
    """No images of or from a minor, whatever they show: having them can be a crime (§ 184b, § 184c StGB)."""
    ADVICE_FIRST = "advice_first"
    """A phone that is not hers, or nobody knows whose: legal advice comes before copies (§ 202a StGB)."""


IMAGES = frozenset({Class.SCREENSHOT, Class.PHOTO, Class.REDACTED})
COPIES = frozenset({Class.APP, Class.SCREENSHOT, Class.PHOTO, Class.FILE, Class.REDACTED})
"""Copies of what is on the phone; answers about apps and settings and the counsellor's own notes are none."""


def refusal(kind: Class, here: Circumstances, *, image: bool = False) -> Refusal | None:
    """Return why an exhibit of this class may not be made now, or ``None``.

    ``image``: a file that is or may be a picture or film (``files.may_show`` decides).
    """
    if not here.keep:
        return Refusal.NO_CONSENT
    if kind in IMAGES or image:
        if here.minor is None:
            return Refusal.AGE_FIRST
        if here.minor:
            return Refusal.MINOR
    if kind in COPIES and here.whose is not Whose.HERS and not here.legal_advice:
        return Refusal.ADVICE_FIRST
    return None


def refusals(here: Circumstances) -> dict[Class, Refusal]:
    """Return what is not open now, for a screen that says so before anybody tries."""
    judged = {kind: refusal(kind, here) for kind in Class}
    return {kind: why for kind, why in judged.items() if why is not None}


def allow(kind: Class, here: Circumstances, *, image: bool = False) -> None:
    """Raise ``RefusedError`` where ``refusal`` has a reason."""
    why = refusal(kind, here, image=image)
    if why is not None:
        raise RefusedError(why.value, why=why.value)
