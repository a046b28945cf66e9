"""Confidentiality and its limits, then four consents, each alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from devicecheck.errors import DeviceCheckError
from devicecheck.screens.base import Frame
from devicecheck.sitting.consent import Scope
from devicecheck.widgets.pick import Choices
from devicecheck.widgets.spoken import say
from devicecheck.widgets.voices import Voices


class Consent(Frame):
    """A yes or a no to each; not asked is no."""

    AREA: ClassVar[str] = "screens.consent"
    STEP: ClassVar[str | None] = "consent"

    def body(self) -> Iterable[Widget]:
        """Say the limits first; then ask one thing after the other."""
        yield Voices(aloud=say("screens.consent.limits"), inward=say("screens.consent.limits_care"))
        for scope in Scope:
            decision = self.sitting.state.consents.decided(scope)
            chosen = () if decision is None else ("yes" if decision.given else "no",)
            yield Voices(aloud=say(f"consents.ask.{scope.value}"), inward=say(f"consents.care.{scope.value}"))
            answers = [(answer, say(f"consents.{answer}")) for answer in ("yes", "no")]
            yield Choices(answers, name=scope.value, chosen=chosen)

    def on_choices_changed(self, event: Choices.Changed) -> None:
        """Record it with the time, at once."""
        event.stop()
        given = event.choices.chosen == ("yes",)
        event.choices.choose("yes" if given else "no")
        try:
            self.sitting.decide(Scope(event.choices.name), given=given)
        except DeviceCheckError as error:
            self.desk.tell(error)
