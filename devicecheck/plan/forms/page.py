"""What a form says, before it is laid out. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Form(Enum):
    """How a plan can leave the room, or not. The order is the order of the list; nothing comes first."""

    NOTHING = "nothing"
    CARD = "card"
    """Three lines that the client worded or approved, credit-card size."""
    SHEET = "sheet"
    """A6, neutral title."""
    FILE = "file"
    """A4, for the centre's own file."""
    SCREEN = "screen"
    """Large, to be read together on the centre's screen; the only one that shows drafts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a form."""

    text: str
    icon: str = ""
    """Name of a picture in ``icons/``; empty: none."""
    details: tuple[str, ...] = ()
    """Smaller, below: who, until when."""
    draft: str = ""
    """The same in a language that is not released yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines under a heading; an empty heading prints none."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One form, ready to be laid out."""

    form: Form
    language: str
    direction: str
    draft_language: str = ""
    draft_direction: str = "ltr"
    title: str
    document_title: str
    """Title in the PDF's metadata; as neutral as the paper."""
    remarks: tuple[str, ...] = ()
    blocks: tuple[Block, ...]
    large: bool = False

    def words(self) -> str:
        """Return everything that a reader sees, one line each, for lint and readability."""
        lines = [self.title, *self.remarks]
        for block in self.blocks:
            lines.append(block.title)
            for line in block.lines:
                lines += [line.text, *line.details, line.draft]
        return "\n".join(line for line in lines if line)
