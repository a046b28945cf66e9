"""The plan on one page, to be read together on the centre's screen; with an interpreter also as a marked draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.widget import Widget

from devicecheck.plan.forms import Form
from devicecheck.screens.base import Frame
from devicecheck.widgets.pick import Choices
from devicecheck.widgets.spoken import Line, Press, say, verbatim

if TYPE_CHECKING:
    from devicecheck.plan.forms import Page

NONE = "none"


class Together(Frame):
    """Only the client's words, large and alone: no caution of the counsellor stands here."""

    AREA: ClassVar[str] = "screens.together"
    STEP: ClassVar[str | None] = "plan"

    def drafts(self) -> tuple[str, ...]:
        """Return languages whose drafts a terminal can show; those written from the right are printed, never drawn."""
        directions = self.sitting.catalogue.directions
        return tuple(one for one in directions if one not in {"de", "en"} and directions[one] == "ltr")

    def body(self) -> Iterable[Widget]:
        """Offer the drafts, then the page."""
        lines = [(one, say(f"screens.together.draft_{one}")) for one in (NONE, *self.drafts())]
        yield Choices(lines, name="draft", chosen=(NONE,))
        yield Vertical(*self._page(""), id="page")

    def _page(self, draft: str) -> Iterable[Widget]:
        page: Page = self.sitting.papers().page(Form.SCREEN, language=self.desk.words.language, draft_language=draft)
        yield from (Line(verbatim(remark), classes="aside") for remark in page.remarks)
        for block in page.blocks:
            yield Line(verbatim(block.title), classes="head")
            for line in block.lines:
                yield Line(verbatim(f"• {line.text}"), classes="words")
                if line.draft:
                    yield Line(verbatim(f"  {draft}: {line.draft}"), classes="caution paragraph")
        if not page.blocks:
            yield Line(say("screens.together.empty"), classes="paragraph")

    def buttons(self) -> Sequence[Press]:
        """Back to the plan."""
        return (Press(say("app.button.back"), id="back", main=True),)

    async def on_choices_changed(self, event: Choices.Changed) -> None:
        """Show the page with or without a draft."""
        chosen = event.choices.chosen[0] if event.choices.chosen else NONE
        event.choices.choose(chosen)
        page = self.query_one("#page", Vertical)
        await page.remove_children()
        await page.mount(*self._page("" if chosen == NONE else chosen))
