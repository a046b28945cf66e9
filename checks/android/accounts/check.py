"""Accounts are signed in on this phone.

Whoever knows an account's password, or owns it, may see photos, places and messages without any app on the phone.
The names are shown and asked about together; they stay out of this text.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from checks.check import Check, Platform
from checks.facts import Account
from checks.finding import PHONE, Concern, Confidence, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.facts import Facts


def look(facts: Facts) -> Iterator[Finding]:
    """Note how many accounts of which kind each user has."""
    accounts = facts.of(Account)
    for user in sorted({account.user for account in accounts}):
        own = tuple(account for account in accounts if account.user == user)
        kinds = Counter(account.type for account in own)
        yield Finding(
            subject=PHONE,
            user=user,
            concern=Concern.NOTE,
            confidence=Confidence.POSSIBLE,
            type="F.foreign_account",
            because=own,
            details={"accounts": ", ".join(f"{kind}: {count}" for kind, count in sorted(kinds.items()))},
        )


CHECK = Check(
    id="android/accounts",
    platform=Platform.ANDROID,
    reads=(Account,),
    references=("https://developer.android.com/reference/android/accounts/AccountManager",),
    look=look,
)
