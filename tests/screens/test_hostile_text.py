"""Names that an abuser chose: shown as text, never as markup, never as a link that a click follows."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from devicecheck.untrusted import untrusted
from devicecheck.widgets.pick import Pick
from devicecheck.widgets.spoken import Line, Press, verbatim
from devicecheck.widgets.theme import CALM
from devicecheck.words import Words

HOSTILE = (
    "WhatsApp [@click=app.evil]update[/]",
    "[/] unbalanced [bold",
    "\x1b]0;owned\x07\x1b[2J[red]x",
    "abc\u202egnp.apk",
    "[link=https://example.org]x[/link]",
)


class Shown(App[None]):
    """One hostile name in every widget that shows text."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.words = Words("en")
        self.hostile = name
        self.struck = False

    def compose(self) -> ComposeResult:
        yield Line(verbatim(self.hostile))
        yield Pick(verbatim(self.hostile), value="x")
        yield Press(verbatim(self.hostile), id="x")

    def action_evil(self) -> None:
        self.struck = True


@pytest.mark.parametrize("raw", HOSTILE, ids=range(len(HOSTILE)))
async def test_a_name_is_text(raw: str) -> None:
    name = untrusted(raw)
    app = Shown(name)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for kind in (Line, Pick, Press):
            shown = str(app.query_one(kind).render())
            assert name in shown
            assert not set(shown) & {"\x1b", "\x07", "\u202e"}
        for column in range(40):
            await pilot.click(Line, offset=(column, 0))
        assert not app.struck


def contrast(one: str, other: str) -> float:
    """Return the contrast of WCAG 2.2: 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ink", [CALM.foreground, CALM.accent, CALM.warning, CALM.success, CALM.error])
@pytest.mark.parametrize("ground", [CALM.background, CALM.panel])
def test_tired_eyes_can_read_every_colour(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 7
