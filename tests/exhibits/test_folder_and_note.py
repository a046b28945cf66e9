"""What comes from this computer: photos in a folder, a typed note."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.exhibits import folder, note
from devicecheck.exhibits.errors import FolderError, TooLargeError
from tests.exif.images import photo


def test_pictures_are_found_by_name_without_links_and_folders(tmp_path: Path) -> None:
    (tmp_path / "b.JPG").write_bytes(photo())
    (tmp_path / "a.png").write_bytes(photo("PNG"))
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "folder.jpg").mkdir()
    (tmp_path / "link.jpg").symlink_to("/etc/hosts")
    assert [path.name for path in folder.pictures(tmp_path)] == ["a.png", "b.JPG"]


def test_the_original_is_copied_to_the_byte_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(photo())
    os.utime(path, (1, 1))
    kept = bytearray()
    taken = folder.take(path, kept.extend)
    assert bytes(kept) == path.read_bytes() == photo()
    assert taken.sha256 == sha256(kept).hexdigest()
    assert path.stat().st_mtime == 1


def test_a_folder_that_is_gone_and_a_link_put_in_between_are_errors(tmp_path: Path) -> None:
    with pytest.raises(FolderError):
        folder.pictures(tmp_path / "gone")
    (tmp_path / "a.jpg").symlink_to("/etc/hosts")
    with pytest.raises(FolderError):
        folder.take(tmp_path / "a.jpg", bytearray().extend)


def test_too_large_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    with path.open("wb") as out:
        out.truncate(folder.LARGEST + 1)
    with pytest.raises(TooLargeError):
        folder.take(path, lambda _: None)
    with pytest.raises(TooLargeError):
        note.take("x" * (note.LONGEST + 1), bytearray().extend)


@given(st.text(max_size=200))
def test_a_note_is_utf_8_with_one_kind_of_line_end(text: str) -> None:
    kept = bytearray()
    taken = note.take(text, kept.extend)
    assert kept.decode("utf-8").endswith("\n")
    assert b"\r" not in kept
    assert (taken.size, taken.sha256) == (len(kept), sha256(kept).hexdigest())
