"""``dumpsys notification``, filtered on the phone: who reads notifications, and Android's own warning."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.facts import NetworkMonitoredNotice, NotificationListener
from devicecheck.parse.component import components
from devicecheck.parse.draft import Draft

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (NotificationListener, NetworkMonitoredNotice)
_APPROVED = re.compile(r"\s+(\S*) ?\(user: (\d{1,9}) isPrimary: (?:true|false)")
_CAPTION = re.compile(r"\s+(?:Allowed|All|Live|Snoozed) (notification listeners|notification assistants?|.+?)s?\b.*:")
_NOTICE = re.compile(r"NotificationRecord\(.*pkg=android user=UserHandle\{(-?\d{1,9})\}.*?channel=SECURITY")
_SSL_CERT_INFO = "|33|"
"""``SystemMessage.NOTE_SSL_CERT_INFO`` in the notification's key ``0|android|33|…`` (AOSP)."""


def parse(artifact: Artifact) -> Parsed:
    """Read the allowed listeners of every user; assistants stand under a head of their own and do not count."""
    draft = Draft(artifact, GIVES)
    allowed = False
    for number, line in enumerate(draft.lines):
        if line.startswith("Current Notification"):
            draft.recognised((NetworkMonitoredNotice,))
        if line.strip() == "Allowed notification listeners:":
            allowed = True
            draft.recognised((NotificationListener,))
            continue
        approved = _APPROVED.match(line)
        if approved and allowed:
            _listeners(draft, number, approved[1], int(approved[2]))
        elif _CAPTION.match(line):
            allowed = False
        notice = _NOTICE.search(line)
        if notice and _SSL_CERT_INFO in line:
            draft.add(NetworkMonitoredNotice(source=draft.at(number), user=max(0, int(notice[1]))))
    for kind in GIVES:
        if not draft.has(kind) and not draft.troubles:
            draft.gap("its part of the dump is missing", (kind,))
    return draft.done()


def _listeners(draft: Draft, number: int, text: str, user: int) -> None:
    """Add one line; entries that are only a package name belong to older whole-package approvals."""
    found, odd = components(text)
    for package, name in found:
        draft.add(NotificationListener(source=draft.at(number), package=package, user=user, component=name))
    if odd:
        draft.gap(f"{odd} listeners are no components", (NotificationListener,), user=user)
