"""The end of a sitting: evidence sealed, encrypted and verified on one way; plan and papers on the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from devicecheck import plan as planning
from devicecheck.plan.forms import Form, filename
from devicecheck.sitting import enclosed
from devicecheck.sitting.consent import Scope
from devicecheck.sitting.papers import approved
from devicecheck.sitting.record import PLAN_CONSENT
from devicecheck.sitting.stamping import stamp_at
from devicecheck.sitting.state import Keeping
from evidence.bundle import write_bundle
from evidence.custody import Custody
from evidence.exhibit import usual_choice
from evidence.receipt import Receipt
from evidence.seal import Contents

if TYPE_CHECKING:
    from devicecheck.sitting.sitting import Sitting

PLAN, KEY = "plan.json", "phone-key.pem"
"""Names in the case's drawer."""
Tell = Callable[[str, int, int], object]
"""``tell(step, done, in all)``: ``report``, ``write``, ``verify`` in bytes, ``papers``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How the client wants the sitting to end."""

    out: Path
    """Folder on the stick or disk that is handed over."""
    papers: Path | None = None
    """Folder for what must not travel with the bundle: receipt, card, sheet; ``None``: the same, for scripts."""
    plan_file: bool = True
    """Write ``plan.json``: for scripts. At a counsellor's desk the plan stays in the vault alone."""
    recipients: tuple[str, ...] = ()
    """age keys of those who may open the bundle."""
    passphrase: str | None = None
    include: tuple[str, ...] | None = None
    """Exhibits; ``None``: all but those that show place, networks, accounts or other people."""
    paper: Form = Form.NOTHING
    approve_all: bool = False
    """Take the neutral words of the catalogue as approved: for scripts."""
    large: bool = False
    receipt_for_client: bool = False
    time_stamp: bool = False
    """A person said yes to asking the centre's time-stamp authority about the hash of the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """What was done, and what is left to do."""

    bundle: Path | None
    """Sealed, encrypted, read back and verified; ``None`` where none was wanted."""
    guide: Path | None
    receipt: Receipt | None
    files: tuple[Path, ...]
    """Everything that was written, the bundle too."""
    kept: Keeping
    todo: tuple[str, ...]
    """Keys in ``sitting.toml`` under ``todo``: what people still have to do."""


def hand_over(sitting: Sitting, custody: Custody, wish: Wish, tell: Tell, stop: Callable[[], bool]) -> HandedOver:
    """Carry out the end of the sitting. Nothing is destroyed before the bundle was read back and verified."""
    wish.out.mkdir(parents=True, exist_ok=True)
    kept = sitting.keeping
    gives = sitting.state.consents.given(Scope.HAND_OVER)
    custody.record("ending", {"kept": kept.value, "bundle": gives}, personal=False)
    include = usual_choice(sitting.exhibits()) if wish.include is None else wish.include
    contents = None
    if gives:
        tell("report", 0, 1)
        keys = wish.recipients if wish.passphrase is None else ()
        contents = Contents(include=include, files=enclosed.files(sitting, include), recipients=keys)
    address = sitting.desk.settings.time_stamp
    seal = custody.seal(contents, stamp_with=stamp_at(address) if wish.time_stamp and address else None)
    written = None
    if gives:
        written = write_bundle(
            sitting.case,
            seal,
            out=wish.out,
            recipients=wish.recipients,
            passphrase=wish.passphrase,
            progress=tell,
            stop=stop,
        )
    tell("papers", 0, 1)
    has_receipt = kept is not Keeping.NOTHING
    papers = _papers(sitting, wish, seal.receipt if has_receipt else None)
    _keep(sitting, kept, seal.receipt)
    return HandedOver(
        bundle=written.path if written else None,
        guide=written.guide if written else None,
        receipt=seal.receipt if has_receipt else None,
        files=(*((written.path, written.guide) if written else ()), *papers),
        kept=kept,
        todo=tuple(_todo(sitting, kept, wish)),
    )


def _papers(sitting: Sitting, wish: Wish, receipt: Receipt | None) -> list[Path]:
    """Write receipt, plan and paper; return their places."""
    if wish.approve_all:
        agreed = approved(sitting.catalogue, sitting.state.plan, sitting.language, wish.paper)
        sitting.set_plan(agreed)
    written = []
    folder = wish.papers or wish.out
    folder.mkdir(parents=True, exist_ok=True)
    if receipt is not None:
        written.append(_write(folder / "receipt.txt", f"{receipt}\n".encode()))
    if wish.plan_file and sitting.state.consents.given(Scope.PLAN):
        kept = planning.storable(sitting.catalogue, sitting.state.plan, sitting.situation)
        written.append(_write(folder / "plan.json", planning.to_json(kept).encode()))
    if wish.paper is not Form.NOTHING:
        pdf = sitting.papers().pdf(wish.paper, language=sitting.language, large=wish.large)
        written.append(_write(folder / filename(wish.paper), pdf))
    return written


def _write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _keep(sitting: Sitting, kept: Keeping, receipt: Receipt) -> None:
    """Leave in the vault what she agreed to, and nothing else; the phone's key goes in any case."""
    case = sitting.case
    case.drawer.delete(KEY)
    if kept in {Keeping.KEEP_ONLY, Keeping.KEEP_AND_HAND_OVER}:
        case.set_delete_after(sitting.desk.settings.delete_on(sitting.desk.now().date()))
    elif sitting.state.consents.given(Scope.PLAN):
        for name in case.drawer.names():
            if name not in {PLAN, PLAN_CONSENT}:
                case.drawer.delete(name)
        case.forget_everything(keep_drawer=True)
    elif kept is Keeping.HAND_OVER_ONLY:
        case.release(receipt)
    else:
        case.remove()


def _todo(sitting: Sitting, kept: Keeping, wish: Wish) -> list[str]:
    """Return what people still have to do, in the order in which they should."""
    todo = []
    left = sitting.state.not_restored if sitting.was_connected else ()
    if {"adb", "developer"} & set(left):
        todo.append("restore_debugging")
    if "revoke" in left:
        todo.append("remove_key")
    if sitting.state.consents.given(Scope.HAND_OVER):
        todo.append("give_bundle")
        todo.append("send_receipt")
    if wish.receipt_for_client:
        todo.append("print_receipt")
    if wish.paper is not Form.NOTHING:
        todo.append("print_paper")
    if kept in {Keeping.KEEP_ONLY, Keeping.KEEP_AND_HAND_OVER}:
        todo.append("deletion_day")
    return [*todo, "next_date"]
