"""Make the test vectors: one honest bundle, and one fault in each copy of it."""

from __future__ import annotations

import io
import re
import shutil
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pyrage

from evidence import zipfmt
from evidence.receipt import Receipt
from tests.evidence.attacks import ATTACKS, Attack, World
from tests.evidence.world import CAPTURED, IDENTITY

HERE = Path(__file__).parent
MAGIC = "devicecheck evidence vector"
_NO_ZIP_HAS_THEM = frozenset(("10", "38", "45"))
"""Links, empty folders, names that are not ASCII: only folders have those."""
_ENOUGH = frozenset(("n1", "n2", "n6", "n7", "n8", "n9", "n12", "u1", "u2", "u4"))


@dataclass(frozen=True, kw_only=True)
class Vector:
    """One file."""

    name: str
    fault: str
    expect: str
    data: bytes
    notes: str = ""
    body: str = "zip"
    identity: str = ""
    key: str = ""
    receipt: str = ""
    authority: str = ""

    def to_bytes(self) -> bytes:
        """Write it."""
        names = ("fault", "expect", "notes", "body", "identity", "key", "receipt", "authority")
        lines = [f"{MAGIC}: 1", *(f"{name}: {getattr(self, name)}".rstrip() for name in names)]
        return "\n".join(lines).encode() + b"\n\n" + self.data


def read(path: Path) -> Vector:
    """Read one vector."""
    head, data = path.read_bytes().split(b"\n\n", 1)
    first, *lines = head.decode().split("\n")
    if first != f"{MAGIC}: 1":
        raise ValueError(f"{path.name} is no vector")
    fields = {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Vector(name=path.stem, data=data, **fields)


def pack(folder: Path, *extra: tuple[str, bytes]) -> bytes:
    """Pack a folder, and some files more, in the one form that bundles have, whatever is in it."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    contents = [(f"{folder.name}/{path.relative_to(folder).as_posix()}", path.read_bytes()) for path in paths]
    out, entries = io.BytesIO(), list[zipfmt.Entry]()
    for name, data in (*contents, *extra):
        entry = zipfmt.Entry(name=name, size=len(data), crc32=zlib.crc32(data), offset=out.tell())
        entries.append(entry)
        out.write(zipfmt.local(entry) + data)
    out.write(zipfmt.ending(entries, out.tell()))
    return out.getvalue()


def of_attack(world: World, attack: Attack) -> Vector:
    """Do an attack and write it down with the least knowledge that notices it."""
    folder = world.place / "attacked" / world.honest.folder.name
    shutil.rmtree(folder.parent, ignore_errors=True)
    shutil.copytree(world.honest.folder, folder)
    given = attack.do(world, folder)
    receipt = given if isinstance(given, Receipt) else world.honest.receipt
    note = attack.kind.removeprefix("note: ") if attack.kind.startswith("note: ") else ""
    return Vector(
        name=f"{attack.number}_{_slug(attack.what)}",
        fault=attack.what,
        expect="verified" if note else attack.kind,
        notes=note,
        key=world.honest.fingerprint if attack.level else "",
        receipt=str(receipt) if attack.level > 2 else "",
        authority="authority.pem" if attack.level == 2 else "",
        data=pack(folder),
    )


def _slug(what: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", what.lower()).strip("_")[:60]


def honest(world: World) -> Iterator[Vector]:
    """Yield the ones that verify."""
    made = world.honest
    known = {"key": made.fingerprint, "receipt": str(made.receipt), "authority": "authority.pem"}
    yield Vector(name="00_honest", fault="none", expect="verified", data=made.zipped)
    yield Vector(name="00_honest_all_known", fault="none", expect="verified", data=made.zipped, **known)
    yield Vector(
        name="00_honest_sealed", fault="none", expect="verified", data=made.sealed, body="age", identity=str(IDENTITY)
    )
    part = world.variant("part", include=("E-0001",))
    yield Vector(name="00_one_exhibit_withheld", fault="none", expect="verified", notes="withheld", data=part.zipped)
    offline = world.variant("offline", stamp=None)
    yield Vector(name="00_offline", fault="none", expect="verified", data=offline.zipped)

    def silent(_: bytes) -> bytes:
        from evidence.errors import TimestampError  # noqa: PLC0415

        raise TimestampError("no network")

    failed = world.variant("failed", stamp=silent)
    yield Vector(name="00_authority_did_not_answer", fault="none", expect="verified", data=failed.zipped)


def broken_files(world: World) -> Iterator[Vector]:
    """Yield what was done to the zip or the sealed file itself."""
    made, base = world.honest, world.honest.folder.name
    cut = made.zipped[: len(made.zipped) // 2]
    yield Vector(name="z1_zip_cut_in_half", fault="half a bundle", expect="malformed", data=cut)
    yield Vector(name="z2_byte_after_zip", fault="a byte after the zip", expect="malformed", data=made.zipped + b"\0")
    dated = made.zipped[:10] + b"\x01" + made.zipped[11:]
    yield Vector(name="z3_zip_with_a_time", fault="a time in a zip header", expect="malformed", data=dated)
    twice = pack(made.folder, (f"{base}/data/E-0001.txt", b"fake"))
    yield Vector(name="z4_name_twice", fault="a name twice in the zip", expect="malformed", data=twice)
    outside = pack(made.folder, (f"{base}/../evil.txt", b"fake"))
    yield Vector(name="z5_name_leads_out", fault="a name with ..", expect="malformed", data=outside)
    yield Vector(name="z6_no_bundle", fault="no bundle at all", expect="malformed", data=b"%PDF-1.7\nno bundle\n")
    sealed = {"body": "age", "identity": str(IDENTITY), "expect": "tampered"}
    yield Vector(name="a1_sealed_cut", fault="the sealed file cut off", data=made.sealed[:-1], **sealed)
    again = bytearray(made.sealed)
    again[-20] ^= 1
    yield Vector(name="a2_sealed_flipped", fault="a bit of the sealed file flipped", data=bytes(again), **sealed)
    other = pyrage.x25519.Identity.generate()
    relocked = pyrage.encrypt(made.zipped, [other.to_public()])
    yield Vector(
        name="a3_locked_again",
        fault="opened and locked again for another key than the seal names",
        expect="verified",
        notes="recipients",
        body="age",
        identity=str(other),
        data=relocked,
    )


def main() -> None:
    """Replace every vector."""
    for old in HERE.glob("*.vector"):
        old.unlink()
    with TemporaryDirectory() as place:
        world = World(Path(place), captured=CAPTURED[2:])
        (HERE / "authority.pem").write_bytes(world.authority.certificate)
        chosen = [each for each in ATTACKS if each.number not in _NO_ZIP_HAS_THEM and each.number != "31"]
        chosen = [each for each in chosen if each.number[0] not in "nu" or each.number in _ENOUGH]
        for vector in (*honest(world), *broken_files(world), *(of_attack(world, each) for each in chosen)):
            (HERE / f"{vector.name}.vector").write_bytes(vector.to_bytes())


if __name__ == "__main__":
    main()
