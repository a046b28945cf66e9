"""The receipt: one line that goes to the lawyer by another way than the bundle."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from evidence import log
from evidence.errors import ReceiptError

_MARK = "DEVICECHECK-RECEIPT/1"
_FORM = re.compile(
    r"DEVICECHECK-RECEIPT/1 CASE (?P<case>\S+) SEQ (?P<seq>[0-9]+) HEAD (?P<head>[0-9A-F ]+) "
    r"KEY (?P<key>[0-9A-F ]+) EXHIBITS (?P<exhibits>[0-9]+) CHECK (?P<check>[0-9A-F]{8})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the bundle has to show, held by somebody else."""

    case: str
    seq: int
    """Number of the sealing line, counted from 0."""
    head: str
    """Hash of that line, 64 hex digits: binds every line before."""
    key: str
    """Fingerprint of the centre's key, 64 hex digits."""
    exhibits: int
    """Exhibits that were captured up to the seal, whether in the bundle or not."""

    def __str__(self) -> str:
        """Write it as one line; capitals only, so that its QR code stays small."""
        words = self._words()
        return f"{words} CHECK {_check(words)}"

    def _words(self) -> str:
        return (
            f"{_MARK} CASE {self.case} SEQ {self.seq} HEAD {self.head.upper()} "
            f"KEY {self.key.upper()} EXHIBITS {self.exhibits}"
        )


def _check(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:8].upper()


def parse(text: str) -> Receipt:
    """Find the receipt in a text, however it was wrapped, spaced or cased; ReceiptError if there is none or a typo."""
    found = _FORM.search(" ".join(text.upper().split()))
    if not found:
        raise ReceiptError("no receipt in this text")
    head, key = (found[name].replace(" ", "").lower() for name in ("head", "key"))
    receipt = Receipt(case=found["case"], seq=int(found["seq"]), head=head, key=key, exhibits=int(found["exhibits"]))
    if not log.CASE.fullmatch(receipt.case) or str(receipt).rsplit(" ", 1)[1] != found["check"]:
        raise ReceiptError("mistyped: the check digits at its end do not fit")
    return receipt
