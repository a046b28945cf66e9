"""The rule by which Linux lets the person at this computer use a phone's adb interface, whatever its maker.

``uaccess`` gives the device to whoever sits in front of the machine; the file's number has to come before systemd's
``73-seat-late.rules``. ``ID_USB_INTERFACES`` is set by ``50-udev-default.rules``.
"""

from __future__ import annotations

PATH = "/etc/udev/rules.d/70-devicecheck.rules"
RULE = 'SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ENV{ID_USB_INTERFACES}=="*:ff4201:*", MODE="0660", TAG+="uaccess"'
COMMAND = (
    f"echo '{RULE}' | sudo tee {PATH}"
    " && sudo udevadm control --reload && sudo udevadm trigger --subsystem-match=usb --action=add"
)
"""The one command that installs it."""
