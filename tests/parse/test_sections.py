"""A whole dump taken apart: places count lines of the whole, and what pretends to be an end is noticed."""

from __future__ import annotations

import hashlib
import io

import pytest

from devicecheck.parse import Artifact
from devicecheck.parse import sections as module
from devicecheck.parse.sections import sections

RULE = "-" * 79
END = "--------- 0.004s was the duration of dumpsys {0}, ending at: 2024-03-21 11:07:22"


def dump(*services: tuple[str, str]) -> str:
    return "".join(f"{RULE}\nDUMP OF SERVICE {name}:\n{body}{END.format(name)}\n" for name, body in services)


def split(text: str | bytes) -> dict[str, Artifact]:
    data = text.encode() if isinstance(text, str) else text
    found = sections(io.BytesIO(data))
    assert len({artifact.kind for artifact in found}) == len(found)
    assert all(artifact.sha256 == hashlib.sha256(data).hexdigest() for artifact in found)
    return {artifact.kind: artifact for artifact in found}


def test_each_section_keeps_its_place() -> None:
    text = "head\n" + dump(("adb", "one\ntwo\n"), ("unheard.of", "x\n"), ("telephony.registry", "three\n"))
    found = split(text)
    assert set(found) == {"dumpsys_adb", "dumpsys_telephony_registry"}
    for artifact in found.values():
        assert not artifact.cut
        for number, line in enumerate(bytes(artifact.data).decode().splitlines()):
            place = artifact.line(number).place
            assert text.splitlines()[int(place.removeprefix("line ")) - 1] == line


@pytest.mark.parametrize("chunk", [1, 7, 64, 1000])
def test_chunks_make_no_difference(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "== dumpstate: 2024-03-21 11:06:01\n" + dump(("adb", "one\ntwo\n" * 50), ("package", "p\n"), ("role", "r\n"))
    whole = split(text)
    monkeypatch.setattr(module, "CHUNK", max(chunk, 400))
    assert split(text) == whole
    assert set(whole) == {"clock", "dumpsys_adb", "dumpsys_package", "dumpsys_role"}


def test_bug_reports_name_priorities_and_properties() -> None:
    text = (
        "------ SYSTEM PROPERTIES (getprop) ------\n[a]: [b]\n"
        "------ 0.012s was the duration of 'SYSTEM PROPERTIES' ------\n"
        f"{RULE}\nDUMP OF SERVICE CRITICAL package:\nbody\n{END.format('package')}\n"
    )
    found = split(text)
    assert bytes(found["getprop"].data) == b"[a]: [b]\n"
    assert not found["getprop"].cut
    assert bytes(found["dumpsys_package"].data) == b"body\n"
    assert not found["dumpsys_package"].cut


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        (
            f"DUMP OF SERVICE package:\n  versionName=1\n{END.format('package')}\n  Package [b] (1):\n",
            "something follows",
        ),
        (
            f"DUMP OF SERVICE package:\n a=\nDUMP OF SERVICE x:\n  Package [b] (1):\n{END.format('package')}\n",
            "announced in another place",
        ),
        (dump(("package", "a\n"), ("package", "b\n")), "twice"),
        ("DUMP OF SERVICE package:\nDUMP OF SERVICE adb:\n", "its end is missing"),
        ("DUMP OF SERVICE package:\nhalf", "its end is missing"),
    ],
)
def test_a_forged_or_missing_end_is_noticed(text: str, cut: str) -> None:
    found = [artifact for artifact in sections(io.BytesIO(text.encode())) if artifact.kind == "dumpsys_package"]
    assert found
    assert all(cut in artifact.cut for artifact in found)


def test_a_section_over_its_limit_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECTION_LIMIT", 10)
    found = split(dump(("adb", "0123456789abc\n")))["dumpsys_adb"]
    assert (bytes(found.data), found.cut) == (b"0123456789", "bytes")


def test_a_stream_that_breaks_leaves_what_was_read() -> None:
    class Breaking(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            data = super().read(size)
            if not data:
                raise OSError("gone")
            return data

    found = sections(Breaking(b"DUMP OF SERVICE adb:\none\n"))
    assert [artifact.cut for artifact in found] == ["unreadable from here: OSError"]
