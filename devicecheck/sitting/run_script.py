"""Carry out a sitting that was written down: the same steps as on the screens, one printed line each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from devicecheck import plan as planning
from devicecheck.plan import Gate, Store
from devicecheck.plan.forms import Form
from devicecheck.plan.situation import without_memory
from devicecheck.sitting.consent import Scope
from devicecheck.sitting.desk import Desk
from devicecheck.sitting.handover import HandedOver, Wish
from devicecheck.sitting.reach import FOLDER
from devicecheck.sitting.script import BadScriptError, Script
from devicecheck.sitting.sitting import Sitting
from devicecheck.sitting.state import Looked
from devicecheck.sitting.summary import reading, summary
from devicecheck.words import Words

LIVE = ("usb:", "tcp:")
"""Addresses of real phones."""
Say = Callable[[str], object]


class Done(IntEnum):
    """Exit status."""

    WHOLE = 0
    IN_PART = 3


def check_script(script: Script) -> None:
    """Refuse what a script may not hold; ``BadScriptError``, ``UnknownAnswerError``. Nothing is begun."""
    catalogue = planning.catalogue()
    given = {name: values for name, values in script.answers.items() if values is not None}
    planning.given(catalogue, given)
    for name in script.answers:
        if name not in catalogue.questions:
            raise BadScriptError(f"unknown key answers.{name}")
    if script.agreed is not None:
        for name in script.agreed:
            if catalogue.action(name) is None:
                raise BadScriptError(f"plan.agreed: unknown action {name}")
    if script.address and script.address.startswith(LIVE):
        for name in given:
            if catalogue.questions[name].store is Store.MEMORY_ONLY:
                raise BadScriptError(f"answers.{name} must never be written down, and this script is for a real phone")


@dataclass(slots=True)
class _Run:
    script: Script
    sitting: Sitting
    say: Say
    words: Words
    whole: bool = True

    def line(self, key: str, **fields: object) -> None:
        self.say(self.words.say(f"sitting.step.{key}", **fields))


def run(script: Script, desk: Desk, say: Say) -> Done:
    """Carry out a whole sitting; ``DeviceCheckError`` where it cannot go on."""
    sitting = Sitting.begin(desk, pseudonym=script.pseudonym, counsellor=script.counsellor, language=script.language)
    it = _Run(script, sitting, say, Words(script.language))
    it.line("opened", pseudonym=script.pseudonym)
    _questions(it)
    for scope in Scope:
        sitting.decide(scope, given=script.consents[scope])
    _look(it)
    _plan(it)
    _end(it)
    return Done.WHOLE if it.whole else Done.IN_PART


def _questions(it: _Run) -> None:
    for name, values in it.script.answers.items():
        it.sitting.answer(name, values)
    public = without_memory(it.sitting.catalogue, it.sitting.situation).answers
    skipped = sum(values is None for values in it.script.answers.values())
    it.line("answered", count=len(public), skipped=skipped)


def _look(it: _Run) -> None:
    if it.script.address is None:
        return
    bar = it.sitting.bar_to_look()
    if bar:
        it.line("danger") if bar == "danger_now" else it.line("barred", why=it.words.say(f"sitting.bar.{bar}"))
        it.whole = it.whole and bar == "no_consent"
        return
    if it.script.address.startswith(FOLDER):
        looked = it.sitting.take_over(it.script.address)
        it.line("connected", address=it.script.address)
    else:
        it.sitting.connect(it.script.address)
        it.line("connected", address=it.script.address)
        looked = it.sitting.look()
        it.sitting.let_go()
    _say_looked(it, looked)
    it.whole = it.whole and looked.whole


def _say_looked(it: _Run, looked: Looked) -> None:
    it.line("asked", count=len(looked.asked), failed=len(looked.failed))
    for one in looked.failed:
        what = reading(one.recipe, it.words)
        user = "" if one.user is None else f" ({it.words.say('sitting.user', number=one.user)})"
        it.line("not_answered", what=what + user, why=one.detail or one.problem)
    for line in summary(looked.assessment, it.words):
        it.say(line)


def _plan(it: _Run) -> None:
    for gate, is_open in it.script.gates.items():
        it.sitting.set_gate(Gate(gate), is_open=is_open)
    desk = it.sitting.plan_desk.agree("suggested" if it.script.agreed is None else it.script.agreed)
    it.sitting.set_plan(desk.plan)
    public = planning.storable(it.sitting.catalogue, desk.plan, it.sitting.situation).plan
    it.line("plan", count=len(public.items), ids=", ".join(item.action for item in public.items) or "-")
    for locked in _public_suggestions(it).locked:
        it.line("locked", id=locked.action.id, gates=", ".join(gate.value for gate in locked.missing))


def _public_suggestions(it: _Run) -> planning.Suggestions:
    """Return what would be suggested without memory-only answers: what is printed here may end up in a file."""
    return planning.suggest(it.sitting.catalogue, without_memory(it.sitting.catalogue, it.sitting.situation))


def _end(it: _Run) -> None:
    done = it.sitting.hand_over(
        Wish(
            out=it.script.out,
            recipients=it.script.recipients,
            passphrase=_passphrase(it.script.passphrase_file),
            paper=Form(it.script.paper),
            approve_all=True,
            receipt_for_client=it.script.receipt,
        )
    )
    _say_end(it, done)


def _passphrase(path: Path | None) -> str | None:
    if path is None:
        return None
    try:
        return path.read_text("utf-8").rstrip("\r\n")
    except OSError as error:
        raise BadScriptError(f"bundle.passphrase_file: {error.strerror}") from error


def _say_end(it: _Run, done: HandedOver) -> None:
    if done.bundle is not None:
        it.line("sealed", file=done.bundle.name)
    else:
        it.line("no_bundle")
    for path in done.files:
        if path != done.bundle:
            it.line("wrote", file=path.name)
    it.line("kept", kept=it.words.say(f"sitting.kept.{done.kept.value}"))
    for key in done.todo:
        it.line("todo", what=it.words.say(f"sitting.todo.{key}"))
