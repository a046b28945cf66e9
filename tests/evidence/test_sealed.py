"""What can be done to the sealed file and to the zip in it, and what other programs say of the honest one."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pyrage
import pytest

from evidence import agefile, agelock, bag, log, sources, zipfmt
from evidence.command import main
from evidence.verdict import Kind, VerifyError
from evidence.verify import Expected, judge
from tests.evidence.tsa import Authority, needs_openssl
from tests.evidence.world import IDENTITY, RECIPIENT, Made, make

OTHER = pyrage.x25519.Identity.generate()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("sealed"))


def refused(path: Path, data: bytes, identities: tuple[object, ...] = (IDENTITY,)) -> Kind:
    path.write_bytes(data)
    with pytest.raises(VerifyError) as caught:
        judge(sources.read(path, identities=identities), Expected())
    return caught.value.kind


def repacked(made: Made, extra: list[tuple[str, bytes]]) -> bytes:
    """Pack the bundle's files and some more in the one form that bundles have."""
    original = zipfile.ZipFile(io.BytesIO(made.zipped))
    files = [(name, original.read(name)) for name in original.namelist()] + extra
    out, entries = io.BytesIO(), []
    for name, data in files:
        entry = zipfmt.Entry(name=name, size=len(data), crc32=zlib.crc32(data), offset=out.tell())
        entries.append(entry)
        out.write(zipfmt.local(entry) + data)
    out.write(zipfmt.ending(entries, out.tell()))
    return out.getvalue()


def test_repacking_gives_the_same_bytes(made: Made) -> None:
    assert repacked(made, []) == made.zipped


def test_a_bundle_verifies_sealed_as_zip_and_as_folder(made: Made, tmp_path: Path) -> None:
    (tmp_path / "b.zip.age").write_bytes(made.sealed)
    (tmp_path / "b.zip").write_bytes(made.zipped)
    expected = Expected(key=made.fingerprint, receipt=made.receipt, opened_by=(RECIPIENT,))
    said = [
        judge(sources.read(path, identities=[IDENTITY]), expected)
        for path in (tmp_path / "b.zip.age", tmp_path / "b.zip", made.folder)
    ]
    assert said[0] == said[1] == said[2]
    assert said[0].notes == ()


@pytest.mark.parametrize("where", [0, 30, 130, 200, 400, -1, -3000])
def test_a_flipped_bit_of_the_sealed_file(made: Made, tmp_path: Path, where: int) -> None:
    data = bytearray(made.sealed)
    data[where] ^= 1
    assert refused(tmp_path / "b.age", bytes(data)) in {Kind.TAMPERED, Kind.MALFORMED}


def test_a_sealed_file_cut_off_longer_or_for_another_key(made: Made, tmp_path: Path) -> None:
    path = tmp_path / "b.age"
    assert refused(path, made.sealed[:-1]) is Kind.TAMPERED
    assert refused(path, made.sealed + b"\0") is Kind.TAMPERED
    assert refused(path, made.sealed, (OTHER,)) is Kind.TAMPERED
    assert refused(path, made.sealed, ()) is Kind.MALFORMED


def test_locked_again_for_somebody_else_is_said(made: Made, tmp_path: Path) -> None:
    (tmp_path / "b.age").write_bytes(pyrage.encrypt(made.zipped, [OTHER.to_public()]))
    seen = sources.read(tmp_path / "b.age", identities=[OTHER])
    verified = judge(seen, Expected(receipt=made.receipt, opened_by=(str(OTHER.to_public()),)))
    assert [note.about for note in verified.notes] == ["recipients"]


@pytest.mark.parametrize(
    "name",
    ["data/E-0001.txt", "bagit.txt"],
)
def test_a_name_twice_in_the_zip(made: Made, tmp_path: Path, name: str) -> None:
    base = made.folder.name
    assert refused(tmp_path / "b.zip", repacked(made, [(f"{base}/{name}", b"fake")])) is Kind.MALFORMED


@pytest.mark.parametrize(
    "name", ["../evil", "{}/../evil", "{}/a\\b", "{}/con.txt", "{}/x.", "other/x", "/x", "{}//x", "{}/"]
)
def test_a_name_in_the_zip_that_leads_elsewhere(made: Made, tmp_path: Path, name: str) -> None:
    data = repacked(made, [(name.format(made.folder.name), b"fake")])
    assert refused(tmp_path / "b.zip", data) is Kind.MALFORMED


def test_a_name_in_the_zip_that_differs_only_in_case(made: Made, tmp_path: Path) -> None:
    data = repacked(made, [(f"{made.folder.name}/BAGIT.txt", b"fake")])
    assert refused(tmp_path / "b.zip", data) is Kind.TAMPERED


@pytest.mark.parametrize(
    "how",
    [
        lambda data: data + b"\0",
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: b"\0" + data,
        lambda data: data.replace(b"PK\x01\x02", b"PK\x01\x03", 1),
        lambda data: data[:10] + b"\x01" + data[11:],
        lambda _: b"PK\x05\x06" + bytes(18),
        lambda _: b"",
        lambda _: b"%PDF-1.7",
    ],
)
def test_a_zip_of_another_form(made: Made, tmp_path: Path, how: object) -> None:
    assert refused(tmp_path / "b.zip", how(made.zipped)) is Kind.MALFORMED  # type: ignore[operator]


def test_a_zip_that_another_program_packed_is_refused_its_folder_is_not(made: Made, tmp_path: Path) -> None:
    packed = shutil.make_archive(str(tmp_path / "b"), "zip", made.folder.parent, made.folder.name)
    assert refused(tmp_path / "c.zip", Path(packed).read_bytes()) is Kind.MALFORMED


@pytest.mark.parametrize("what", ["nothing there", "a folder of other things", "a text"])
def test_what_is_no_bundle(tmp_path: Path, what: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x"
    if what == "a folder of other things":
        path.mkdir()
        (path / "holiday.jpg").write_bytes(b"x")
    if what == "a text":
        path.write_text("hello")
    before = sorted(tmp_path.rglob("*"))
    assert main(["verify", str(path)]) == 1
    assert "malformed" in capsys.readouterr().out
    assert sorted(tmp_path.rglob("*")) == before


def repeated(count: int) -> bytes:
    return b"r" * count


def test_a_passphrase_file_is_read_by_others_and_theirs_by_us() -> None:
    for size in (0, 1, 65535, 65536, 65537, 200_000):
        data = b"\x07" * size
        out = io.BytesIO()
        lock = agelock.Lock(out, [agelock.for_passphrase("pass", repeated, 10)], repeated)
        for at in range(0, size, 50_000):
            lock.write(data[at : at + 50_000])
        lock.finish()
        assert pyrage.passphrase.decrypt(out.getvalue(), "pass") == data
        back = io.BytesIO()
        agefile.by_passphrase(io.BytesIO(out.getvalue()), back.write, "pass")
        assert back.getvalue() == data
    theirs = pyrage.passphrase.encrypt(b"theirs", "pass")
    back = io.BytesIO()
    agefile.by_passphrase(io.BytesIO(theirs), back.write, "pass")
    assert back.getvalue() == b"theirs"


@pytest.mark.parametrize("at", [0, 25, 45, 60, 100, 150, 200, 230, 65600, -1])
def test_a_passphrase_file_with_a_flipped_bit_is_refused(at: int) -> None:
    out = io.BytesIO()
    lock = agelock.Lock(out, [agelock.for_passphrase("pass", repeated, 4)], repeated)
    lock.write(b"x" * 100_000)
    lock.finish()
    data = bytearray(out.getvalue())
    data[at] ^= 1
    with pytest.raises(agefile.DecryptError):
        agefile.by_passphrase(io.BytesIO(bytes(data)), lambda _: None, "pass")
    for broken in (out.getvalue()[:-1], out.getvalue()[:65700], out.getvalue() + b"x", b""):
        with pytest.raises(agefile.DecryptError):
            agefile.by_passphrase(io.BytesIO(broken), lambda _: None, "pass")


def test_the_verifier_loads_little(made: Made) -> None:
    code = "import sys; from evidence.command import main; r = main(sys.argv[1:]); print(r, sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code, "verify", str(made.folder)], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split("['")[1].rstrip("']\n").split("', '"))
    assert done.stdout.splitlines()[0].startswith("VERIFIED")
    assert not loaded & {
        "sqlcipher3",
        "sqlite_utils",
        "textual",
        "typst",
        "PIL",
        "rfc3161_client",
        "devicecheck",
        "argon2",
    }


needs_age = [pytest.mark.lab, pytest.mark.skipif(shutil.which("age") is None, reason="age is missing")]


class TestOthers:
    """Second tools that know nothing of us."""

    pytestmark = needs_age

    def test_debians_age_and_sha256sum_open_and_check(self, made: Made, tmp_path: Path) -> None:
        (tmp_path / "key.txt").write_text(str(IDENTITY) + "\n")
        (tmp_path / "b.zip.age").write_bytes(made.sealed)
        self.run(tmp_path, "age", "-d", "-i", "key.txt", "-o", "b.zip", "b.zip.age")
        assert (tmp_path / "b.zip").read_bytes() == made.zipped
        shutil.unpack_archive(tmp_path / "b.zip", tmp_path)
        folder = tmp_path / made.folder.name
        for manifest in (bag.SHA256, bag.TAG_MANIFEST):
            self.run(folder, "sha256sum", "--strict", "-c", manifest)

    @needs_openssl[0]
    @needs_openssl[1]
    def test_openssl_verifies_the_seal(self, made: Made, tmp_path: Path) -> None:
        line = (made.folder / bag.LOG).read_bytes().split(b"\n")[-2]
        message, signature = log.signed_part(line)
        key = (made.folder / bag.KEYS).read_text().rsplit('"', 2)[1]
        (tmp_path / "key.der").write_bytes(bytes.fromhex("302a300506032b6570032100" + key))
        (tmp_path / "message").write_bytes(b"devicecheck/sig/1\0" + message)
        (tmp_path / "signature").write_bytes(signature)
        command = ["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER", "-inkey", "key.der"]
        self.run(tmp_path, *command, "-in", "message", "-sigfile", "signature")

    @needs_openssl[0]
    @needs_openssl[1]
    @pytest.mark.parametrize("in_order", [True, False])
    def test_openssl_verifies_the_time_stamp(self, tmp_path: Path, *, in_order: bool) -> None:
        from evidence import anchor  # noqa: PLC0415

        authority = Authority(tmp_path / "tsa", sorted_certificates=in_order)
        made = make(tmp_path / "stamped", stamp=anchor.stamper(authority.fetch))
        (tmp_path / "ca.pem").write_bytes(authority.certificate)
        token = made.folder / "custody/anchors/0001.tsr"
        self.run(
            tmp_path,
            *("openssl", "ts", "-verify", "-digest", made.receipt.head, "-in", str(token), "-CAfile", "ca.pem"),
        )
        verified = judge(sources.read_folder(made.folder), Expected(check_anchor=anchor.checker(authority.certificate)))
        assert verified.anchor.endswith("rfc3161-client" if in_order else "openssl")

    def test_the_commands_of_the_specification_work(self, made: Made) -> None:
        page = (Path(__file__).parents[2] / "docs" / "evidence-format.md").read_text()
        commands = page.split("```sh\n")[1].split("```")[0].split("openssl ts")[0]
        folder = made.folder
        script = f"set -e\n{commands}"
        done = subprocess.run(["sh", "-c", script], cwd=folder, capture_output=True, text=True, check=False)
        for left in ("message", "signature", "key.der"):
            (folder / left).unlink(missing_ok=True)
        assert done.returncode == 0, done.stderr
        assert made.receipt.head in done.stdout
        assert "Signature Verified Successfully" in done.stdout

    @staticmethod
    def run(folder: Path, *command: str) -> None:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
