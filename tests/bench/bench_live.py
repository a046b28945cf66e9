"""A whole batch on a real adbd: ``python tests/bench/bench_live.py [APPS] [DELAY_MS]``.

A practice phone with 300 more apps answers behind AOSP's own adbd, shell and toybox; every command of the phone's
framework takes 20 ms, loops on the phone included. Targets: first findings in 10 s, everything in 30 s, at most
40 round trips. Needs what ``tests/lab`` needs.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))


def main(arguments: list[str]) -> int:
    from devicecheck import practice
    from devicecheck.practice import load
    from tests.lab.phone import LabPhone, peer
    from tests.lab.practice_replies import files, replies

    apps = int(arguments[0]) if arguments else 300
    delay = int(arguments[1]) / 1000 if len(arguments) > 1 else 0.02
    described = practice.open_practice("renamed-spy").described.described
    phone = load.phone(replace(described, filler=apps))
    told = {command: replace(answer, delay=delay) for command, answer in replies(phone).items()}
    with (
        tempfile.TemporaryDirectory() as folder,
        LabPhone(peer=peer(), folder=Path(folder), replies=told, files=files(phone)) as lab,
    ):
        return ask(lab.address, delay)


def ask(address: str, delay: float) -> int:
    from devicecheck.acquire import batch
    from devicecheck.acquire.connecting import connect
    from devicecheck.acquire.key import new_key
    from devicecheck.acquire.recipes import RECIPES
    from devicecheck.clock import utc_now

    phone = connect(address, key=new_key(), clock=utc_now)
    trips, early, answers = 0, 0.0, []
    started = time.perf_counter()
    for answer in batch.ask(phone, RECIPES, lambda _q, _r: None, lambda _p: None, lambda: False):
        trips += 1
        answers.append(answer)
        if answer.question.recipe.id in batch.EARLY and not early:
            findings(answers)
            early = time.perf_counter() - started
    whole = time.perf_counter() - started
    apps, outcomes = findings(answers)
    phone.close()
    slowest = sorted(answers, key=lambda answer: -(answer.reply.seconds if answer.reply else 0))[:3]
    partly = [answer.question.recipe.id for answer in answers if answer.standing is not batch.Standing.ANSWERED]
    print(f"{apps} third-party apps, {delay * 1000:.0f} ms per command: {trips} round trips, not whole: {partly}")
    print(f"first findings after {early:.1f} s, everything after {whole:.1f} s; {outcomes} findings")
    print("slowest:", ", ".join(f"{a.question.recipe.id} {a.reply.seconds:.1f} s" for a in slowest if a.reply))
    return 0 if trips <= 40 and early <= 10 and whole <= 30 else 1


def findings(answers: list[object]) -> tuple[int, int]:
    """Parse and check what is there; return third-party apps and findings."""
    from checks.facts import InstalledApp
    from checks.registry import all_checks
    from devicecheck.acquire.batch import Answer
    from devicecheck.assess import assess
    from devicecheck.parse import read

    facts = read(answer.artifact for answer in answers if isinstance(answer, Answer) and answer.artifact)
    found = [finding for outcome in assess(facts, all_checks()) for finding in getattr(outcome, "findings", ())]
    return sum(app.system is False for app in facts.known(InstalledApp)), len(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
