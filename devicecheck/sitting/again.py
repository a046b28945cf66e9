"""Back to a case that was kept: find it, and look at what it holds with newer eyes."""

from __future__ import annotations

from devicecheck.assessment import Assessment
from devicecheck.errors import DeviceCheckError
from devicecheck.sitting import look
from devicecheck.sitting.desk import Desk
from devicecheck.sitting.trouble import told
from evidence.case import Case
from evidence.custody import Operator


class NoSuchCaseError(DeviceCheckError):
    """No case, or more than one, goes by this number or pseudonym."""

    key = "no_such_case"


class NothingKeptError(DeviceCheckError):
    """Nothing of the phone was kept in this case."""

    key = "nothing_kept"


def find(desk: Desk, wanted: str) -> Case:
    """Return the case with this number or pseudonym; ``NoSuchCaseError``."""
    with told():
        found = [case for case in desk.vault.cases() if wanted in {case.id, case.pseudonym}]
    if len(found) != 1:
        raise NoSuchCaseError(f"{len(found)} cases", name=wanted)
    return found[0]


def recheck(desk: Desk, wanted: str, *, counsellor: str) -> Assessment:
    """Run today's checks and lists over what a case holds, and add the assessment to it."""
    case = find(desk, wanted)
    with told():
        artifacts = look.stored(case)
        if not artifacts:
            raise NothingKeptError(case.id, name=wanted)
        found = look.assess(artifacts, desk.lists(), look.ours(case))
        custody = case.begin(Operator(name=counsellor))
        look.record(custody, case, found)
        custody.seal()
    return found
