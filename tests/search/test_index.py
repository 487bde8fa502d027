"""The file of the index: derived, private, remade without a word, and never in the way of the book."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from boardtui.book.store import Store
from boardtui.desk.desk import Desk
from boardtui.meeting import entries as e
from boardtui.register.layout import NAMES
from boardtui.search.file import VERSION, beside
from boardtui.search.index import Index
from boardtui.search.query import Query
from boardtui.search.reading import behind, catch_up
from tests import build
from tests.files import for_owner_only
from tests.search.asking import BOARD, ask, board_with, index_of, texts

NOTE = e.NoteTaken("capital", "The Board heard the plan.")


def test_the_index_is_a_file_of_its_own_that_only_its_owner_can_read(tmp_path: Path) -> None:
    with board_with(tmp_path, NOTE) as desk:
        before = desk.store.path.read_bytes()
        assert ask(desk, "plan").count == 1
        path = beside(desk.store.path)
        assert for_owner_only(path)
        assert desk.store.path.read_bytes() == before
        assert sorted(one.name for one in tmp_path.iterdir() if "search" in one.name) == ["data.db.search"]
        path.chmod(0o644)
        assert ask(desk, "plan").count == 1
        assert for_owner_only(path)


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _scrambled(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096 : len(data)] = os.urandom(len(data) - 4096)
    path.write_bytes(data)


def _older(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()


def _foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE words (text TEXT)")
    connection.close()


def _meddled(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON things BEGIN DELETE FROM things; END")
    connection.close()


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _no_database(path: Path) -> None:
    path.write_text("dear diary " * 1000, encoding="utf-8")


def _linked(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.with_name("elsewhere"))


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    "spoil", [_truncated, _scrambled, _older, _foreign, _meddled, _emptied, _no_database, _linked, _folder, Path.unlink]
)
def test_whatever_is_wrong_with_the_file_it_is_made_again_without_a_word(
    tmp_path: Path, spoil: object, capfd: pytest.CaptureFixture[str]
) -> None:
    with board_with(tmp_path, NOTE) as desk:
        assert ask(desk, "plan").count == 1
        spoil(beside(desk.store.path))  # type: ignore[operator]
        assert ask(desk, "plan").count == 1
        assert texts(ask(desk, "plan")) == [NOTE.text]
        assert not (tmp_path / "elsewhere").exists()
    assert capfd.readouterr() == ("", "")


def test_where_the_folder_cannot_be_written_the_index_is_kept_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    with board_with(tmp_path, NOTE) as desk:
        monkeypatch.setattr("boardtui.search.file.os.open", refuse)
        assert ask(desk, "plan").count == 1
        assert not beside(desk.store.path).exists()


def test_only_what_is_new_is_read(tmp_path: Path) -> None:
    with board_with(tmp_path, NOTE) as desk:
        session, index = desk.session(BOARD), index_of(desk)
        assert behind(index, desk.store) == 0
        session.record(e.NoteTaken("capital", "A second note."))
        assert behind(index, desk.store) == 1
        catch_up(index, desk.store)
        assert behind(index, desk.store) == 0
        assert index.find(Query("second")).count == 1
        assert index.find(Query("plan")).count == 1
        index.close()


def test_progress_ends_at_all_that_had_to_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("boardtui.search.reading.AT_ONCE", 10)
    told: list[tuple[int, int]] = []
    with board_with(tmp_path, NOTE) as desk:
        session = desk.session(BOARD)
        session.record(e.MeetingClosed())
        session.record(build.convened_next(session.state))
        index = Index(desk.store.path)
        catch_up(index, desk.store, lambda done, total: told.append((done, total)))
        index.close()
        assert [done for done, _ in told] == sorted(done for done, _ in told)
        assert told[-1] == (session.recorded, session.recorded)


def test_a_second_program_reads_and_keeps_the_same_index(tmp_path: Path) -> None:
    with board_with(tmp_path, NOTE) as desk, Store.open(desk.store.path, expected=NAMES) as second:
        assert second.read_only_reason is not None
        mine, other = Index(desk.store.path), Index(desk.store.path)
        catch_up(other, second)
        assert behind(mine, desk.store) == 0
        assert mine.find(Query("plan")).count == 1
        desk.session(BOARD).record(e.NoteTaken("capital", "Later."))
        catch_up(mine, desk.store)
        assert other.find(Query("later")).count == 1
        mine.close()
        other.close()


def test_while_another_writes_the_index_what_is_there_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("boardtui.search.file.BUSY_SECONDS", 0.05)
    with board_with(tmp_path, NOTE) as desk:
        index_of(desk).close()
        desk.session(BOARD).record(e.NoteTaken("capital", "Later plan."))
        other = sqlite3.connect(beside(desk.store.path), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert texts(ask(desk, "plan")) == [NOTE.text]
        other.execute("ROLLBACK")
        other.close()
        assert ask(desk, "plan").count == 2


def test_a_book_that_was_replaced_is_read_anew(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with (
        board_with(tmp_path / "a", NOTE) as desk,
        board_with(tmp_path / "b", e.NoteTaken("capital", "Another plan.")) as other,
    ):
        index_of(desk).close()
        assert desk.session(BOARD).recorded == other.session(BOARD).recorded
        beside(desk.store.path).replace(beside(other.store.path))
        assert texts(ask(other, "plan")) == ["Another plan."]


def test_a_book_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with board_with(tmp_path / "a", NOTE) as desk:
        index_of(desk).close()
        path = beside(desk.store.path)
        from tests.tui.app import make_desk

        empty = make_desk(tmp_path / "b")
        path.replace(beside(empty.store.path))
        assert ask(empty, "plan").count == 0
        empty.close()


def test_a_book_that_is_brought_in_later_is_found_too(tmp_path: Path) -> None:
    with board_with(tmp_path, NOTE) as desk:
        assert ask(desk).count == 1
        sle = desk.session("sle")
        for line in build.sitting("sle", item="objectives").lines:
            sle.record(line.entry)
        sle.record(e.NoteTaken("objectives", "Another plan."))
        assert texts(ask(desk, "plan")) == ["Another plan.", NOTE.text]
        assert texts(ask(desk, "plan", body="sle")) == ["Another plan."]


def test_a_damaged_stretch_leaves_the_others_to_be_found(tmp_path: Path) -> None:
    with board_with(tmp_path, NOTE) as desk:
        session = desk.session(BOARD)
        session.record(e.MeetingClosed())
        session.record(build.convened_next(session.state))
        last = session.recorded
        desk.store.connection.execute("UPDATE entries SET entry = '{}' WHERE seq = ?", (last,))
        desk.store.connection.commit()
        index = Index(desk.store.path)
        problems = catch_up(index, desk.store)
        assert problems[BOARD].startswith(f"The text of entry {last} is not the text")
        assert index.find(Query("plan")).count == 1
        assert index.find(Query("plan", public=True)).count == 0
        index.close()


def test_recording_never_touches_the_index(tmp_path: Path) -> None:
    with board_with(tmp_path, NOTE) as desk:
        index_of(desk).close()
        path = beside(desk.store.path)
        before = path.read_bytes(), path.stat().st_mtime_ns
        desk.session(BOARD).record(build.motion())
        assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_the_file_of_the_books_still_opens_with_an_index_beside_it(tmp_path: Path) -> None:
    with board_with(tmp_path, NOTE) as desk:
        index_of(desk).close()
        config, path = desk.config, desk.store.path
    Desk.open(config, path=path).close()
