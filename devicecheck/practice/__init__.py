"""Practice phones, for training and tests: each a description with a story, answering like a real phone."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from datetime import datetime
from importlib import resources
from typing import TYPE_CHECKING

from devicecheck.errors import DeviceCheckError

if TYPE_CHECKING:
    from devicecheck.acquire.recipe import Recipe
    from devicecheck.acquire.recorded import RecordedPhone
    from devicecheck.practice.stories import Story


class NoSuchPracticePhoneError(DeviceCheckError):
    """There is no practice phone of that name."""

    key = "practice_unknown"


def names() -> tuple[str, ...]:
    """Return every practice phone, the easiest first."""
    found = [(_text(name)["story"]["order"], name) for name in _files()]
    return tuple(name for _, name in sorted(found))


def story(name: str, language: str) -> Story:
    """Return what the trainee is told; ``language`` is ``de`` or ``en``. Raises ``NoSuchPracticePhoneError``."""
    from devicecheck.practice.stories import read  # noqa: PLC0415 - the app starts without it

    return read(name, _text(name)["story"], language)


def open_practice(
    name: str,
    *,
    clock: Callable[[], datetime] | None = None,
    pause: Callable[[float], object] | None = None,
    recipes: Iterable[Recipe] | None = None,
) -> RecordedPhone:
    """Return the practice phone ``name``, ready to be asked. Raises ``NoSuchPracticePhoneError``."""
    import time  # noqa: PLC0415 - all of this is needed only when a practice phone is opened

    from devicecheck.acquire.recipes import RECIPES  # noqa: PLC0415
    from devicecheck.acquire.recorded import RecordedPhone  # noqa: PLC0415
    from devicecheck.clock import utc_now  # noqa: PLC0415
    from devicecheck.practice import load  # noqa: PLC0415

    phone = load.phone(load.described(_text(name)))
    return RecordedPhone(
        phone, RECIPES if recipes is None else recipes, clock=clock or utc_now, pause=pause or time.sleep
    )


def _files() -> tuple[str, ...]:
    folder = resources.files("devicecheck.practice").joinpath("phones")
    return tuple(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))


def _text(name: str) -> dict[str, dict[str, object]]:
    if name not in _files():
        raise NoSuchPracticePhoneError(name, name=name, names=", ".join(sorted(_files())))
    content = resources.files("devicecheck.practice").joinpath(f"phones/{name}.toml").read_text("utf-8")
    return tomllib.loads(content)
