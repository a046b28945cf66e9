"""Debian's Chromium without a window, spoken to over its debugging pipe: no driver, no port, no network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--remote-debugging-pipe",
)


def find() -> str | None:
    """Return the program, or ``None``."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Chromium:
    """One browser with one page."""

    def __init__(self, folder: Path) -> None:
        """Keep its profile in ``folder``."""
        self._folder = folder
        self._count = 0
        self.events: list[Mapping[str, Any]] = []

    def __enter__(self) -> Self:
        """Start it."""
        inward, self._write = os.pipe()
        self._read, outward = os.pipe()
        command = [find() or "", *FLAGS, f"--user-data-dir={self._folder}", "about:blank"]
        move = f"exec {' '.join(map(_quoted, command))} 3<&{inward} 4>&{outward}"
        self._process = subprocess.Popen(
            ["bash", "-c", move], pass_fds=(inward, outward), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(inward)
        os.close(outward)
        self._in = os.fdopen(self._read, "rb")
        self._session: str | None = None
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "DOM", "Network"):
            self.ask(f"{domain}.enable")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        """End it."""
        os.close(self._write)
        self._in.close()
        self._process.terminate()
        self._process.wait(20)

    def ask(self, method: str, **params: object) -> Mapping[str, Any]:
        """Send one command and return its result; what happens meanwhile is in ``events``."""
        self._count += 1
        message: dict[str, object] = {"id": self._count, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            said = self._next()
            if said.get("id") == self._count:
                if "error" in said:
                    raise RuntimeError(f"{method}: {said['error']}")
                return said.get("result", {})
            self.events.append(said)

    def _next(self) -> Mapping[str, Any]:
        data = bytearray()
        while (byte := self._in.read(1)) != b"\0":
            if not byte:
                raise RuntimeError("the browser ended")
            data += byte
        return json.loads(data)

    def open(self, page: Path) -> None:
        """Show a local file."""
        self.ask("Page.navigate", url=page.as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self._next())

    def value(self, script: str) -> Any:  # noqa: ANN401 - JSON
        """Evaluate JavaScript, waiting for promises."""
        said = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in said:
            raise RuntimeError(json.dumps(said["exceptionDetails"])[:2000])
        return said["result"].get("value")

    def choose(self, selector: str, *paths: Path) -> None:
        """Put files or a folder into a file input, as a person would."""
        root = self.ask("DOM.getDocument")["root"]["nodeId"]
        node = self.ask("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.ask("DOM.setFileInputFiles", nodeId=node, files=[str(path) for path in paths])

    def picture(self, width: int = 900, height: int = 1100) -> bytes:
        """Return what is shown, as PNG."""
        import base64  # noqa: PLC0415

        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        return base64.b64decode(self.ask("Page.captureScreenshot", captureBeyondViewport=True)["data"])


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "'\\''") + "'"
