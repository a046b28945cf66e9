"""``dumpsys account``: accounts that are signed in. Personal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.facts import Account
from devicecheck.parse.draft import Draft
from devicecheck.untrusted import untrusted

if TYPE_CHECKING:
    from devicecheck.parse.artifact import Artifact, Parsed

GIVES = (Account,)
_USER = re.compile(r"\s*User UserInfo\{(\d{1,9}):")
_COUNT = re.compile(r"\s*Accounts: (\d{1,6})")
_ACCOUNT = re.compile(r"\s*Account \{name=(.*), type=(\S+)\}")


def parse(artifact: Artifact) -> Parsed:
    """Read the accounts of every user and compare with the number the phone gives."""
    draft = Draft(artifact, GIVES)
    user, expected, found = 0, 0, 0
    for number, line in enumerate(draft.lines):
        opened, count, account = _USER.match(line), _COUNT.match(line), _ACCOUNT.fullmatch(line)
        if opened:
            user = int(opened[1])
        elif count:
            draft.recognised()
            expected += int(count[1])
        elif account and expected > found:
            found += 1
            draft.add(
                Account(source=draft.at(number), user=user, type=untrusted(account[2]), name=untrusted(account[1]))
            )
    if found != expected:
        draft.gap(f"{expected} accounts are announced, {found} were read")
    return draft.done()
