"""``settings list``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from devicecheck.practice.android import text

if TYPE_CHECKING:
    from devicecheck.practice.android.phone import AndroidPhone, Installed

_GLOBAL = {
    "adb_enabled": "1",
    "airplane_mode_on": "0",
    "auto_time": "1",
    "bluetooth_on": "1",
    "boot_count": "41",
    "development_settings_enabled": "1",
    "device_provisioned": "1",
    "mobile_data": "1",
    "mode_ringer": "2",
    "package_verifier_user_consent": "1",
    "stay_on_while_plugged_in": "0",
    "upload_apk_enable": "1",
    "wifi_on": "1",
}
_SECURE = {
    "accessibility_button_mode": "0",
    "autofill_user_data_max_category_count": "10",
    "backup_enabled": "1",
    "bluetooth_name": "Telefon",
    "doze_enabled": "1",
    "location_mode": "3",
    "lock_screen_show_notifications": "1",
    "screensaver_enabled": "0",
    "show_ime_with_hard_keyboard": "0",
    "user_setup_complete": "1",
}
_SYSTEM = {
    "accelerometer_rotation": "0",
    "font_scale": "1.0",
    "screen_brightness": "102",
    "screen_off_timeout": "60000",
    "vibrate_when_ringing": "1",
    "volume_ring": "5",
}


def listed(phone: AndroidPhone, namespace: str, user: int) -> str:
    """Return ``settings list --user USER NAMESPACE``, sorted."""
    values = {"global": _global, "secure": _secure, "system": _system}[namespace](phone, user)
    return "".join(f"{key}={value}\n" for key, value in sorted(values.items()))


def _global(phone: AndroidPhone, _user: int) -> dict[str, str]:
    values = dict(_GLOBAL)
    if phone.sdk >= 30:  # noqa: PLR2004 - Android 11 brought adb over Wi-Fi
        values["adb_wifi_enabled"] = "0"
    return values | phone.maker.global_settings | phone.described.global_settings


def _secure(phone: AndroidPhone, user: int) -> dict[str, str]:
    values = _SECURE | {"android_id": f"{text.number(1 << 63, phone.described.name, user):016x}"}
    values |= phone.maker.secure_settings | _powers(phone, user) | _roles(phone, user)
    return values | (phone.described.secure_settings if user == 0 else {})


def _system(phone: AndroidPhone, _user: int) -> dict[str, str]:
    return _SYSTEM | phone.described.system_settings


def _powers(phone: AndroidPhone, user: int) -> dict[str, str]:
    accessibility = [text.component(one.package, one.app.accessibility) for one in phone.having("accessibility", user)]
    listeners = [text.component(one.package, one.app.notifications) for one in phone.having("notifications", user)]
    keyboards = [text.short_component(one.package, one.app.keyboard) for one in phone.having("keyboard", user)]
    default = next(phone.having("default_keyboard", user), None)
    values = {"accessibility_enabled": "1" if accessibility else "0"}
    values |= {"enabled_accessibility_services": ":".join(accessibility)} if accessibility else {}
    values |= {"enabled_notification_listeners": ":".join(listeners)} if listeners else {}
    values |= {"enabled_input_methods": ":".join(keyboards)} if keyboards else {}
    values |= {"default_input_method": text.short_component(default.package, default.app.keyboard)} if default else {}
    return values | _vpn(phone, user)


def _vpn(phone: AndroidPhone, user: int) -> dict[str, str]:
    always = next(phone.having("always_on_vpn", user), None)
    return {"always_on_vpn_app": always.package, "always_on_vpn_lockdown": "0"} if always else {}


def _roles(phone: AndroidPhone, user: int) -> dict[str, str]:
    names = {
        "sms": "sms_default_application",
        "dialer": "dialer_default_application",
        "assistant": "assistant",
        "autofill": "autofill_service",
        "credentials": "credential_service",
    }
    found: dict[str, str] = {}
    for role, key in names.items():
        holder = next((one for one in phone.of(user) if role in one.app.roles), None)
        if holder and not (key == "credential_service" and phone.sdk < 34):  # noqa: PLR2004 - since Android 14
            found[key] = _value(holder, role)
    return found


def _value(holder: Installed, role: str) -> str:
    services = {"autofill": ".AutofillService", "credentials": ".CredentialProviderService", "assistant": ".Assistant"}
    return text.component(holder.package, services[role]) if role in services else holder.package
