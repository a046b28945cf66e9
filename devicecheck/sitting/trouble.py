"""Say in the app's words what went wrong with evidence, which knows nothing of the app."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from devicecheck.errors import DeviceCheckError
from evidence.errors import EvidenceError


class EvidenceTroubleError(DeviceCheckError):
    """An ``EvidenceError``, under the same key, with sentences in ``errors.toml``."""

    def __init__(self, cause: EvidenceError) -> None:
        """Take over key, detail and fields."""
        super().__init__(cause.detail, **cause.fields)
        self.key = cause.key


@contextmanager
def told() -> Iterator[None]:
    """Turn what ``evidence`` raises into something that every screen can say."""
    try:
        yield
    except EvidenceError as error:
        raise EvidenceTroubleError(error) from error


class BarredError(DeviceCheckError):
    """Something was asked for that safety or consent does not allow now."""

    def __init__(self, key: str) -> None:
        """Take the key of the reason: ``danger_now``, ``no_consent``, ``withdrawn``."""
        super().__init__(key)
        self.key = f"barred_{key}"
