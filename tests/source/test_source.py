"""Opening what others acquired: hostile archives, altered bytes, encryption, and the way out to other readers."""

from __future__ import annotations

import io
import json
import stat
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest

from checks.facts import (
    AccessibilityService,
    AppLabel,
    AppOp,
    Facts,
    InstalledApp,
    PhoneClock,
    Property,
    Setting,
    SigningCertificate,
)
from devicecheck import cli
from devicecheck.archive import ZipArchive
from devicecheck.source import SourceError, SourceKeyError, open_source

GETPROP = "[ro.build.version.sdk]: [34]\n[ro.product.model]: [Pixel 7]"
DUMP = """DUMP OF SERVICE accessibility:
ACCESSIBILITY MANAGER (dumpsys accessibility)

User state[
     attributes:{id=0, touchExplorationEnabled=false}
     Bound services:{}
     Enabled services:{{com.example.sync/com.example.sync.Reader}}
     Binding services:{}
     Crashed services:{}]
--------- 0.004s was the duration of dumpsys accessibility, ending at: 2024-03-21 11:07:22
"""


def zipped(path: Path, *entries: tuple[str | zipfile.ZipInfo, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of the duplicates that are the point here
        for name, data in entries:
            archive.writestr(name, data)
    return path


def facts_of(path: Path) -> Facts:
    return open_source(path).facts()


def test_an_androidqf_zip(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ("uuid/getprop.txt", GETPROP), ("uuid/dumpsys.txt", DUMP))
    found = open_source(path)
    assert found.kind == "androidqf"
    assert [fact.value for fact in found.facts().of(Property)] == ["34", "Pixel 7"]
    (service,) = found.facts().of(AccessibilityService)
    assert (service.component, service.enabled) == ("com.example.sync/com.example.sync.Reader", True)
    assert service.source.place == "line 7"
    assert not found.facts().all_gaps


def test_an_encrypted_androidqf_zip(tmp_path: Path) -> None:
    plain = zipped(tmp_path / "a.zip", ("getprop.txt", GETPROP))
    identity = pyrage.x25519.Identity.generate()
    sealed = tmp_path / "a.zip.age"
    sealed.write_bytes(pyrage.encrypt(plain.read_bytes(), [identity.to_public()]))
    key, other = tmp_path / "key.txt", tmp_path / "other.txt"
    key.write_text(f"# made for a test\n{identity}\n")
    other.write_text(f"{pyrage.x25519.Identity.generate()}\n")
    assert open_source(sealed, key).facts().has(Property)
    for wrong in (None, other, plain):
        with pytest.raises(SourceKeyError):
            open_source(sealed, wrong)


def test_a_bug_report_zip(tmp_path: Path) -> None:
    text = f"== dumpstate: 2024-03-21 11:06:01\n------ SYSTEM PROPERTIES (getprop) ------\n{GETPROP}\n\n{DUMP}"
    entries = (("main_entry.txt", "bugreport-x.txt"), ("bugreport-x.txt", text), ("FS/data/anr/a", "x"))
    found = open_source(zipped(tmp_path / "b.zip", *entries))
    assert found.kind == "bugreport"
    assert {PhoneClock, AccessibilityService} <= {
        kind for kind in (PhoneClock, AccessibilityService) if found.facts().has(kind)
    }
    bare = tmp_path / "b.txt"
    bare.write_text(text)
    assert open_source(bare).facts().of(AccessibilityService)[0].source.place == "line 12"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../getprop.txt", "outside"),
        ("/getprop.txt", "outside"),
        ("a/../../getprop.txt", "outside"),
        ("a\\getprop.txt", "outside"),
        ("C:/getprop.txt", "outside"),
    ],
)
def test_names_that_lead_outside_are_refused(tmp_path: Path, name: str, why: str) -> None:
    path = zipped(tmp_path / "a.zip", (name, GETPROP), ("dumpsys.txt", DUMP))
    found = open_source(path)
    assert not found.facts().has(Property)
    assert any(why in problem for problem in found.problems)


def test_links_and_duplicates_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("getprop.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    twice = (("packages.json", "[]"), ("packages.json", '[{"name": "a.b"}]'))
    found = open_source(zipped(tmp_path / "a.zip", (link, "/etc/passwd"), *twice, ("dumpsys.txt", DUMP)))
    assert not found.facts().has(Property)
    assert not found.facts().has(InstalledApp)
    assert {"a symbolic link" in problem or "twice" in problem for problem in found.problems} == {True}


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text(GETPROP)
    folder = tmp_path / "a"
    folder.mkdir()
    (folder / "getprop.txt").symlink_to(outside)
    (folder / "dumpsys.txt").write_text(DUMP)
    found = open_source(folder)
    assert not found.facts().has(Property)
    assert "symbolic link" in found.problems[0]


def test_two_acquisitions_in_one_folder_are_not_mixed(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "a.zip", ("one/getprop.txt", GETPROP), ("two/getprop.txt", GETPROP), ("one/dumpsys.txt", DUMP)
    )
    found = open_source(path)
    assert not found.facts().has(Property)
    assert "more than one acquisition" in found.problems[0]


def test_a_bomb_is_cut_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devicecheck.acquire.androidqf.FILE_LIMIT", 1000)
    monkeypatch.setattr("devicecheck.parse.sections.DUMP_LIMIT", 50_000)
    bomb = DUMP + "x\n" * 5_000_000
    path = zipped(tmp_path / "a.zip", ("getprop.txt", "[a]: [b]\n" * 1000), ("dumpsys.txt", bomb))
    assert path.stat().st_size < 100_000
    cut = {gap.kind: gap.why for gap in facts_of(path).all_gaps}
    assert "bytes" in cut[Property]
    dump = DUMP.replace("-----", "", 1).replace("--------- 0.004s was", "") + "x\n" * 5_000_000
    zipped(path, ("dumpsys.txt", dump))
    assert any("longer than" in gap.why for gap in facts_of(path).gaps(AccessibilityService))


def test_a_broken_check_sum_is_said(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("getprop.txt")
    path = zipped(tmp_path / "a.zip", (info, GETPROP), ("dumpsys.txt", DUMP))
    data = bytearray(path.read_bytes())
    at = data.index(b"Pixel")
    data[at] ^= 1
    path.write_bytes(data)
    facts = facts_of(path)
    assert not facts.has(Property)
    assert "BadZipFile" in facts.gaps(Property)[0].why


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"\x00" * 5000, b"age-encryption.org/v1\nbroken"])
def test_nothing_readable_is_an_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(SourceError):
        open_source(path)


@pytest.mark.parametrize("make", [lambda path: path, lambda path: path.mkdir()])
def test_nothing_there_is_an_error(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "x")
    with pytest.raises(SourceError):
        open_source(tmp_path / "x")


@pytest.fixture(scope="module")
def acquired(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("acquired") / "a"
    assert cli.main(["acquire", "--phone", "practice:renamed-spy", "--into", str(folder)]) == 0
    return folder


def test_our_own_folder_is_read_whole(acquired: Path) -> None:
    found = open_source(f"folder:{acquired}")
    assert found.kind == "devicecheck"
    assert not found.problems
    assert {gap.kind for gap in found.facts().all_gaps} <= {AppLabel}  # labels are only known where a dump shows them
    assert stat.S_IMODE((acquired / "artifacts").stat().st_mode) & 0o077 == 0


def test_an_acquisition_can_be_asked_again(acquired: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    assert cli.main(["acquire", "--phone", f"folder:{acquired}", "--into", str(again)]) == 0
    first, second = (json.loads((folder / "acquisition.json").read_text()) for folder in (acquired, again))
    assert second == first
    digest = first["answers"][6]["stdout"]["sha256"]
    (again / "artifacts" / digest).write_bytes(b"other")
    assert cli.main(["acquire", "--phone", f"folder:{again}", "--into", str(tmp_path / "third")]) == 3
    assert len(json.loads((tmp_path / "third" / "acquisition.json").read_text())["answers"]) == 6
    assert cli.main(["acquire", "--phone", f"folder:{tmp_path}", "--into", str(tmp_path / "fourth")]) == 2


def test_entries_of_another_shape_are_gaps(tmp_path: Path) -> None:
    told = json.dumps([5, {"name": 7}, {"name": "a.b", "files": {}, "third_party": True}, {"name": "c.d"}])
    facts = facts_of(zipped(tmp_path / "a.zip", ("packages.json", told)))
    assert [app.package for app in facts.of(InstalledApp)] == ["a.b", "c.d"]
    assert sorted(gap.why for gap in facts.gaps(InstalledApp)) == [
        "androidqf_packages: entry 1 names no package",
        "androidqf_packages: entry 2 names no package",
    ]
    assert any("a.b" in gap.why for gap in facts.gaps(SigningCertificate))


def test_an_altered_byte_is_noticed(acquired: Path, tmp_path: Path) -> None:
    index = json.loads((acquired / "acquisition.json").read_text())
    digest = next(one["stdout"]["sha256"] for one in index["answers"] if one["recipe"] == "settings")
    copy = tmp_path / "copy"
    subprocess.run(["cp", "-r", str(acquired), str(copy)], check=True)
    data = bytearray((copy / "artifacts" / digest).read_bytes())
    data[len(data) // 2] ^= 1
    (copy / "artifacts" / digest).write_bytes(data)
    found = open_source(copy)
    assert found.problems == ("settings: its bytes were altered",)
    assert not found.facts().has(Setting)
    assert any("altered" in gap.why for gap in found.facts().gaps(Setting))
    (copy / "artifacts" / digest).unlink()
    assert open_source(copy).problems == ("settings: its bytes are missing",)


def test_a_folder_that_holds_something_is_not_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine").write_text("x")
    assert cli.main(["acquire", "--phone", "practice:renamed-spy", "--into", str(tmp_path)]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    assert cli.main(["acquire", "--phone", "practice:nobody", "--into", str(tmp_path / "new")]) == 2
    assert cli.main(["acquire", "--phone", "nonsense", "--into", str(tmp_path / "new")]) == 2
    assert not (tmp_path / "new").exists()
    assert "folder_not_empty" in capsys.readouterr().err


def test_what_could_not_be_acquired_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["acquire", "--phone", "practice:locked-out", "--into", str(tmp_path / "a")]) == 3
    told = capsys.readouterr().out
    assert "dumpsys_appops: cut" in told
    assert "packages of user 150: refused" in told
    found = open_source(tmp_path / "a")
    assert found.facts().gaps(AppOp)
    secure = [gap for gap in found.facts().gaps(InstalledApp) if gap.user == 150]
    assert {gap.where for gap in secure} == {"Secure Folder"}


def test_the_export_says_the_same(acquired: Path, tmp_path: Path) -> None:
    assert cli.main(["export", "--androidqf", str(acquired), "--into", str(tmp_path / "out")]) == 0
    before, after = open_source(acquired).facts(), open_source(tmp_path / "out").facts()
    for kind in (Property, AccessibilityService, AppOp, SigningCertificate, Setting):
        assert {_plain(fact) for fact in after.of(kind)} == {_plain(fact) for fact in before.of(kind)}
    assert {app.package for app in after.of(InstalledApp)} == {app.package for app in before.of(InstalledApp)}
    assert not list((tmp_path / "out").glob("**/*account*"))
    assert b"DUMP OF SERVICE account" not in (tmp_path / "out" / "dumpsys.txt").read_bytes()
    assert cli.main(["export", "--androidqf", str(acquired), "--personal", "--into", str(tmp_path / "all")]) == 0
    assert b"DUMP OF SERVICE account" in (tmp_path / "all" / "dumpsys.txt").read_bytes()


def _plain(fact: object) -> str:
    return repr(fact).split("), ", 1)[1].replace("v3", "v2")


def test_export_needs_something_to_read(tmp_path: Path) -> None:
    assert cli.main(["export", "--androidqf", str(tmp_path / "none"), "--into", str(tmp_path / "out")]) == 2
    assert not (tmp_path / "out").exists()


def test_a_run_that_was_killed_can_still_be_read(tmp_path: Path) -> None:
    """Kill the acquisition at its seventh answer: what was kept before is whole."""
    program = (
        "import os\n"
        "from devicecheck.acquire import folder\n"
        "class Killed(folder.FolderWriter):\n"
        "    def keep(self, question, reply):\n"
        "        if len(self._answers) == 7: os.kill(os.getpid(), 9)\n"
        "        super().keep(question, reply)\n"
        "folder.FolderWriter = Killed\n"
        "from devicecheck import cli\n"
        f"cli.main(['acquire', '--phone', 'practice:renamed-spy', '--into', {str(tmp_path / 'a')!r}])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True)
    assert done.returncode == -9
    found = open_source(tmp_path / "a")
    assert len(found.artifacts) == 7
    assert not found.problems


def test_an_archive_says_why_it_refuses() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a", "x")
    data = bytearray(file.getvalue())
    for at in (data.index(b"PK\x01\x02") + 8, 6):
        data[at] |= 1
    refused = ZipArchive(io.BytesIO(bytes(data)))
    assert refused.names == ()
    assert refused.problems == ("a: encrypted by zip",)
