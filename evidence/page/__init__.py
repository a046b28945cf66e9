"""The folder ``VERIFY/`` of a bundle: instructions, a shell script, and one page that verifies in a browser, offline.

The page is written from docs/evidence-format.md and shares no line with ``evidence.verify``: two readings of one
specification that have to agree.
"""

from __future__ import annotations

import base64
from hashlib import sha256
from importlib.resources import files
from string import Template

_SCRIPTS = ("hash.js", "verify.js", "zip.js", "app.js")
_TEXTS = ("LIESMICH.txt", "README.txt", "verify.sh")


def html() -> str:
    """Return the whole page. Its policy allows its own script and style, by their hashes, and nothing else."""
    script = "\n" + "\n".join(_read(name) for name in _SCRIPTS)
    style = "\n" + _read("page.css")
    return Template(_read("template.html")).substitute(
        script=script, style=style, script_hash=_allowed(script), style_hash=_allowed(style)
    )


def folder() -> dict[str, bytes]:
    """Return the files of ``VERIFY/``, by name in the bundle; the same bytes each time."""
    texts = {f"VERIFY/{name}": _read(name).encode() for name in _TEXTS}
    return {**texts, "VERIFY/verify.html": html().encode()}


def _read(name: str) -> str:
    return files(__name__).joinpath(name).read_text("utf-8")


def _allowed(text: str) -> str:
    """Name a script or style for the policy (CSP level 2)."""
    return "sha256-" + base64.b64encode(sha256(text.encode()).digest()).decode()
