"""Coverage-guided fuzzing of every parser, of the splitter of whole dumps and of the sources.

    python tests/long/fuzz_parsers.py SECONDS [KIND …]

needs ``atheris``. Seeds are the practice phones' answers and the vectors; what it finds is written to
``tests/vectors/parse/<kind>-<sha1>`` and ends that kind's run. One process per kind, one after the other.
"""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VECTORS = ROOT / "tests" / "vectors" / "parse"
SLOW = 4.0
"""Seconds for at most 64 KiB of input: more is a finding."""
LONGEST = 64 * 1024
SEED = 4096
"""Bytes of a seed: long ones make every run slow."""


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--one"]:
        return one(arguments[1], int(arguments[2]), Path(arguments[3]))
    sys.path.insert(0, str(ROOT))
    from devicecheck.parse.registry import parsers

    kinds = arguments[1:] or [*sorted(parsers()), "@sections", "@archive"]
    each = max(5, int(arguments[0]) // len(kinds))
    found = 0
    for kind in kinds:
        with tempfile.TemporaryDirectory() as corpus:
            seeds(kind, Path(corpus))
            command = [sys.executable, __file__, "--one", kind, str(each), corpus]
            done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
            found += report(kind, done)
    print(f"{len(kinds)} targets, {each} s each, {found} findings")
    return 1 if found else 0


def seeds(kind: str, corpus: Path) -> None:
    from tests.parse.samples import all_samples

    for number, sample in enumerate(all_samples()):
        if kind in {sample.artifact.kind, "@sections"}:
            data = bytes(sample.artifact.data)
            (corpus / str(number)).write_bytes(data[:SEED])
            (corpus / f"{number}-end").write_bytes(data[:200] + data[-SEED:])
    if kind == "@archive":
        with zipfile.ZipFile(corpus / "zip", "w") as archive:
            archive.writestr("a/getprop.txt", "[a]: [b]\n", zipfile.ZIP_DEFLATED)
            archive.writestr("../b", "x")
    for path in VECTORS.glob(f"{kind.strip('@')}-*"):
        (corpus / path.name).write_bytes(path.read_bytes())


def report(kind: str, done: subprocess.CompletedProcess[str]) -> int:
    lines = done.stderr.splitlines()
    runs = next((line for line in reversed(lines) if line.startswith("Done ") or "#" in line[:1]), "")
    if done.returncode == 0:
        print(f"{kind}: nothing; {runs}", flush=True)
        return 0
    print(f"{kind}: FINDING; {runs}\n" + "\n".join(done.stdout.splitlines()[-25:]), flush=True)
    return 1


def one(kind: str, seconds: int, corpus: Path) -> int:
    import atheris

    sys.path.insert(0, str(ROOT))
    with atheris.instrument_imports(
        include=["devicecheck.parse", "devicecheck.untrusted", "devicecheck.archive", "devicecheck.source"]
    ):
        import devicecheck.archive
        import devicecheck.parse.read
        import devicecheck.parse.registry
        import devicecheck.parse.sections
        import devicecheck.source

        devicecheck.parse.registry.parsers()
    target = {"@sections": split_dump, "@archive": open_zip}.get(kind) or (lambda data: read_kind(kind, data))

    target(b"")  # what is loaded at the first call is not its fault

    def guarded(data: bytes) -> None:
        started = time.perf_counter()
        try:
            target(data)
            assert time.perf_counter() - started < SLOW, "slow"
        except BaseException:
            VECTORS.mkdir(parents=True, exist_ok=True)
            name = f"{kind.strip('@')}-{hashlib.sha1(data, usedforsecurity=False).hexdigest()[:12]}"
            (VECTORS / name).write_bytes(data)
            raise

    options = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-timeout=30", "-rss_limit_mb=2048"]
    options.append(f"-artifact_prefix={corpus}/")
    atheris.Setup([sys.argv[0], str(corpus), *options], guarded)
    atheris.Fuzz()
    return 0


def read_kind(kind: str, data: bytes) -> None:
    from devicecheck.parse.artifact import Artifact
    from devicecheck.parse.merge import merged
    from devicecheck.parse.registry import parsers
    from tests.parse.visible import assert_visible

    artifact = Artifact(kind=kind, sha256="00" * 32, data=data)
    parsed = parsers()[kind].parse(artifact)
    assert_visible(parsed)
    merged(parsed.facts)
    if not data:
        assert not parsed.facts


def split_dump(data: bytes) -> None:
    from devicecheck.parse.read import read
    from devicecheck.parse.sections import sections

    count = data.count(b"\n") + 1
    found = sections(io.BytesIO(data))
    for artifact in found:
        assert 1 <= artifact.first_line <= count + 1
        assert bytes(artifact.data) in data or artifact.kind == "clock"
    read(found)


def open_zip(data: bytes) -> None:
    from devicecheck.archive import ZipArchive
    from devicecheck.source import SourceError, _plain

    try:
        archive = ZipArchive(io.BytesIO(data))
    except zipfile.BadZipFile:
        archive = None
    for name in archive.names if archive else ():
        assert name.split("/")[0]
        assert ".." not in name.split("/")
    try:
        _plain(io.BytesIO(data), "00" * 32).facts()
    except (SourceError, OSError):
        return


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
