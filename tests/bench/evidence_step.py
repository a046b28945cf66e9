"""One step of the benchmark: capture, seal or verify. Prints its seconds and peak memory (MB) as JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

CHUNK = 1 << 20


def capture(place: Path) -> dict[str, float]:
    """Capture every file of ``plain``."""
    from evidence.clock import SystemClock
    from evidence.custody import Operator
    from evidence.exhibit import Capture, Class
    from evidence.vault import Vault

    size = 0
    with Vault.create(place / "vault", "p", clock=SystemClock()) as vault:
        custody = vault.new_case("B-1").begin(Operator(name="K2"))
        for path in sorted((place / "plain").iterdir()):
            what = Capture(kind=Class.FILE, source=path.name, method="adb pull", why="benchmark", suffix="bin")
            with custody.exhibit(what) as writer, path.open("rb") as source:
                while chunk := source.read(CHUNK):
                    writer.write(chunk)
                    size += len(chunk)
    return {"bytes": size}


def seal(place: Path, recipient: str) -> dict[str, float]:
    """Seal everything and write the bundle."""
    from evidence.bundle import write_bundle
    from evidence.clock import SystemClock
    from evidence.custody import Operator
    from evidence.exhibit import usual_choice
    from evidence.seal import Contents
    from evidence.vault import Vault

    marks: dict[str, float] = {}
    with Vault.open(place / "vault", "p", clock=SystemClock()) as vault:
        (case,) = vault.cases()
        custody = case.begin(Operator(name="K2"))
        chosen = Contents(include=usual_choice(case.each_exhibit()), recipients=(recipient,))
        begun, cpu = time.perf_counter(), time.process_time()
        sealed = custody.seal(chosen)

        def progress(step: str, _done: int, _all: int) -> None:
            if step == "verify":
                marks.setdefault("written", time.perf_counter() - begun)
                marks.setdefault("written_cpu", time.process_time() - cpu)

        write_bundle(case, sealed, out=place / "out", progress=progress)
        return {**marks, "seconds": time.perf_counter() - begun, "cpu": time.process_time() - cpu}


def verify(bundle: Path, key: str = "") -> dict[str, float]:
    """Verify a bundle."""
    from evidence.command import main

    if main(["verify", str(bundle), *(["--identity", key] if key else [])]):
        sys.exit("not verified")
    return {}


def main() -> None:
    """Run the step that was asked for."""
    name, place, *more = sys.argv[1:]
    begun = time.perf_counter()
    result = {"capture": capture, "seal": seal, "verify": verify}[name](Path(place), *more)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": time.perf_counter() - begun, "memory": memory, **result}))


if __name__ == "__main__":
    main()
