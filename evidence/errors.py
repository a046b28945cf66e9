"""What can go wrong with evidence. Each error has a key under which the app keeps its words."""

from __future__ import annotations


class EvidenceError(Exception):
    """Never raised itself; its children are all that a caller has to catch."""

    key = "evidence"

    def __init__(self, detail: str = "", **fields: str) -> None:
        """Keep ``detail`` for the expert and ``fields`` for the placeholders of the words."""
        super().__init__(detail or self.key)
        self.detail = detail
        self.fields = fields


class WrongPassphraseError(EvidenceError):
    """The passphrase does not open this vault."""

    key = "wrong_passphrase"


class VaultExistsError(EvidenceError):
    """There is something already where a new vault was to be made."""

    key = "vault_exists"


class NoVaultError(EvidenceError):
    """There is no vault at this place."""

    key = "no_vault"


class VaultBusyError(EvidenceError):
    """Another program has this vault open."""

    key = "vault_busy"


class VaultDamagedError(EvidenceError):
    """The vault's files do not fit together; ``detail`` says which."""

    key = "vault_damaged"


class VaultTooNewError(EvidenceError):
    """The vault was written by a later version of this program."""

    key = "vault_too_new"


class StorageFullError(EvidenceError):
    """No room left on the disk, or it cannot be written."""

    key = "storage_full"


class UnknownCaseError(EvidenceError):
    """No such case in this vault."""

    key = "unknown_case"


class CaseReleasedError(EvidenceError):
    """The case was handed over: only its receipt and log head are left."""

    key = "case_released"


class UnknownExhibitError(EvidenceError):
    """No such exhibit in this case, or its bytes were deleted."""

    key = "unknown_exhibit"


class ExhibitDamagedError(EvidenceError):
    """Stored bytes of an exhibit are not the bytes that were logged."""

    key = "exhibit_damaged"


class CustodyClosedError(EvidenceError):
    """The session was sealed, or another one was begun: its key is gone and nothing can be added with it."""

    key = "custody_closed"


class NotConsentedError(EvidenceError):
    """Consent was withdrawn in this session: nothing more may be captured."""

    key = "not_consented"


class RecipientError(EvidenceError):
    """A recipient that cannot be used; ``mistake`` is one of ``private_key``, ``ssh_key``, ``not_a_key``, ``none``."""

    key = "recipient"

    def __init__(self, mistake: str, shown: str = "") -> None:
        """Name the mistake; ``shown`` is the key, or nothing where it is a secret."""
        super().__init__(f"{mistake}: {shown}" if shown else mistake, mistake=mistake)
        self.key = f"recipient_{mistake}"
        self.mistake = mistake


class StoppedError(EvidenceError):
    """The person stopped it; nothing half-made was left behind."""

    key = "evidence_stopped"


class BundleExistsError(EvidenceError):
    """A file is there already under the bundle's name; it was not touched."""

    key = "bundle_exists"


class BundleError(EvidenceError):
    """The bundle could not be written as sealed; ``detail`` says what differs."""

    key = "bundle_not_written"


class ReceiptError(EvidenceError):
    """A text that is no receipt, or was mistyped."""

    key = "receipt_unreadable"


class TimestampError(EvidenceError):
    """The time-stamp authority gave no usable answer."""

    key = "timestamp"


class BackupError(EvidenceError):
    """The backup is not whole."""

    key = "backup"
