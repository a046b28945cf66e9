"""The way to USB debugging on a given phone: which words and drawings of ``connect.guide`` to show, in order. Pure."""

from __future__ import annotations

from dataclasses import dataclass

_MAKERS = {
    "samsung": "samsung",
    "xiaomi": "xiaomi",
    "redmi": "xiaomi",
    "poco": "xiaomi",
    "huawei": "huawei",
    "honor": "huawei",
    "oppo": "oppo",
    "oneplus": "oppo",
    "realme": "realme",
    "vivo": "vivo",
}
MAKERS = ("samsung", "xiaomi", "huawei", "oppo", "realme", "vivo")
"""Makers whose menus differ, each with a source in docs/connection.md."""
_MENUS = ((12, "12"), (9, "9"), (8, "8"))
"""From which Android version on which way to the developer options holds."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step at the phone: keys of its texts and of its drawing."""

    title: str
    texts: tuple[str, ...]
    drawing: str


def guide(maker: str = "", android: int | None = None) -> tuple[Step, ...]:
    """Return the four steps for a maker (as ``Seen.maker`` has it) and an Android version, where known."""
    known = _MAKERS.get(maker.casefold())
    build = f"connect.guide.maker.{known}.build" if known else "connect.guide.build.android"
    developer = (
        (f"connect.guide.maker.{known}.developer", f"connect.guide.maker.{known}.note")
        if known
        else (f"connect.guide.developer.{_menu(android)}",)
    )
    return (
        _step("build", build, "connect.guide.build.tap"),
        _step("developer", *developer),
        _step("debugging", "connect.guide.debugging.do"),
        _step("allow", "connect.guide.allow.do"),
    )


def _menu(android: int | None) -> str:
    if android is None:
        return "unknown"
    return next((menu for since, menu in _MENUS if android >= since), "8")


def _step(name: str, *texts: str) -> Step:
    return Step(f"connect.guide.{name}.title", texts, f"connect.guide.drawing.{name}")
