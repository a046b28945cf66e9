"""Runs the worker: bytes in, a typed answer out, whatever the image does to it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from evidence.exif.claims import PhotoClaims, weigh

WORKER = Path(__file__).with_name("worker.py")
LARGEST = 100 * 1024 * 1024
"""Bytes of an image that is looked at."""
_ANSWER = 128 * 1024 * 1024
_LINE = 256 * 1024


class CannotRedrawError(Exception):
    """The pixels could not be read; ``reason`` is the name of the error, or ``time``, ``died``, ``size``."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Redrawn:
    """A new JPEG of the same pixels, with nothing else in it."""

    jpeg: bytes
    width: int
    height: int
    frames: int
    """Pictures in the original; only the first was drawn."""
    blank: bool
    """Whether it has one single colour, as a screenshot of an app that forbids them."""


def read(image: bytes, *, seconds: float = 20) -> PhotoClaims:
    """Return what the photo says of itself. Never raises: what could not be read is in the answer."""
    said, _, died = _ask(image, ["read"], seconds)
    if died:
        return PhotoClaims(claims=weigh({}, {"worker": died}), failures=(("worker", died),))
    failed: dict[str, str] = said["failed"]
    return PhotoClaims(
        format=said.get("format", ""),
        width=said.get("width", 0),
        height=said.get("height", 0),
        claims=weigh(said["readings"], failed),
        holds=tuple(said["holds"]),
        failures=tuple(sorted(failed.items())),
    )


def redraw(image: bytes, *, longest: int = 0, quality: int = 90, seconds: float = 40) -> Redrawn:
    """Return a copy without any metadata, at most ``longest`` pixels long (0: full size); the original is not touched.

    Raises ``CannotRedrawError``.
    """
    said, picture, died = _ask(image, ["redraw", str(longest), str(quality)], seconds)
    reason = died or said.get("failed", "")
    if reason:
        raise CannotRedrawError(reason)
    return Redrawn(jpeg=picture, width=said["width"], height=said["height"], frames=said["frames"], blank=said["blank"])


def _ask(image: bytes, arguments: list[str], seconds: float) -> tuple[dict[str, Any], bytes, str]:
    """Return the worker's line, its picture, and why it died (empty if it did not)."""
    if len(image) > LARGEST:
        return {}, b"", "size"
    keep = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    with subprocess.Popen(  # noqa: S603 - our own script, fixed words
        [sys.executable, "-I", str(WORKER), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=keep,
    ) as worker:
        late = threading.Event()
        clock = threading.Timer(seconds, _end, (worker, late))
        clock.start()
        threading.Thread(target=_feed, args=(worker.stdin, image), daemon=True).start()
        answer = worker.stdout.read(_ANSWER + 1) if worker.stdout else b""
        if len(answer) > _ANSWER:
            worker.kill()
        status = worker.wait()
        clock.cancel()
    if late.is_set():
        return {}, b"", "time"
    return _parse(answer) if status == 0 else ({}, b"", "died")


def _end(worker: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    worker.kill()


def _feed(pipe: IO[bytes], image: bytes) -> None:
    try:
        with pipe:
            pipe.write(image)
    except OSError:
        return  # the worker died; its status says so


def _parse(answer: bytes) -> tuple[dict[str, Any], bytes, str]:
    line, _, picture = answer.partition(b"\n")
    try:
        said = json.loads(line[:_LINE])
    except ValueError:
        return {}, b"", "died"
    return (said, picture, "") if isinstance(said, dict) else ({}, b"", "died")
