"""``settings list``: ``key=value``, and what some keys mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.facts import AccessibilityService, InputMethod, NotificationListener, RoleHolder, Setting, Vpn
from devicecheck.parse.component import PACKAGE, component, components
from devicecheck.untrusted import untrusted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checks.facts import Fact, Source
    from devicecheck.parse.draft import Draft

GIVES: Mapping[str, tuple[type[Fact], ...]] = {"global": (), "secure": (InputMethod,), "system": ()}
"""Kinds that a namespace reads whole, beside ``Setting``."""
ADDS = (AccessibilityService, NotificationListener, RoleHolder, Vpn)
_KEY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.:/@ +\-]{0,199}")
_ROLES = {
    "sms_default_application": "sms",
    "dialer_default_application": "dialer",
    "assistant": "assistant",
    "voice_interaction_service": "assistant",
    "autofill_service": "autofill",
    "credential_service": "credentials",
    "credential_service_primary": "credentials",
}
_VALUE_LIMIT = 4000


def read_settings(draft: Draft, part: Draft, namespace: str, user: int) -> bool:
    """Add every setting of one namespace, and what it means; ``True`` once one was read.

    A value may run over several lines; a line that cannot begin a setting continues the one before. Where the very
    first line begins none, this is no list of settings.
    """
    told: dict[str, tuple[int, str]] = {}
    last = ""
    for number, line in enumerate(part.lines):
        key, separator, value = line.partition("=")
        if separator and _KEY.fullmatch(key):
            last = key
            told[key] = (number, value)
        elif not last and line:
            break
        elif last:
            told[last] = (told[last][0], f"{told[last][1]}\n{line}")
    add_settings(draft, part, told, namespace, user)
    for trouble in part.troubles:
        draft.gap(f"{namespace}: {trouble}", user=user)
    return bool(told)


def add_settings(draft: Draft, part: Draft, told: Mapping[str, tuple[int, str]], namespace: str, user: int) -> None:
    """Add settings that were told as key → line and value."""
    for key, (number, value) in told.items():
        fact = Setting(
            source=part.at(number),
            namespace=namespace,
            user=user,
            key=untrusted(key),
            value=untrusted(value, limit=_VALUE_LIMIT),
        )
        draft.add(fact)
    if namespace == "secure":
        _meanings(draft, part, told, user)


def _meanings(draft: Draft, part: Draft, told: Mapping[str, tuple[int, str]], user: int) -> None:
    for key, (number, value) in told.items():
        for fact in _meaning(key, value, told, user, part.at(number)):
            draft.add(fact)
        if key in _LISTS and components(value)[1]:
            draft.gap(f"{key}: an entry is no component", _LISTS[key], user=user)


_LISTS: Mapping[str, tuple[type[Fact], ...]] = {
    "enabled_accessibility_services": (AccessibilityService,),
    "enabled_notification_listeners": (NotificationListener,),
}


def _meaning(key: str, value: str, told: Mapping[str, tuple[int, str]], user: int, source: Source) -> Iterator[Fact]:
    if key == "enabled_accessibility_services":
        for package, name in components(value)[0]:
            yield AccessibilityService(source=source, package=package, user=user, component=name, enabled=True)
    elif key == "enabled_notification_listeners":
        for package, name in components(value)[0]:
            yield NotificationListener(source=source, package=package, user=user, component=name)
    elif key in {"enabled_input_methods", "default_input_method"}:
        yield from _keyboards(key, value, told, user, source)
    elif key == "always_on_vpn_app" and PACKAGE.fullmatch(value):
        yield Vpn(source=source, package=untrusted(value), user=user, always_on=True)
    elif key in _ROLES:
        for package in _holders(value):
            yield RoleHolder(source=source, role=_ROLES[key], package=package, user=user)


def _keyboards(
    key: str, value: str, told: Mapping[str, tuple[int, str]], user: int, source: Source
) -> Iterator[InputMethod]:
    """Yield the enabled keyboards; the default one too where it is not among them."""
    default = component(told.get("default_input_method", (0, ""))[1])
    entries = [component(entry.partition(";")[0]) for entry in value.split(":")]
    named = [entry for entry in entries if entry]
    if key == "default_input_method":
        listed = told.get("enabled_input_methods", (0, ""))[1]
        among = {component(entry.partition(";")[0]) for entry in listed.split(":")}
        named = [entry for entry in named if entry not in among]
    for package, name in named:
        yield InputMethod(source=source, package=package, user=user, component=name, default=(package, name) == default)


def _holders(value: str) -> Iterator[str]:
    for entry in value.split(":"):
        named = component(entry)
        if named:
            yield named[0]
        elif PACKAGE.fullmatch(entry) and entry != "null":
            yield untrusted(entry)
