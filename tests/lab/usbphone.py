# ruff: noqa: ANN401 -- umockdev's objects have no types
"""Phones on emulated USB, each bridged to a real adbd on loopback; they can be pulled, plugged in, or held by another.

    umockdev-wrapper /usr/bin/python3 usbphone.py KIND:SERIAL[:PORT]… -- COMMAND

KIND is ``phone`` (offers debugging, PORT is its adbd), ``busy`` (the same, held by another program), ``charging`` (MTP
only) or ``iphone``. COMMAND sees them through udev and libusb. It finds a datagram socket's path in
``USBPHONE_CONTROL``; packets such as ``unplug 0`` (see ``ACTIONS``) act on the phone of that number and are answered.
A socket and no FIFO: umockdev's preload holds a lock while a file is being opened.
"""

from __future__ import annotations

import collections
import contextlib
import os
import socket
import struct
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

import gi

gi.require_version("UMockdev", "1.0")
from gi.repository import GLib, UMockdev  # noqa: E402

HUB = "/devices/pci0000:00/0000:00:14.0/usb1"
# requests of the kernel's usbdevice_fs.h, on 64 bits
SUBMIT, DISCARD, REAP, REAP_NOW = 0x8038550A, 0x550B, 0x4008550C, 0x4008550D
CLAIM, RELEASE, CAPABILITIES, DRIVER, CLAIM_FROM_DRIVER = 0x8004550F, 0x80045510, 0x8004551A, 0x41045508, 0x8108551B
HARMLESS = {0x5514, 0x80045515, 0x80045505, 0x80085504, 0xC0105512}
EAGAIN, EBUSY, ENODEV, ENODATA, EPROTO, ENOENT, ESHUTDOWN = 11, 16, 19, 61, 71, 2, 108
CONTROL, BULK = 2, 3

KINDS = {
    "phone": ("18d1", "4ee7", "Google", "Pixel_7", "ff4201"),
    "busy": ("18d1", "4ee7", "Google", "Pixel_7", "ff4201"),
    "charging": ("18d1", "4ee1", "Google", "Pixel_7", "060101"),
    "iphone": ("05ac", "12a8", "Apple_Inc.", "iPhone", "060101"),
}


class UsbPhone(UMockdev.IoctlBase):  # type: ignore[misc]
    """The kernel's side of one device file: answers libusb's requests, bridges the bulk endpoints to adbd."""

    def __init__(self, kind: str, serial: str, port: int, number: int) -> None:
        super().__init__()
        self.vendor, self.product, self.maker, self.model, self.interface = KINDS[kind]
        self.serial, self.port, self.number = serial, port, number
        self.busy = kind == "busy"
        self.unplugged = False
        self.line: socket.socket | None = None
        self.waiting: collections.OrderedDict[int, tuple[Any, Any, int]] = collections.OrderedDict()
        self.ready: collections.deque[Any] = collections.deque()
        self.arrived: collections.deque[bytes] = collections.deque()
        self.something = threading.Event()

    @property
    def path(self) -> str:
        return f"{HUB}/1-{self.number}"

    @property
    def node(self) -> str:
        return f"/dev/bus/usb/001/{self.number + 3:03d}"

    @property
    def device(self) -> bytes:
        ids = (int(self.vendor, 16), int(self.product, 16))
        return struct.pack("<BBHBBBBHHHBBBB", 18, 1, 0x200, 0, 0, 0, 64, *ids, 0x440, 1, 2, 3, 1)

    @property
    def configuration(self) -> bytes:
        kind = bytes.fromhex(self.interface)
        ends = struct.pack("<BBBBHB", 7, 5, 0x81, 2, 512, 0) + struct.pack("<BBBBHB", 7, 5, 0x02, 2, 512, 0)
        interface = struct.pack("<BBBBB", 9, 4, 0, 0, 2) + kind + b"\4" + ends
        return struct.pack("<BBHBBBBB", 9, 2, 9 + len(interface), 1, 1, 0, 0x80, 250) + interface

    def described(self) -> str:
        """Return the two records of umockdev: device and interface."""
        numbers = "/".join(str(int(part, 16)) for part in (self.interface[:2], self.interface[2:4], self.interface[4:]))
        product = f"{self.vendor.lstrip('0')}/{self.product}/440"
        records = (
            (f"P: {self.path}", f"N: {self.node.removeprefix('/dev/')}"),
            ("E: SUBSYSTEM=usb", "E: DEVTYPE=usb_device", f"E: DEVNAME={self.node}"),
            ("E: BUSNUM=001", f"E: DEVNUM={self.number + 3:03d}", "E: MAJOR=189", f"E: MINOR={self.number + 2}"),
            (f"E: PRODUCT={product}", f"E: ID_VENDOR_ID={self.vendor}", f"E: ID_MODEL_ID={self.product}"),
            (f"E: ID_VENDOR={self.maker}", f"E: ID_MODEL={self.model}", f"E: ID_SERIAL_SHORT={self.serial}"),
            (f"E: ID_USB_INTERFACES=:{self.interface}:", f"A: idVendor={self.vendor}", f"A: idProduct={self.product}"),
            (f"A: serial={self.serial}", "A: busnum=1", f"A: devnum={self.number + 3}", "A: speed=480"),
            ("A: bDeviceClass=00", "A: bConfigurationValue=1", "A: bNumInterfaces= 1"),
            (f"H: descriptors={(self.device + self.configuration).hex()}", ""),
            (f"P: {self.path}/1-{self.number}:1.0", "E: SUBSYSTEM=usb", "E: DEVTYPE=usb_interface"),
            (f"E: INTERFACE={numbers}", f"E: PRODUCT={product}", f"A: bInterfaceClass={self.interface[:2]}"),
            (f"A: bInterfaceSubClass={self.interface[2:4]}", f"A: bInterfaceProtocol={self.interface[4:]}"),
            ("A: bInterfaceNumber=00", "A: bNumEndpoints=02", ""),
        )
        return "\n".join(line for record in records for line in record) + "\n"

    def text(self, index: int) -> bytes:
        """Return a string descriptor."""
        if index == 0:
            return b"\x04\x03\x09\x04"
        told = {1: self.maker, 2: self.model, 3: self.serial}.get(index, "").encode("utf-16-le")
        return bytes([2 + len(told), 3]) + told

    def connect_line(self) -> None:
        self.drop_line()
        self.line = socket.create_connection(("127.0.0.1", self.port))
        self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=self.listen, args=(self.line,), daemon=True).start()

    def listen(self, line: socket.socket) -> None:
        """Take adbd's bytes apart into the transfers of a USB phone: header, then payload."""
        file = line.makefile("rb", buffering=1 << 20)
        with contextlib.suppress(OSError, ValueError):
            while len(header := file.read(24)) == 24:
                self.arrived.append(header)
                length = struct.unpack("<6I", header)[3]
                if length:
                    self.arrived.append(file.read(length))
                self.something.set()

    def hang_up(self) -> None:
        if self.line:
            with contextlib.suppress(OSError):
                self.line.shutdown(socket.SHUT_RDWR)
            self.line.close()
        self.line = None

    def drop_line(self) -> None:
        self.hang_up()
        self.waiting.clear()
        self.ready.clear()
        self.arrived.clear()

    def do_client_vanished(self, _client: object) -> None:
        self.drop_line()

    def do_handle_ioctl(self, client: Any) -> bool:
        request = client.get_request() & 0xFFFFFFFF
        if self.unplugged and request not in {REAP, REAP_NOW, DISCARD}:
            client.complete(-1, ENODEV)
        elif request in HARMLESS:
            client.complete(0, 0)
        else:
            does = {
                CAPABILITIES: self.say_capabilities,
                DRIVER: lambda client: client.complete(-1, ENODATA),
                CLAIM: self.claim,
                CLAIM_FROM_DRIVER: self.claim,
                RELEASE: self.release,
                SUBMIT: self.submit,
                REAP: self.reap,
                REAP_NOW: self.reap,
                DISCARD: self.discard,
            }.get(request)
            if does is None:
                return False
            does(client)
        return True

    def say_capabilities(self, client: Any) -> None:
        client.get_arg().resolve(0, 4).update(0, struct.pack("<I", 5))
        client.complete(0, 0)

    def release(self, client: Any) -> None:
        self.drop_line()
        client.complete(0, 0)

    def discard(self, client: Any) -> None:
        if self.waiting:
            _, (urb, _, _) = self.waiting.popitem()
            self.finish(urb, -ENOENT, 0)
        client.complete(0, 0)

    def claim(self, client: Any) -> None:
        if self.busy:
            client.complete(-1, EBUSY)
            return
        if self.port:
            self.connect_line()
        client.complete(0, 0)

    def submit(self, client: Any) -> None:
        urb = client.get_arg().resolve(0, 56)
        head = bytes(urb.retrieve())
        kind, end, length = head[0], head[1], struct.unpack_from("<i", head, 24)[0]
        buffer = urb.resolve(16, length) if length else None
        if kind == CONTROL:
            self.tell(urb, buffer)
        elif end & 0x80:
            self.waiting[id(urb)] = (urb, buffer, length)
            self.fill()
        else:
            self.forward(urb, bytes(buffer.retrieve()) if buffer else b"")
        client.complete(0, 0)

    def tell(self, urb: Any, buffer: Any) -> None:
        kind, request, value, _, wanted = struct.unpack_from("<BBHHH", bytes(buffer.retrieve()))
        told = b""
        if kind == 0x80 and request == 6:
            known = {1: self.device, 2: self.configuration, 3: self.text(value & 255)}
            told = known.get(value >> 8, b"")[:wanted]
            buffer.update(8, told)
        self.finish(urb, 0, len(told))

    def forward(self, urb: Any, data: bytes) -> None:
        try:
            if self.line:
                self.line.sendall(data)
            self.finish(urb, 0 if self.line else -EPROTO, len(data))
        except OSError:
            self.finish(urb, -EPROTO, 0)

    def fill(self) -> None:
        """Give each waiting read at most one transfer, as the bus does."""
        while self.waiting and self.arrived:
            _, (urb, buffer, length) = self.waiting.popitem(last=False)
            data = self.arrived.popleft()
            if len(data) > length:
                self.arrived.appendleft(data[length:])
                data = data[:length]
            buffer.update(0, data)
            self.finish(urb, 0, len(data))

    def finish(self, urb: Any, status: int, count: int) -> None:
        urb.update(4, struct.pack("<i", status))
        urb.update(28, struct.pack("<i", count))
        self.ready.append(urb)

    def reap(self, client: Any) -> None:
        if self.unplugged:
            while self.waiting:
                _, (urb, _, _) = self.waiting.popitem()
                self.finish(urb, -ESHUTDOWN, 0)
        else:
            self.fill()
        if not self.ready and not self.unplugged:
            self.something.clear()
            self.something.wait(0.002)
            self.fill()
        if self.ready:
            client.get_arg().resolve(0, 8).set_ptr(0, self.ready.popleft())
            client.complete(0, 0)
        else:
            client.complete(-1, ENODEV if self.unplugged else EAGAIN)


def appear(bed: Any, phone: UsbPhone) -> None:
    """Let the system see a phone: umockdev announces what it adds."""
    bed.add_from_string(phone.described())
    bed.attach_ioctl(phone.node, phone)


def vanish(bed: Any, phone: UsbPhone) -> None:
    """Take a phone that nobody has open out of the system, the interface first."""
    bed.detach_ioctl(phone.node)
    for path in (f"{phone.path}/1-{phone.number}:1.0", phone.path):
        bed.uevent(f"/sys{path}", "remove")
        bed.remove_device(f"/sys{path}")


def unplug(bed: Any, phone: UsbPhone) -> None:
    """Pull the cable of a phone that somebody has open; its file stays, as umockdev breaks if that goes too."""
    phone.unplugged = True
    phone.hang_up()
    bed.uevent(f"/sys{phone.path}", "remove")


def plug(bed: Any, phone: UsbPhone) -> None:
    """Plug it in again."""
    phone.unplugged = False
    bed.uevent(f"/sys{phone.path}", "add")


def busy(_bed: Any, phone: UsbPhone) -> None:
    """Let another program hold it."""
    phone.busy = True


def free(_bed: Any, phone: UsbPhone) -> None:
    """Let the other program go."""
    phone.busy = False


ACTIONS = {does.__name__: does for does in (appear, vanish, unplug, plug, busy, free)}


def obey(bed: Any, phones: list[UsbPhone], control: socket.socket) -> None:
    """Do what the command asks for, one packet after another."""
    while True:
        packet, sender = control.recvfrom(64)
        what, _, number = packet.decode().partition(" ")
        ACTIONS[what](bed, phones[int(number)])
        control.sendto(b"done", sender)


def main() -> int:
    split = sys.argv.index("--")
    bed = UMockdev.Testbed.new()
    phones: list[UsbPhone] = []
    for number, told in enumerate(sys.argv[1:split], start=2):
        kind, serial, port = [*told.split(":"), "0"][:3]
        phone = UsbPhone(kind, serial, int(port), number)
        appear(bed, phone)
        phones.append(phone)
    threading.Thread(target=GLib.MainLoop().run, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as control:
        path = Path(folder, "control")
        control.bind(str(path))
        threading.Thread(target=obey, args=(bed, phones, control), daemon=True).start()
        os.environ["USBPHONE_CONTROL"] = str(path)  # umockdev set its own variables past os.environ: pass all on
        return subprocess.call(sys.argv[split + 1 :])


if __name__ == "__main__":
    sys.exit(main())
