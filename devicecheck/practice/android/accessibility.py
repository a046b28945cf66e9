"""``dumpsys accessibility``: Android 8 and 9 name only the labels of what runs, later ones what is enabled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devicecheck.practice.android import text

if TYPE_CHECKING:
    from devicecheck.practice.android.phone import AndroidPhone, Installed
    from devicecheck.practice.described import User

_HEAD = "ACCESSIBILITY MANAGER (dumpsys accessibility)\n\n"
_ANDROID_9, _ANDROID_10, _ANDROID_11, _ANDROID_12, _ANDROID_13 = 28, 29, 30, 31, 33


def dump(phone: AndroidPhone) -> str:
    """Return the whole dump."""
    samsung = phone.maker.name == "samsung" and _ANDROID_9 <= phone.sdk <= _ANDROID_11
    one = _samsung if samsung else _before_10 if phone.sdk < _ANDROID_10 else _since_10
    current = "currentUserId=0\n" if phone.sdk >= _ANDROID_11 and not samsung else ""
    return _HEAD + current + "".join(one(phone, user) for user in phone.users if user.running)


def _before_10(phone: AndroidPhone, user: User) -> str:
    bar = ", navBarMagnificationEnabled=false" if phone.sdk >= _ANDROID_9 else ""
    return (
        f"User state[attributes:{{id={user.id}, currentUser={_said(user)}, touchExplorationEnabled=false, "
        f"displayMagnificationEnabled=false{bar}, autoclickEnabled=false}}\n"
        f"           services:{{{_bound(phone, user)}}}]\n\n"
    )


def _since_10(phone: AndroidPhone, user: User) -> str:
    attributes = (
        f"id={user.id}, touchExplorationEnabled=false, serviceHandlesDoubleTap=false, "
        "requestMultiFingerGestures=false, requestTwoFingerPassthrough=false, displayMagnificationEnabled=false, "
        "autoclickEnabled=false, nonInteractiveUiTimeout=0, interactiveUiTimeout=0, "
        f"installedServiceCount={len(_declared(phone, user))}"
    )
    if phone.sdk == _ANDROID_10:
        attributes = (
            f"id={user.id}, currentUser={_said(user)}, touchExplorationEnabled=false, "
            "displayMagnificationEnabled=false, navBarMagnificationEnabled=false, autoclickEnabled=false, "
            "nonInteractiveUiTimeout=0, interactiveUiTimeout=0"
        )
    enabled = ", ".join(f"{{{_full(one)}}}" for one in phone.having("accessibility", user.id))
    lines = [
        "User state[",
        f"     attributes:{{{attributes}}}",
        "     shortcut key:{}",
        "     button:{}",
        "     button target:{null}",
        f"     Bound services:{{{_bound(phone, user)}}}",
        f"     Enabled services:{{{enabled}}}",
        "     Binding services:{}",
        "     Crashed services:{}",
    ]
    if phone.sdk >= _ANDROID_12:
        lines += ["     Client list info:{", "     Registered clients:{}", "     }]", ""]
        return "\n".join(lines)
    return "\n".join(lines) + "]\n"


def _samsung(phone: AndroidPhone, user: User) -> str:
    off = ("IsBixbyRunning", "IsMagniferWindowEnabled", "IsTouchBlockingEnabled", "IsTextHighContrastEnabled")
    enabled = [_short(one) for one in phone.having("accessibility", user.id)]
    lines = [
        f"User state[attributes:{{id={user.id}, currentUser={_said(user)}",
        *(f"  m{name} = false" for name in off),
        "  mAccessibilityFocusOnlyInActiveWindow = true",
        "  mBindInstantServiceAllowed = false",
        "  }",
        *_numbered("installed services: {", [_short(one) for one in _declared(phone, user)]),
        *_numbered("enabled services: {", enabled),
        *_numbered("binding services: {", []),
        *_numbered("bound services:{", enabled),
        "  AccessibilityInputFilter:{",
        "  }]",
        "",
    ]
    return "\n".join(lines) + "\n"


def _numbered(head: str, components: list[str]) -> list[str]:
    return [f"  {head}", *(f"    {number} : {name}" for number, name in enumerate(components)), "  }"]


def _bound(phone: AndroidPhone, user: User) -> str:
    services = [
        f"Service[label={one.app.label or one.package}{_named(phone, one)}, feedbackType[FEEDBACK_GENERIC], "
        "capabilities=1, eventTypes=[TYPE_VIEW_CLICKED, TYPE_WINDOW_STATE_CHANGED], notificationTimeout=100, "
        "requestA11yBtn=false]"
        for one in phone.having("accessibility", user.id)
    ]
    return (", \n" + " " * 21).join(services)


def _named(phone: AndroidPhone, one: Installed) -> str:
    """Newer Samsung phones say whose label it is."""
    if phone.maker.name != "samsung" or phone.sdk < _ANDROID_13:
        return ""
    return f", id={_short(one)}, isDefault=false, requestTouchExplorationMode=false, requestFilterKeyEvents=false"


def _declared(phone: AndroidPhone, user: User) -> list[Installed]:
    return [one for one in phone.of(user.id) if one.app.accessibility]


def _full(one: Installed) -> str:
    return text.component(one.package, one.app.accessibility)


def _short(one: Installed) -> str:
    return text.short_component(one.package, one.app.accessibility)


def _said(user: User) -> str:
    return "true" if user.id == 0 else "false"
