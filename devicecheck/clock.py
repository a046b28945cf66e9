"""The one place of the app that reads the time."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Return the laptop's time in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - this is that place
