"""The report for lawyers: what was seen, how it was captured, what was not looked at, how to verify.

PDF/A-2a and PDF/UA-1 (ERVB, § 2 ERVV), without attachments, the same bytes for the same input. It reads no
screen, no plan and no answer: all it knows is in ``ReportInput``.
"""

from __future__ import annotations

from devicecheck.report.content import (
    Capture,
    Device,
    Event,
    Exhibit,
    NotChecked,
    Picture,
    Receipt,
    ReportInput,
    Sitting,
    Story,
)
from devicecheck.report.render import Document, ReportError, render

__all__ = [
    "Capture",
    "Device",
    "Document",
    "Event",
    "Exhibit",
    "NotChecked",
    "Picture",
    "Receipt",
    "ReportError",
    "ReportInput",
    "Sitting",
    "Story",
    "render",
]
