"""One screen per step of the sitting; each is loaded when it is first shown."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from devicecheck.way import Place

if TYPE_CHECKING:
    from devicecheck.screens.base import Frame

_SCREENS = {
    Place.FIRST: ("first_start", "FirstStart"),
    Place.UNLOCK: ("unlock", "Unlock"),
    Place.HOME: ("home", "Home"),
    Place.SETTINGS: ("centre", "Centre"),
    Place.OPEN: ("open_case", "OpenCase"),
    Place.SAFETY: ("asking", "Safety"),
    Place.CRISIS: ("crisis", "Crisis"),
    Place.CONSENT: ("consent", "Consent"),
    Place.DECIDE: ("decide", "Decide"),
    Place.CONNECT: ("connect", "Connect"),
    Place.LOOK: ("looking", "Looking"),
    Place.CAPTURE: ("capture", "Capture"),
    Place.RESTORE: ("restore", "Restore"),
    Place.FINDINGS: ("findings", "Findings"),
    Place.QUESTIONS: ("asking", "Questions"),
    Place.PLAN: ("planning", "Planning"),
    Place.TOGETHER: ("together", "Together"),
    Place.HAND_OVER: ("hand_over", "HandOver"),
    Place.SEALING: ("sealing", "Sealing"),
    Place.END: ("end", "End"),
}


def make(place: Place) -> Frame:
    """Return a fresh screen for a place."""
    module, name = _SCREENS[place]
    screen: Frame = getattr(importlib.import_module(f"{__name__}.{module}"), name)()
    return screen
