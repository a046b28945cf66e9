"""One sitting with one client, from the first question to the last paper. Screens and scripts know only this."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Self

from devicecheck import plan as planning
from devicecheck.acquire import before
from devicecheck.acquire.batch import Batch
from devicecheck.acquire.before import Switch
from devicecheck.acquire.key import PhoneKey, load_key, new_key
from devicecheck.acquire.phone import Phone
from devicecheck.parse.artifact import Artifact
from devicecheck.plan import Catalogue, Gate, Given, Look, Plan, Question, Situation, Suggestions
from devicecheck.sitting import handover, look, papers, record
from devicecheck.sitting.capture import Capturing
from devicecheck.sitting.consent import Consents, Decision, Scope
from devicecheck.sitting.desk import Desk
from devicecheck.sitting.reach import PRACTICE
from devicecheck.sitting.state import Asked, Keeping, Looked, State, bar_to_look, keeping
from devicecheck.sitting.trouble import BarredError, told
from devicecheck.source import open_source
from devicecheck.untrusted import untrusted
from evidence.case import Case
from evidence.custody import Custody, Operator
from evidence.exhibit import Exhibit

Stop = Callable[[], bool]


def _never() -> bool:
    return False


def _unheard(*_: object) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Switches:
    """Developer options and USB debugging as a person saw them before anything was changed."""

    developer: Switch = Switch.UNKNOWN
    adb: Switch = Switch.UNKNOWN


class Sitting:
    """Everything that may happen between opening a case and closing it.

    Raises only ``DeviceCheckError`` children. Methods marked *slow* belong in a worker thread; one at a time.
    """

    def __init__(self, desk: Desk, case: Case, custody: Custody, state: State, language: str) -> None:
        """Use ``begin``, ``go_on`` or ``follow_up``."""
        self.desk = desk
        self.case = case
        self.state = state
        self.language = language
        self.catalogue: Catalogue = planning.catalogue()
        self._custody = custody
        self.was_connected = False
        self.practice = desk.practice is not None
        """An exercise: said on every page of what comes out of it."""
        self.before: before.Before | None = None
        self._keeper = look.Keeper(custody, language, {})
        self._batch: Batch | None = None
        self._phone: Phone | None = None
        self._stopped = False

    # -- opening --------------------------------------------------------------------------------------------------

    @classmethod
    def begin(cls, desk: Desk, *, pseudonym: str, counsellor: str, language: str) -> Self:
        """Open a new case. It is removed at the end unless the client says that it may stay."""
        with told():
            case = desk.vault.new_case(pseudonym, keep=False)
            custody = case.begin(Operator(name=counsellor))
        state = State(pseudonym=pseudonym, counsellor=counsellor, plan=Plan(language=language))
        return cls(desk, case, custody, state, language)

    @classmethod
    def go_on(cls, desk: Desk, case: Case, *, counsellor: str, language: str) -> Self:
        """Go on with a sitting that was interrupted, or come back to a case that was kept.

        Consents count as they were logged; answers and plan are there if she agreed to keep them.
        """
        with told():
            custody = case.begin(Operator(name=counsellor))
            consents = Consents(tuple(record.decisions(case)))
            kept = case.drawer.get(handover.PLAN)
        stored = planning.from_json(kept.decode()) if kept else None
        state = State(
            pseudonym=case.pseudonym,
            counsellor=counsellor,
            consents=consents,
            answers=stored.answers if stored else {},
            plan=stored.plan if stored else Plan(language=language),
        )
        sitting = cls(desk, case, custody, state, language)
        sitting._look_again()
        return sitting

    def like(self, old: Sitting) -> Self:
        """Take over what another sitting of the same case has in memory: answers, plan, gates."""
        self.state = replace(old.state, consents=self.state.consents)
        self.before, self.was_connected, self.practice = old.before, old.was_connected, old.practice
        return self

    # -- questions and danger -------------------------------------------------------------------------------------

    def questions(self, *, short: bool) -> tuple[Question, ...]:
        """Return the questions of the short or the full path, as far as the answers so far show."""
        return planning.path(self.catalogue, self.state.answers, short=short)

    def answer(self, question: str, codes: Iterable[str] | None) -> None:
        """Take an answer, or ``None`` for a question that is skipped; ``UnknownAnswerError``."""
        answers = {name: one for name, one in self.state.answers.items() if name != question}
        given = planning.given(self.catalogue, {question: tuple(codes or ())})
        skipped = self.state.skipped - {question} if given else self.state.skipped | {question}
        self._change(answers={**answers, **given}, skipped=skipped)

    def answer_given(self, question: str) -> Given | None:
        """Return what was answered, ``None`` where nothing was."""
        return self.state.answers.get(question)

    @property
    def danger(self) -> bool:
        """Tell whether somebody is in danger now: no look, crisis steps first."""
        return self.suggestions.danger

    @property
    def crisis(self) -> tuple[str, ...]:
        """Return the centre's own steps for danger; empty while nobody wrote them down."""
        return self.desk.settings.crisis_steps

    # -- consent --------------------------------------------------------------------------------------------------

    def decide(self, scope: Scope, *, given: bool) -> None:
        """Record a yes or a no. Taking a yes back works at once, also in the middle of a look."""
        decision = Decision(scope=scope, given=given, when=self.desk.now())
        with told():
            if scope is Scope.PLAN:
                record.in_drawer(self.case, decision)
            else:
                record.in_log(self._custody, decision, before=self.state.consents.given(scope))
        self._change(consents=self.state.consents.plus(decision))
        if not given:
            self._carry_out_no(scope)

    def withdraw(self, scope: Scope) -> None:
        """Take a yes back."""
        self.decide(scope, given=False)

    def _carry_out_no(self, scope: Scope) -> None:
        if scope is Scope.LOOK:
            self._stopped = True
            self.let_go()
        if scope is Scope.PLAN:
            with told():
                self.case.drawer.delete(handover.PLAN)

    @property
    def keeping(self) -> Keeping:
        """Return what the consents leave open for the evidence."""
        return keeping(self.state.consents)

    # -- the phone ------------------------------------------------------------------------------------------------

    def bar_to_look(self) -> str | None:
        """Return why the phone must not be looked at now, ``None`` where it may."""
        found = self.suggestions
        return bar_to_look(self.state, danger=found.danger, stopped="stop" in found.flags)

    def connect(
        self,
        address: str,
        *,
        seen: Switches = Switches(),
        asking: Callable[[], object] = _unheard,
        stop: Stop = _never,
    ) -> None:
        """Reach the phone (*slow*); ``asking`` is called when it shows its question. Raises ``PhoneError``.

        ``seen``: how developer options and USB debugging stood before anybody touched them, as a person saw it.
        """
        self._allowed()
        self.let_go()
        with told():
            self._custody.record("device-asked", {"address": address})
        self._phone = self.desk.connect(address, self._key(), asking, stop)
        self.was_connected = True
        self.practice = self.practice or self._phone.address.startswith(PRACTICE)
        self.before = before.record(self._phone, stop, developer=seen.developer, adb=seen.adb)
        with told():
            self._custody.record("device-attached", {"address": self._phone.address, **look.switches(self.before)})

    def look(self, progress: look.Tell = _unheard, stop: Stop = _never, *, again: bool = False) -> Looked:
        """Ask the phone everything, or ``again`` only what did not answer whole (*slow*), and assess all of it."""
        phone = self.phone()
        self._stopped = False
        with told():
            self._batch = look.ask(
                phone, self._keeper, progress, lambda: self._stopped or stop(), self._batch if again else None
            )
        return self._assess(look.asked(self._batch, self._keeper.numbers), self._batch.artifacts)

    def take_over(self, address: str) -> Looked:
        """Look at what was acquired before, by us or by another tool (*slow*): ``folder:PATH``. ``SourceError``."""
        self._allowed()
        found = open_source(address)
        with told():
            body = {"kind": found.kind, "sha256": found.sha256, "problems": [untrusted(one) for one in found.problems]}
            self._custody.record("taken-over", body)
            asked, artifacts = look.take_over(found, self._keeper)
        return self._assess(asked, artifacts)

    def let_go(self) -> None:
        """Let the phone go. Safe at any time."""
        phone, self._phone = self._phone, None
        if phone is not None:
            phone.close()
            with told():
                self._custody.record("device-released", {"address": phone.address})

    def set_restored(self, *, left: tuple[str, ...]) -> None:
        """Note which steps of bringing the phone back are still to be done."""
        self._change(not_restored=left)

    def phone(self) -> Phone:
        """Return the phone that is held; ``BarredError`` where there is none or it must not be looked at."""
        self._allowed()
        if self._phone is None:
            raise BarredError("no_phone")
        return self._phone

    @property
    def connected(self) -> bool:
        """Tell whether a phone is being held."""
        return self._phone is not None

    def _allowed(self) -> None:
        bar = self.bar_to_look()
        if bar:
            raise BarredError(bar)

    def _key(self) -> PhoneKey:
        """Return the key that is made for this case alone and dies with it."""
        with told():
            kept = self.case.drawer.get(handover.KEY)
            if kept:
                return load_key(kept)
            key = new_key()
            self.case.drawer.put(handover.KEY, key.private)
            self.case.drawer.put(look.OWN_KEY, key.fingerprint.encode())
        return key

    def _assess(self, asked: tuple[Asked, ...], artifacts: Iterable[Artifact]) -> Looked:
        with told():
            assessment = look.assess(artifacts, self.desk.lists(), look.ours(self.case))
            look.record(self._custody, self.case, assessment)
        looked = Looked(asked=asked, assessment=assessment)
        self._change(looked=looked)
        return looked

    def _look_again(self) -> None:
        """Assess what an earlier session of this case has read."""
        with told():
            asked = look.asked_before(self.case)
            if asked:
                assessment = look.assess(look.stored(self.case), self.desk.lists(), look.ours(self.case))
                self.state = replace(self.state, looked=Looked(asked=asked, assessment=assessment))

    # -- exhibits -------------------------------------------------------------------------------------------------

    def exhibits(self) -> tuple[Exhibit, ...]:
        """Return everything that was captured."""
        with told():
            return self.case.exhibits()

    @property
    def capturing(self) -> Capturing:
        """Return what can be captured by hand: notes, pictures, photos, files, apps."""
        return Capturing(self, self._custody)

    def set_legal_advice(self, *, asked: bool) -> None:
        """Note that the question of legal advice was settled for a phone that is not hers."""
        self._change(legal_advice=asked)

    def set_iphone(self, *, iphone: bool) -> None:
        """Note that the phone on the table is an iPhone: no look, but questions and a plan."""
        self._change(iphone=iphone)

    # -- the plan -------------------------------------------------------------------------------------------------

    @property
    def situation(self) -> Situation:
        """Return all that the rules look at."""
        looked = self.state.looked
        outcomes = looked.assessment.outcomes if looked else None
        reach, types = planning.outcome_types(outcomes)
        if looked and not looked.whole and reach is Look.COMPLETE:
            reach = Look.INCOMPLETE
        return Situation(
            look=reach,
            findings=types,
            answers=self.state.answers,
            gates=self.state.gates,
            platform="ios" if self.state.iphone else "android" if looked else None,
            fields=self.desk.settings.fields(),
            refused=self.state.plan.refused,
        )

    @property
    def suggestions(self) -> Suggestions:
        """Return what findings and answers suggest now."""
        return planning.suggest(self.catalogue, self.situation)

    @property
    def plan_desk(self) -> planning.Desk:
        """Return where decisions about actions are made; give its plan to ``set_plan``."""
        return planning.Desk(catalogue=self.catalogue, suggestions=self.suggestions, plan=self.state.plan)

    def set_plan(self, plan: Plan) -> None:
        """Take what the client decided."""
        self._change(plan=plan)

    def set_gate(self, gate: Gate, *, is_open: bool) -> None:
        """Open or close a gate."""
        self._change(gates=self.state.gates | {gate} if is_open else self.state.gates - {gate})

    # -- the end --------------------------------------------------------------------------------------------------

    def hand_over(
        self, wish: handover.Wish, progress: handover.Tell = _unheard, stop: Stop = _never
    ) -> handover.HandedOver:
        """Seal, write, verify, print what she wants, and keep or destroy the rest (*slow*). The end of the sitting."""
        self.let_go()
        agreed = self.plan_desk.keep_version(at=self.desk.now(), by=self.state.counsellor).plan
        self._change(plan=agreed)
        with told():
            return handover.hand_over(self, self._custody, wish, progress, stop)

    def papers(self) -> papers.Papers:
        """Return what could be printed for the client now."""
        return papers.Papers(self.plan_desk, self.situation, self.desk.settings)

    def leave(self) -> None:
        """Put the sitting aside, to go on with later; the next start offers it."""
        self.let_go()
        self._custody.close()

    def _change(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]  # names and types are the caller's
        if self.state.consents.given(Scope.PLAN):
            kept = planning.storable(self.catalogue, self.state.plan, self.situation)
            with told():
                self.case.drawer.put(handover.PLAN, planning.to_json(kept).encode())
