"""The centre's own settings: what only the centre knows. Texts that need it do not print while it is empty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.widget import Widget

from devicecheck import settings
from devicecheck.errors import DeviceCheckError
from devicecheck.screens.base import Frame
from devicecheck.settings import HelpLine, Settings
from devicecheck.widgets.pick import Choices
from devicecheck.widgets.spoken import Field, Line, Press, say

LINE = ("number", "hours", "cost", "languages")
STEPS = 5
ENDS = ("hand_over", "keep")


class Centre(Frame):
    """A form over one file."""

    AREA: ClassVar[str] = "screens.settings"

    def body(self) -> Iterable[Widget]:
        """Show every setting as it is now."""
        now = self.centre.settings
        yield Line(say("screens.settings.help_line"), classes="strong")
        for name in LINE:
            yield Line(say(f"screens.settings.{name}"))
            yield Field(id=name, value=str(getattr(now.help_line, name)))
        yield Line(say("screens.settings.crisis"), classes="strong")
        steps = (*now.crisis_steps, *("" for _ in range(STEPS)))[: max(STEPS, len(now.crisis_steps) + 1)]
        for number, step in enumerate(steps):
            yield Field(id=f"step-{number}", value=step)
        yield Line(say("screens.settings.days"), classes="strong")
        yield Field(id="days", value="" if now.deletion_days is None else str(now.deletion_days))
        yield Line(say("screens.settings.at_end"), classes="strong")
        lines = [(end, say(f"screens.settings.end_{end}")) for end in ENDS]
        yield Choices(lines, name="at_end", chosen=(now.at_end,) if now.at_end else ())
        yield Line(say("screens.settings.time_stamp"), classes="strong")
        yield Field(id="time-stamp", value=now.time_stamp)
        yield Line(say("app.nothing"), id="wrong", classes="caution")

    def buttons(self) -> Sequence[Press]:
        """Keep it, or leave it."""
        return (
            Press(say("app.button.cancel"), id="next"),
            Press(say("app.button.save"), id="save", main=True),
        )

    def _value(self, name: str) -> str:
        return self.query_one(f"#{name}", Field).value.strip()

    def pressed(self, name: str) -> None:
        """Save what can be saved; say what cannot."""
        if name != "save":
            self.go(name)
            return
        days = self._value("days")
        if days and not (days.isdecimal() and 0 < int(days) <= settings.LONGEST_KEEPING):
            self.query_one("#wrong", Line).change(say("screens.settings.wrong_days"))
            return
        try:
            settings.write(self.centre.settings_file, self._typed(days))
        except (DeviceCheckError, OSError):
            self.query_one("#wrong", Line).change(say("screens.settings.not_saved"))
        else:
            self.go("next")

    def _typed(self, days: str) -> Settings:
        steps = [field.value.strip() for field in self.query(Field) if (field.id or "").startswith("step-")]
        chosen = self.query_one(Choices).chosen
        return Settings(
            help_line=HelpLine(**{name: self._value(name) for name in LINE}),
            crisis_steps=tuple(step for step in steps if step),
            deletion_days=int(days) if days else None,
            time_stamp=self._value("time-stamp"),
            at_end=chosen[0] if chosen else "",  # type: ignore[arg-type]  # one of ENDS
        )
