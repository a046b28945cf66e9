"""The consents as they stand, reachable from every screen of a sitting; each can be taken back here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devicecheck.sitting.consent import Scope
from devicecheck.widgets.dialogs import Dialog
from devicecheck.widgets.spoken import Press, Text, say

if TYPE_CHECKING:
    from devicecheck.sitting.sitting import Sitting


def consents(sitting: Sitting) -> Dialog:
    """Return the window; its buttons are named after what they take back."""
    given = [scope for scope in Scope if sitting.state.consents.given(scope)]
    lines = tuple(_line(sitting, scope) for scope in Scope)
    buttons = [Press(say("app.button.close"), id="close", main=True)]
    buttons += [Press(say(f"consents.take_back.{scope.value}"), id=scope.value) for scope in given]
    return Dialog(say("consents.title"), (*lines, say("consents.copies")), tuple(buttons))


def _line(sitting: Sitting, scope: Scope) -> Text:
    decision = sitting.state.consents.decided(scope)
    state = "open" if decision is None else "yes" if decision.given else "no"
    when = decision.when.astimezone().strftime("%H:%M") if decision else ""
    return say(f"consents.line_{state}", what=say(f"consents.what.{scope.value}"), when=when)
