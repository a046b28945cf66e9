"""A hand on the keyboard: goes to a thing with Tab and presses it, as a counsellor without a mouse does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual.pilot import Pilot
from textual.widget import Widget

from devicecheck.app import DeviceCheck
from devicecheck.way import Place
from devicecheck.widgets.pick import Pick

PATIENCE = 40.0
"""Seconds for anything slow."""


class Hand:
    """Keys only."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot

    @property
    def app(self) -> DeviceCheck:
        assert isinstance(self.pilot.app, DeviceCheck)
        return self.pilot.app

    async def until(self, true: Callable[[], bool], what: str) -> None:
        """Wait until something is so."""
        waited = 0.0
        while not true():
            await asyncio.sleep(0.05)
            waited += 0.05
            assert waited < PATIENCE, f"never: {what}; at {self.app.place!r}"
        await self.pilot.pause()

    async def at(self, place: Place) -> None:
        """Wait until that place is shown and has something to press."""
        await self.until(lambda: self.app.place is place and len(self.app.screen.focus_chain) > 0, place.value)

    async def to(self, found: Callable[[Widget], bool], what: str) -> None:
        """Go there with Tab."""
        await self.pilot.pause()
        for _ in range(400):
            focused = self.app.screen.focused
            if focused is not None and found(focused):
                return
            await self.pilot.press("tab")
        focus = [f"{type(one).__name__}#{one.id}" for one in self.app.screen.focus_chain]
        raise AssertionError(f"Tab never reaches {what} on {self.app.place!r}: {focus}")

    async def press(self, button: str) -> None:
        """Go to a button and press Enter."""
        await self.to(lambda one: one.id == button, button)
        await self.pilot.press("enter")
        await self.pilot.pause()

    async def pick(self, name: str, value: str) -> None:
        """Choose a line of the list of that name."""

        def is_it(one: Widget) -> bool:
            return isinstance(one, Pick) and one.value == value and one.parent is not None and one.parent.name == name

        await self.to(is_it, f"{name}={value}")
        await self.pilot.press("space")
        await self.pilot.pause()

    async def type(self, field: str, text: str) -> None:
        """Go to a field and type."""
        await self.to(lambda one: one.id == field, field)
        await self.pilot.press(*text)

    async def fill(self, field: str, text: str) -> None:
        """Replace what stands in a field."""
        await self.to(lambda one: one.id == field, field)
        await self.pilot.press("end", "ctrl+u", *text)
