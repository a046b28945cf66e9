"""``dumpsys appops``: modes that were set, and when each operation was last used.

Android 8 writes one line for each operation, 9 a column of states, 10 a state in brackets, 11 on one block for each
part of the app. Sources: AOSP 8, 9 and 11, a Samsung Android 10 dump, an Android 16 one.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from devicecheck.practice.android import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from devicecheck.practice.android.phone import AndroidPhone, Installed
    from devicecheck.practice.described import Use

_STATES = ("pers", "top", "fgsvc", "fg", "bg", "cch")
_MODES = {"allow": 0, "ignore": 1, "deny": 2, "default": 3, "foreground": 4}
_ANDROID_9, _ANDROID_10, _ANDROID_11, _ANDROID_13 = 28, 29, 30, 33
_KNOWN_SINCE = {"ACCESS_RESTRICTED_SETTINGS": 33, "MANAGE_EXTERNAL_STORAGE": 30}


def dump(phone: AndroidPhone) -> str:
    """Return the whole dump."""
    lines = ["Current AppOps Service state:"]
    if phone.sdk >= _ANDROID_10:
        lines += [
            "  Settings:",
            "    top_state_settle_time=+5s0ms",
            "    fg_service_state_settle_time=+5s0ms",
            "    bg_state_settle_time=+1s0ms",
            "",
        ]
    lines += ["  Op mode watchers:", "    Op COARSE_LOCATION:"]
    lines += [
        f"      #0: ModeCallback{{{phone.object_id('watch')} watchinguid=-1 flags=0x1 from uid=1000 pid=2411}}",
        "",
    ]
    for (app_id, user), apps in sorted(_by_uid(phone).items(), key=lambda item: (item[0][1], item[0][0])):
        lines += _uid(phone, app_id, user, apps)
    return "\n".join([*lines, ""])


def _by_uid(phone: AndroidPhone) -> dict[tuple[int, int], list[Installed]]:
    found: dict[tuple[int, int], list[Installed]] = defaultdict(list)
    for user in phone.users:
        for one in phone.of(user.id):
            found[one.app_id, user.id].append(one)
    return found


def _uid(phone: AndroidPhone, app_id: int, user: int, apps: list[Installed]) -> Iterator[str]:
    yield f"  Uid {text.short_uid(app_id, user)}:"
    state = "pers" if app_id < text.FIRST_APP else "fgsvc" if any(one.app.running for one in apps) else "cch"
    if phone.sdk >= _ANDROID_9:
        yield f"    state={state:<5}" if phone.sdk < _ANDROID_10 else f"    state={state}"
    if phone.sdk >= _ANDROID_13:
        yield "    capability=-----"
        yield "    appWidgetVisible=false"
    for one in apps:
        yield from _package(phone, one)


def _package(phone: AndroidPhone, one: Installed) -> Iterator[str]:
    yield f"    Package {one.package}:"
    uses: dict[str, list[Use]] = defaultdict(list)
    for use in one.app.uses:
        uses[use.op].append(use)
    modes = {op: mode for op, mode in one.app.modes.items() if phone.sdk >= _KNOWN_SINCE.get(op, 0)}
    modes = {"WAKE_LOCK": "allow", **modes} if not one.app.system else modes
    for op in dict.fromkeys([*modes, *uses]):
        yield from _operation(phone, op, modes.get(op, "allow"), uses[op])


def _operation(phone: AndroidPhone, op: str, mode: str, uses: list[Use]) -> Iterator[str]:
    if phone.sdk < _ANDROID_9:
        yield f"      {op}: mode={_MODES[mode]}{''.join(_old(use) for use in uses[:1])}"
        return
    yield f"      {op} ({mode}): "
    if phone.sdk < _ANDROID_10:
        yield from _android_9(phone, uses)
        return
    lines = [_access(phone, use) for use in uses]
    if phone.sdk < _ANDROID_11:
        yield from (f"          {line}" for line in lines)
    elif lines:
        yield from ("        null=[", *(f"          {line}" for line in lines), "        ]")


def _android_9(phone: AndroidPhone, uses: list[Use]) -> Iterator[str]:
    """Name the kind of use once, then each state in its order; one duration for all."""
    for word, rejected in (("Access", False), ("Reject", True)):
        head = f"          {word}: "
        for use in sorted((use for use in uses if use.rejected is rejected), key=lambda use: _STATES.index(use.state)):
            span = timedelta(minutes=use.minutes_ago)
            yield f"{head}{use.state:<5} = {text.when_exactly(phone.now - span)} ({text.duration(-span)})"
            head = " " * 18
    longest = max((use.seconds for use in uses), default=0.0)
    if longest:
        yield f"          duration={text.duration(timedelta(seconds=longest))}"


def _old(use: Use) -> str:
    ago = text.duration(timedelta(minutes=use.minutes_ago))
    if use.rejected:
        return f"; rejectTime={ago} ago"
    lasted = f"; duration={text.duration(timedelta(seconds=use.seconds))}" if use.seconds else ""
    return f"; time={ago} ago{lasted}"


def _access(phone: AndroidPhone, use: Use) -> str:
    span = timedelta(minutes=use.minutes_ago)
    moment, ago = text.when_exactly(phone.now - span), text.duration(-span)
    lasted = f" duration={text.duration(timedelta(seconds=use.seconds))}" if use.seconds else ""
    word = "Reject" if use.rejected else "Access"
    gap = "" if use.rejected and phone.sdk == _ANDROID_10 else " "
    return f"{word}: [{use.state}-s]{gap}{moment} ({ago}){lasted}"
