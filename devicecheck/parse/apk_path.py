"""Which app an APK's path belongs to."""

from __future__ import annotations

import re

from devicecheck.untrusted import untrusted

_FOLDER = re.compile(r"/([A-Za-z][\w.]*)-(?:[A-Za-z0-9_\-]{22}==|\d+)/[^/]+\.apk$")


def package_of(path: str) -> str:
    """Return the package by the folder Android made for it; else ``path …``, which the list of apps turns into one."""
    found = _FOLDER.search(path)
    return untrusted(found[1]) if found else f"path {untrusted(path)}"
