"""Minutes are written whole, into their own folder, and nowhere else."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from boardtui.papers.errors import PaperError
from boardtui.papers.files import write_minutes


def test_public_minutes_alone(tmp_path: Path) -> None:
    (path,) = write_minutes(tmp_path, "board-nov", "# Minutes ✓\n")
    assert path == tmp_path / "board-nov" / "minutes.md"
    assert path.read_bytes() == "# Minutes ✓\n".encode()
    assert [one.name for one in path.parent.iterdir()] == ["minutes.md"]


@pytest.mark.parametrize("key", ["con", "prn", "aux", "nul", "com1", "lpt9"])
def test_a_meeting_that_bears_the_name_of_a_device_has_a_folder_that_windows_can_have(tmp_path: Path, key: str) -> None:
    (path,) = write_minutes(tmp_path, key, "# Minutes\n")
    assert path == tmp_path / f"_{key}" / "minutes.md"
    assert write_minutes(tmp_path, f"{key}0-board", "")[0].parent.name == f"{key}0-board"


@pytest.mark.posix
def test_the_confidential_part_is_for_its_owner_only(tmp_path: Path) -> None:
    public, hidden = write_minutes(tmp_path, "b", "p", "c")
    assert (public.read_text(encoding="utf-8"), hidden.read_text(encoding="utf-8")) == ("p", "c")
    assert hidden.name == "minutes-confidential.md"
    assert hidden.stat().st_mode & 0o777 == 0o600
    assert public.stat().st_mode & 0o777 == 0o644


def test_writing_again_replaces(tmp_path: Path) -> None:
    write_minutes(tmp_path, "b", "one", "one")
    public, hidden = write_minutes(tmp_path, "b", "two", "two")
    assert (public.read_text(encoding="utf-8"), hidden.read_text(encoding="utf-8")) == ("two", "two")


@pytest.mark.parametrize(
    "key", ["", ".", "..", "../x", "a/b", "/etc", "a\\b", "A", "a b", "a\n", "a\x00", "é", "a" * 65, "a_b", "con:"]
)
def test_a_key_that_is_not_a_slug_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(PaperError, match="cannot name a folder"):
        write_minutes(tmp_path / "in", key, "x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.posix
def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b").symlink_to(tmp_path / "out")
    with pytest.raises(PaperError, match="leads out of"):
        write_minutes(tmp_path / "in", "b", "x")
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.posix
def test_a_link_in_place_of_the_file_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "victim").write_text("mine", encoding="utf-8")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "minutes.md").symlink_to(tmp_path / "victim")
    (path,) = write_minutes(tmp_path, "b", "x")
    assert (path.read_text(encoding="utf-8"), path.is_symlink()) == ("x", False)
    assert (tmp_path / "victim").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("code", "words"), [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "the disk may only be read")]
)
def test_a_disk_that_refuses_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    (path,) = write_minutes(tmp_path, "b", "before")

    def refuse(number: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(PaperError) as refused:
        write_minutes(tmp_path, "b", "after")
    assert str(refused.value) == f"{path} was not written, because {words}; what was there before is unchanged."
    assert path.read_text(encoding="utf-8") == "before"
    assert [one.name for one in path.parent.iterdir()] == ["minutes.md"]


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("", encoding="utf-8")
    with pytest.raises(PaperError, match="could not be made, because"):
        write_minutes(tmp_path, "b", "x")


def test_half_a_character_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PaperError, match="half a character"):
        write_minutes(tmp_path, "b", "\ud800")
