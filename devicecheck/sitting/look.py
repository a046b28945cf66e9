"""The look itself: every answer becomes an exhibit before anybody reads it; then it is assessed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from devicecheck import assessment, parse
from devicecheck.acquire import batch
from devicecheck.acquire.batch import Answer, Batch, Progress, Question, Standing
from devicecheck.acquire.before import TRACES, Before
from devicecheck.acquire.recipe import Privacy
from devicecheck.acquire.recipes import RECIPES
from devicecheck.parse.artifact import Artifact
from devicecheck.sitting.state import Asked
from devicecheck.untrusted import untrusted
from devicecheck.words import Words
from evidence.exhibit import Capture, Class

if TYPE_CHECKING:
    from checks.facts import Fact
    from devicecheck.acquire.phone import Phone, Reply
    from devicecheck.acquisition import Acquisition
    from devicecheck.assessment import Assessment
    from evidence.case import Case
    from evidence.custody import Custody
    from evidence.exhibit import Exhibit

Tell = Callable[[Progress], object]
_PROBLEMS = {Standing.REFUSED: "refused", Standing.NOT_ASKED: "stopped"}
OWN_KEY = "phone-key.sha256"
_SHOWN = "assessments/{number:04d}.json"


@dataclass(slots=True)
class Keeper:
    """Puts every reply into the vault; remembers under which number."""

    custody: Custody
    language: str
    numbers: dict[tuple[str, int | None], str]

    def keep(self, question: Question, reply: Reply) -> None:
        """Store one reply as an exhibit: hashed, encrypted, logged."""
        recipe = question.recipe
        capture = Capture(
            kind=Class.PERSONAL if recipe.privacy is Privacy.PERSONAL else Class.PHONE,
            source=untrusted(question.command, limit=20_000),
            method="adb shell",
            why=Words(self.language).say(f"recipes.{recipe.id}.why"),
            suffix="txt",
            media_type="text/plain",
            started=reply.started,
            details={"recipe": recipe.id, "kind": recipe.gives, "user": question.user},
        )
        with self.custody.exhibit(capture) as sink:
            sink.result.status = reply.status
            sink.result.cut = reply.cut
            sink.result.stderr = untrusted(reply.stderr)
            sink.result.details["milliseconds"] = round(reply.seconds * 1000)
            sink.write(reply.stdout)
            self.numbers[recipe.id, question.user] = sink.number


def ask(phone: Phone, keeper: Keeper, tell: Tell, stop: Callable[[], bool], before: Batch | None = None) -> Batch:
    """Ask everything, or with ``before`` only what did not answer whole then; log what failed."""
    if before is None:
        found = batch.run(phone, RECIPES, keeper.keep, tell, stop)
        news = found.missing
    else:
        found = batch.retry(phone, before, keeper.keep, tell, stop)
        news = tuple(one for one in found.missing if one not in before.answers)
    for answer in news:
        keeper.custody.record(
            "refused" if answer.standing is Standing.REFUSED else "failed",
            {
                "recipe": answer.question.recipe.id,
                "user": answer.question.user,
                "standing": answer.standing.value,
                "why": untrusted(answer.why),
            },
        )
    return found


def take_over(found: Acquisition, keeper: Keeper) -> tuple[tuple[Asked, ...], tuple[Artifact, ...]]:
    """Make exhibits of what somebody else acquired; a part of a larger dump becomes an artifact of its own."""
    taken = tuple(_take_over(artifact, found.kind, keeper) for artifact in found.artifacts)
    return tuple(asked for asked, _ in taken), tuple(artifact for _, artifact in taken)


def _take_over(artifact: Artifact, kind: str, keeper: Keeper) -> tuple[Asked, Artifact]:
    known = next((recipe for recipe in RECIPES if recipe.gives == artifact.kind), None)
    personal = known is not None and known.privacy is Privacy.PERSONAL
    data = bytes(artifact.data)
    capture = Capture(
        kind=Class.PERSONAL if personal else Class.PHONE,
        source=f"{kind}: {artifact.kind}",
        method=f"read from an acquisition ({kind})",
        why=Words(keeper.language).say("sitting.taken_over"),
        suffix="txt",
        media_type="text/plain",
        details={
            "kind": artifact.kind,
            "user": artifact.user,
            "part_of": artifact.sha256,
            "from_line": artifact.first_line,
        },
    )
    with keeper.custody.exhibit(capture) as sink:
        sink.result.status = artifact.status
        sink.result.cut = artifact.cut
        sink.write(data)
        number, digest = sink.number, sink.digests.sha256
    recipe = known.id if known else artifact.kind
    asked = Asked(recipe=recipe, user=artifact.user, problem=artifact.cut, exhibit=number)
    return asked, replace(artifact, sha256=digest, data=data, first_line=1)


def switches(before: Before) -> dict[str, object]:
    """Return for the log how the phone stood before it was asked anything."""
    return {
        "developer_before": before.developer.value,
        "debugging_before": before.adb.value,
        "developer_now": before.developer_now.value,
        "debugging_now": before.adb_now.value,
        "wireless_debugging_now": before.wireless_now.value,
        "traces": list(TRACES),
    }


def asked(found: Batch, numbers: Mapping[tuple[str, int | None], str]) -> tuple[Asked, ...]:
    """Return what became of every question."""
    return tuple(_asked(answer, numbers) for answer in found.answers)


def _asked(answer: Answer, numbers: Mapping[tuple[str, int | None], str]) -> Asked:
    question = answer.question
    problem = _PROBLEMS.get(answer.standing, "")
    if answer.standing is Standing.CUT and answer.reply:
        problem = answer.reply.cut
    if answer.error is not None and problem != "stopped":
        problem = answer.error.key
    return Asked(
        recipe=question.recipe.id,
        user=question.user,
        problem=problem,
        detail=untrusted(answer.why),
        exhibit=numbers.get((question.recipe.id, question.user), ""),
    )


def stored(case: Case) -> tuple[Artifact, ...]:
    """Return the artifacts that a case holds, the latest whole one per question, verified while they are read."""
    latest: dict[tuple[str, object], Exhibit] = {}
    for one in case.exhibits():
        details = (one.body or {}).get("details")
        if not one.kept or not isinstance(details, dict) or "kind" not in details:
            continue
        place = (str(details.get("recipe", details["kind"])), details["user"])
        if place not in latest or not (one.body or {}).get("cut"):
            latest[place] = one
    return tuple(_artifact(case, one) for one in latest.values())


def _artifact(case: Case, one: Exhibit) -> Artifact:
    body = one.body or {}
    details = body["details"]
    if not isinstance(details, dict):
        raise TypeError("an exhibit's details are a table")
    status = body.get("status")
    return Artifact(
        kind=str(details["kind"]),
        sha256=one.digests.sha256,
        data=case.read(one.number),
        user=details["user"],
        status=status if isinstance(status, int) else None,
        cut=str(body.get("cut") or ""),
    )


def asked_before(case: Case) -> tuple[Asked, ...]:
    """Return what earlier sessions of a case asked, and what did not answer."""
    return tuple(_asked_before(case))


def _asked_before(case: Case) -> Iterator[Asked]:
    for event in case.events():
        body = event.body or {}
        details = body.get("details", {}) if event.op == "item" else body
        if event.op == "item" and isinstance(details, dict) and "recipe" in details:
            yield Asked(
                recipe=str(details["recipe"]),
                user=details["user"],
                problem=str(body.get("cut") or ""),
                exhibit=event.exhibit or "",
            )
        elif event.op == "failed" and "recipe" in body:
            yield Asked(
                recipe=str(body["recipe"]),
                user=body["user"],
                problem=str(body["standing"]),
                detail=str(body["why"]),
            )


def ours(case: Case) -> tuple[str, ...]:
    """Return the fingerprint of this computer's key for the case; it outlives the key, for looking again."""
    kept = case.drawer.get(OWN_KEY)
    return (kept.decode(),) if kept else ()


def assess(
    artifacts: Iterable[Artifact], lists: Mapping[type[Fact], Sequence[Fact]], ours: Sequence[str] = ()
) -> Assessment:
    """Run every check over artifacts and lists; ``ours``: fingerprints of keys by which the phone knows us."""
    given = tuple(artifacts)
    facts = parse.read(given, ours).plus(lists)
    digest = hashlib.sha256("".join(sorted(one.sha256 for one in given)).encode()).hexdigest()
    return assessment.make(facts, kind="devicecheck", sha256=digest)


def record(custody: Custody, case: Case, found: Assessment) -> None:
    """Add an assessment to the case; an earlier one is never rewritten."""
    text = json.dumps(assessment.to_json(found), ensure_ascii=False, sort_keys=True).encode()
    number = 1 + sum(name.startswith("assessments/") for name in case.drawer.names())
    custody.record(
        "assessed",
        {
            "sha256": hashlib.sha256(text).hexdigest(),
            "checks": dict(found.checks),
            "lists": {one.name: one.sha256 for one in found.lists},
        },
    )
    case.drawer.put(_SHOWN.format(number=number), text)
