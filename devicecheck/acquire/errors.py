"""What can go wrong with a phone. Words under the same keys in ``words/<lang>/errors.toml``.

``retry`` says whether trying again can help without a change at the phone or the cable.
"""

from __future__ import annotations

from devicecheck.errors import DeviceCheckError


class PhoneError(DeviceCheckError):
    """Parent of all of them; never raised itself."""

    key = "phone_offline"
    retry = False


class BadAddressError(PhoneError):
    """The address is none of ``usb:SERIAL`` and ``tcp:HOST:PORT``."""

    key = "phone_bad_address"


class NoPhoneError(PhoneError):
    """No phone is there, or nothing answers at its address."""

    key = "phone_none"
    retry = True


class ChargeOnlyError(PhoneError):
    """A phone is plugged in, but offers no USB debugging."""

    key = "phone_charge_only"


class IPhoneError(PhoneError):
    """It is an iPhone; it cannot be read yet."""

    key = "phone_iphone"


class DeniedError(PhoneError):
    """The question on the phone was denied, or nobody answered; the phone does not tell which."""

    key = "phone_denied"
    retry = True


class KeyRevokedError(PhoneError):
    """The phone no longer knows a key that it accepted before."""

    key = "phone_key_revoked"


class BusyError(PhoneError):
    """Another program on this computer holds the phone, mostly an adb server."""

    key = "phone_busy"
    retry = True


class NoPermissionError(PhoneError):
    """The user of this computer may not open the phone; a udev rule helps (``udev.py``)."""

    key = "phone_no_permission"


class SeveralPhonesError(PhoneError):
    """More than one phone fits the address."""

    key = "phone_several"


class OfflineError(PhoneError):
    """The phone is there but does not speak as a started Android does (recovery, sideload, asleep)."""

    key = "phone_offline"
    retry = True


class WirelessError(PhoneError):
    """The port is that of wireless debugging, which wants pairing; a cable is needed."""

    key = "phone_wireless"


class GoneError(PhoneError):
    """The connection ended: the cable, most often."""

    key = "phone_gone"
    retry = True


class SilentError(PhoneError):
    """The phone said nothing within the time limit."""

    key = "phone_silent"
    retry = True


class TooMuchError(PhoneError):
    """A file is larger than its limit."""

    key = "phone_too_much"


class GarbledError(PhoneError):
    """The phone, or something between, does not keep to the protocol."""

    key = "phone_garbled"


class FileRefusedError(PhoneError):
    """The phone does not hand over this file: it is not there, no file, or closed to the shell."""

    key = "phone_file_refused"


class AlteredError(PhoneError):
    """What arrived is not what the phone has: its size or its SHA-256 differs."""

    key = "phone_altered"
    retry = True


class NotAllowedError(PhoneError):
    """The command could change the phone and was not sent (``allowed.py``)."""

    key = "phone_not_allowed"


class StoppedError(PhoneError):
    """Somebody asked to stop."""

    key = "phone_stopped"


class NoUsbError(PhoneError):
    """The computer has neither udev nor libusb, so no cable can be looked at."""

    key = "phone_no_usb"
