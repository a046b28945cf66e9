"""The colours. Every pair of text and ground in use has a contrast of at least 7:1 (a test counts it)."""

from __future__ import annotations

from textual.theme import Theme

CALM = Theme(
    name="calm",
    dark=True,
    background="#0f1d26",
    surface="#22404f",
    panel="#17303d",
    boost="#2b5163",
    foreground="#f2f0e8",
    primary="#8fd0c0",
    secondary="#3d6b7d",
    accent="#a9dccf",
    warning="#f3c969",
    error="#ffb4a2",
    success="#a8e0a0",
)
"""Dark petrol and warm white: easy on tired eyes, readable on a poor screen."""
