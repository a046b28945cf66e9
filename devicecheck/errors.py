"""What can go wrong, in words for a counsellor.

Each error has a key. ``words/<lang>/errors.toml`` says under that key what happened, what it means and what to do.
"""

from __future__ import annotations


class DeviceCheckError(Exception):
    """Never raised itself; its children are all that a screen has to catch."""

    key = "unexpected"
    """Table in ``errors.toml`` with ``happened``, ``means`` and ``do``."""

    def __init__(self, detail: str = "", **fields: str) -> None:
        """Keep ``detail`` for the expert and ``fields`` for the placeholders of the words."""
        super().__init__(detail or self.key)
        self.detail = detail
        self.fields = fields
