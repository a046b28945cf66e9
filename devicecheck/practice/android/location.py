"""``dumpsys location``: who asked for the place, and how long with nobody looking."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from devicecheck.practice.android import text

if TYPE_CHECKING:
    from devicecheck.practice.android.phone import AndroidPhone, Installed
    from devicecheck.practice.described import Place

_ANDROID_10, _ANDROID_12 = 29, 31


def dump(phone: AndroidPhone) -> str:
    """Return the parts of the dump that tell about apps."""
    rows = [(place, one, user.id) for user in phone.users for one in phone.of(user.id) for place in one.app.places]
    lines = ["Location Manager state:" if phone.sdk >= _ANDROID_12 else "Current Location Manager state:"]
    lines += ["  User Info:", "    current users: u[0]", "  Location Settings:", "    u0: enabled=true"]
    if phone.sdk < _ANDROID_12:
        lines.append("  Historical Records by Provider:")
        lines += [_old(phone, place, one) for place, one, _ in rows]
        return "\n".join([*lines, "  Last Known Locations:", ""])
    lines.append("  Historical Aggregate Location Provider Data:")
    by_provider: dict[str, list[str]] = defaultdict(list)
    by_provider["passive"].append(_system(phone))
    for place, one, user in rows:
        by_provider[place.provider].append(_new(place, one, user))
    for provider, found in by_provider.items():
        lines += [f"    {provider}:", *found]
    return "\n".join([*lines, "  Historical Aggregate Gnss Measurement Provider Data:", ""])


def _new(place: Place, one: Installed, user: int) -> str:
    whole = timedelta(minutes=place.minutes, milliseconds=259)
    seen = timedelta(minutes=place.foreground_minutes)
    interval = f"{place.interval_seconds}s"
    return (
        f"      {text.uid(one.app_id, user)}/{one.package}: min/max interval = {interval}/{interval}, "
        f"total/active/foreground duration = {text.duration(whole)}/{text.duration(whole)}/{text.duration(seen)}, "
        f"locations = {round(place.minutes * 60 / max(place.interval_seconds, 1))}"
    )


def _system(phone: AndroidPhone) -> str:
    up = text.duration(timedelta(hours=phone.described.up_hours, milliseconds=488))
    return (
        "      1000/android[UwbCountryCode]: min/max interval = passive/passive, "
        f"total/active/foreground duration = {up}/{up}/{up}, locations = 1"
    )


def _old(phone: AndroidPhone, place: Place, one: Installed) -> str:
    total, seen = round(place.minutes), round(place.foreground_minutes)
    shown = f", {seen} foreground, out of" if phone.sdk >= _ANDROID_10 else " out of"
    return (
        f"    {one.package}: {place.provider}: Interval {place.interval_seconds} seconds: "
        f"Duration requested {total} total{shown} the last {round(phone.described.up_hours * 60)} minutes"
    )
