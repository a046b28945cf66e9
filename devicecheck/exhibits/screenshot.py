"""The phone's screen, over the cable.

``screencap -p`` prints a PNG and writes no file; it makes no sound, and no app is told of it (Android's screenshot
detection names adb as an exception: developer.android.com, "Detect when users take device screenshots"). What the
screen shows is chosen by hand on the phone. Apps that forbid screenshots come out black; ``evidence.exif.redraw``
tells (``blank``).
"""

from __future__ import annotations

from collections.abc import Callable

from devicecheck.acquire.phone import Limits, Phone
from devicecheck.exhibits.copying import Counted, Write
from devicecheck.exhibits.errors import ScreenshotError
from devicecheck.exhibits.taken import Taken

COMMAND = "screencap -p"
LIMITS = Limits(seconds=20, bytes=48 * 1024 * 1024)
_BEGINS = b"\x89PNG\r\n\x1a\n"
_ENDS = b"\0\0\0\0IEND\xaeB`\x82"


def take(phone: Phone, write: Write, stop: Callable[[], bool]) -> Taken:
    """Copy one picture of the screen to ``write``.

    Raises ``ScreenshotError`` before a byte is written, or ``PhoneError``.
    """
    reply = phone.run(COMMAND, LIMITS, stop)
    if reply.cut:
        raise ScreenshotError(f"cut: {reply.cut}")
    if not (reply.stdout.startswith(_BEGINS) and reply.stdout.endswith(_ENDS)):
        raise ScreenshotError(f"no PNG: {reply.stdout[:40]!r} {reply.stderr[:200]!r}")
    out = Counted(write)
    out(reply.stdout)
    return Taken(size=out.size, sha256=out.sha256, status=reply.status)
