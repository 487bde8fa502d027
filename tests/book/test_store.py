"""The store: what is appended is there, one writer at a time, and no other kind of file is touched."""

import os
import sqlite3
import stat
import sys
from pathlib import Path

import msgspec
import pytest

from boardtui.book import lock, reader
from boardtui.book.errors import BookError, Damaged, DoesNotFollow, NotABook, ReadOnly
from boardtui.book.store import Store
from boardtui.book.verify import verify_lines, verify_store
from tests.book.making import BOOK, a_book, a_database, a_line, record


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data.db"


def test_what_was_appended_is_read_back_as_it_was(path: Path) -> None:
    lines = a_book()
    with Store.create(path) as store:
        record(store, *lines)
    with Store.open(path) as store:
        assert list(store.lines(BOOK)) == lines
        assert list(store.lines(BOOK, 3, 5)) == lines[2:5]
        assert list(store.lines("another")) == []
        assert store.head(BOOK) == (12, lines[-1].hash, lines[-1].at)
        assert store.last(BOOK) == lines[-1]
        assert store.head("another") is None
        assert store.read_only_reason is None


def test_lines_come_in_order_across_chunks(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_RANGE", reader._RANGE.replace(str(reader.CHUNK), "5"))
    monkeypatch.setattr(reader, "CHUNK", 5)
    lines = a_book(15)
    with Store.open(a_database(path, lines)) as store:
        assert list(store.lines(BOOK)) == lines
        assert verify_store(store, BOOK).problem is None


def test_a_file_holds_several_books(path: Path) -> None:
    with Store.create(path) as store:
        assert store.books() == []
        record(store, *a_book(3), *a_book(2, book="sle"))
        assert store.books() == [BOOK, "sle"]
        assert store.head("sle") == (2, store.head("sle").hash, "2026-11-23T09:58:12.002Z")  # type: ignore[union-attr]


def test_text_of_any_language_survives(path: Path) -> None:
    line = a_line(text="Ünïcode \x00 \u2028 😀 'quotes' \"double\"")
    with Store.create(path) as store:
        record(store, line)
        assert list(store.lines(BOOK)) == [line]


def test_a_stretch_runs_from_its_convening_to_the_next(path: Path) -> None:
    with Store.open(a_database(path, a_book(12, every=5))) as store:
        assert [start.seq for start in store.segments(BOOK)] == [2, 7, 12]
        assert {start.kind for start in store.segments(BOOK)} == {"MeetingConvened"}
        assert [line.seq for line in store.segment(BOOK, 1)] == [1]
        assert [line.seq for line in store.segment(BOOK, 2)] == [2, 3, 4, 5, 6]
        assert [line.seq for line in store.segment(BOOK, 6)] == [2, 3, 4, 5, 6]
        assert [line.seq for line in store.segment(BOOK, 7)] == [7, 8, 9, 10, 11]
        assert [line.seq for line in store.segment(BOOK)] == [12]
        assert store.segment("another") == []


@pytest.mark.parametrize("query", ["_STARTS", "_START_OF", "_START_AFTER", "_RANGE", "_LAST"])
def test_no_reading_of_a_stretch_scans_the_book(path: Path, query: str) -> None:
    sql = getattr(reader, query)
    with Store.open(a_database(path, a_book(50))) as store:
        plan = [row[3] for row in store.connection.execute("EXPLAIN QUERY PLAN " + sql, (BOOK, 1, 9)[: sql.count("?")])]
    assert all(step.startswith("SEARCH entries USING") for step in plan), plan
    if query.startswith("_START"):
        assert "entries_segment_starts" in plan[0]


def test_opening_one_stretch_reads_few_pages_of_a_big_book(path: Path) -> None:
    with Store.open(a_database(path, a_book(999, every=10))) as store:
        steps = 0

        def count() -> int:
            nonlocal steps
            steps += 1
            return 0

        store.connection.set_progress_handler(count, 10)
        assert len(store.segment(BOOK, 500)) == 10
        few, steps = steps, 0
        assert len(list(store.lines(BOOK))) == 999
    assert few * 20 < steps


def test_a_line_that_does_not_follow_is_refused_and_nothing_is_recorded(path: Path) -> None:
    lines = a_book(4)
    with Store.open(a_database(path, lines[:2])) as store:
        for wrong in (lines[1], lines[3], a_line(), msgspec.structs.replace(lines[2], by="Mallory")):
            with pytest.raises(DoesNotFollow, match="Nothing was recorded"):
                record(store, wrong)
        assert list(store.lines(BOOK)) == lines[:2]
        record(store, lines[2])
        assert verify_lines(store.lines(BOOK)).entries == 3


def test_a_withheld_line_cannot_be_recorded(path: Path) -> None:
    with Store.create(path) as store, pytest.raises(DoesNotFollow):
        store.append(msgspec.structs.replace(a_line(), nonce=None, entry=None), kind="X", opens_segment=False)


def test_many_are_recorded_all_or_none(path: Path) -> None:
    good = a_book(5)
    bad = [*good[:3], good[4]]
    with Store.create(path) as store:
        with pytest.raises(DoesNotFollow, match="Entry 4 is missing"):
            store.append_many((line, "NoteTaken", False) for line in bad)
        assert store.head(BOOK) is None
        assert store.append_many((line, "NoteTaken", False) for line in good) == 5


def test_somebody_elses_unsaved_change_is_left_alone(path: Path) -> None:
    with Store.create(path, expected=frozenset({"partners"})) as store:
        store.connection.execute("CREATE TABLE partners (key TEXT)")
        store.connection.execute("INSERT INTO partners VALUES ('a')")
        with pytest.raises(BookError, match="still being saved"):
            record(store, a_line())
        store.connection.commit()
        record(store, a_line())
        assert store.connection.execute("SELECT count(*) FROM partners").fetchone() == (1,)


def test_a_second_opener_may_look_but_not_record(path: Path) -> None:
    lines = a_book(3)
    with Store.open(a_database(path, lines[:1])) as first, Store.open(path) as second:
        assert "open in another boardtui" in str(second.read_only_reason)
        with pytest.raises(ReadOnly, match="read only"):
            record(second, lines[1])
        record(first, lines[1])
        assert list(second.lines(BOOK)) == lines[:2]
        with pytest.raises(sqlite3.OperationalError):
            second.connection.execute("DELETE FROM entries")
    with Store.open(path) as third:
        assert third.read_only_reason is None
        record(third, lines[2])


def test_a_reader_in_the_middle_does_not_keep_the_writer_waiting(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_RANGE", reader._RANGE.replace(str(reader.CHUNK), "2"))
    monkeypatch.setattr(reader, "CHUNK", 2)
    lines = a_book(8)
    with Store.open(a_database(path, lines[:7])) as writer, Store.open(path) as looking:
        reading = looking.lines(BOOK)
        next(reading)
        record(writer, lines[7])
        assert len(list(reading)) == 7


@pytest.mark.skipif(sys.platform == "win32", reason="Windows deletes no file that is open")
def test_where_the_lock_file_was_deleted_there_is_still_one_writer(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = a_book(4)
    a_database(path, lines[:1])
    with Store.open(path) as first:
        Path(f"{path}.lock").unlink()
        if sys.platform == "linux":
            with Store.open(path) as second:
                assert "open in another boardtui" in str(second.read_only_reason)
                with pytest.raises(ReadOnly):
                    record(second, lines[1])
        record(first, lines[1])
        assert Path(f"{path}.lock").exists()
        assert lock.take(path)[0] is None
        # Where the system cannot lock a byte of the database, the lock file alone decides who goes on.
        monkeypatch.setattr(lock, "_lock_byte", lambda path: None)
        Path(f"{path}.lock").unlink()
        with Store.open(path) as second:
            assert second.read_only_reason is None
            with pytest.raises(ReadOnly, match="was deleted while"):
                record(first, lines[2])
            record(second, lines[2])
        assert first.take_over() is None
        record(first, lines[3])
        assert list(first.lines(BOOK)) == lines


def test_looking_only_takes_no_lock_and_writes_nothing(path: Path) -> None:
    a_database(path, a_book(3))
    Path(f"{path}.lock").unlink(missing_ok=True)
    before = path.read_bytes()
    with Store.open(path, read_only=True) as store:
        assert len(list(store.lines(BOOK))) == 3
        assert "read only" in str(store.read_only_reason)
        assert verify_store(store, BOOK).problem is None
    assert path.read_bytes() == before
    assert not Path(f"{path}.lock").exists()


def test_a_folder_that_may_not_be_written_is_opened_for_looking(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_database(path, a_book(3))
    monkeypatch.setattr(lock.os, "access", lambda place, mode: Path(place) != path.parent)
    with Store.open(path) as store:
        assert "may not be written" in str(store.read_only_reason)
        assert len(list(store.lines(BOOK))) == 3


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_closed_by_its_owner_is_opened_for_looking(path: Path) -> None:
    a_database(path, a_book(3))
    path.parent.chmod(0o500)
    try:
        with Store.open(path) as store:
            assert "may not be written" in str(store.read_only_reason)
    finally:
        path.parent.chmod(0o700)


def test_where_no_lock_can_be_had_one_may_look(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_database(path, a_book(1))

    def refuse(*_: object, **__: object) -> None:
        raise OSError("no locks here")

    monkeypatch.setattr(lock.filelock.FileLock, "acquire", refuse)
    with Store.open(path) as store:
        assert "could not be reserved" in str(store.read_only_reason)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("what? really.db", marks=pytest.mark.posix),
        "100% of #1.db",
        "Zoë's board.db",
        "a b;c&mode=memory.db",
    ],
)
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    a_database(tmp_path / name, a_book(1))
    assert (tmp_path / name).stat().st_size > 0
    with Store.open(tmp_path / name, read_only=True) as store:
        assert store.books() == [BOOK]


@pytest.mark.posix
def test_only_its_owner_can_read_the_file(path: Path) -> None:
    previous = os.umask(0)
    try:
        a_database(path, a_book(1))
    finally:
        os.umask(previous)
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_creating_never_overwrites(path: Path) -> None:
    path.write_text("precious", encoding="utf-8")
    with pytest.raises(BookError, match="exists already"):
        Store.create(path)
    assert path.read_text(encoding="utf-8") == "precious"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="no such file or folder"):
        Store.create(tmp_path / "nowhere" / "data.db")


@pytest.mark.parametrize("read_only", [False, True])
def test_the_settings_that_make_it_durable_hold_on_every_connection(path: Path, read_only: bool) -> None:
    a_database(path, a_book(1))
    expected = {"journal_mode": "truncate", "synchronous": 2, "trusted_schema": 0, "cell_size_check": 1,
                "mmap_size": 0, "foreign_keys": 1, "application_id": 0x42545549, "user_version": 2}  # fmt: skip
    with Store.open(path, read_only=read_only) as store:
        found = {name: store.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in expected}
    assert found == expected


def test_a_setting_that_does_not_hold_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_database(path, a_book(1))
    monkeypatch.setattr("boardtui.book.schema._DURABLE", {"synchronous": 7})
    with pytest.raises(BookError, match="keeps safe what is recorded"):
        Store.open(path)


def foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()


def truncated(path: Path) -> None:
    a_database(path, a_book(200))
    path.write_bytes(path.read_bytes()[:9000])


def newer(path: Path) -> None:
    a_database(path, [])
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


@pytest.mark.parametrize(
    ("make", "error", "says"),
    [
        (
            lambda path: path.write_text("Minutes of the meeting\n" * 100, encoding="utf-8"),
            NotABook,
            "is not a boardtui database",
        ),
        (lambda path: path.write_bytes(b""), NotABook, "is empty"),
        (lambda path: path.write_bytes(b"SQLite format 3\0"), NotABook, "not a boardtui database|another program"),
        (lambda path: path.mkdir(), NotABook, "is not a file"),
        (lambda path: None, BookError, "There is no database"),
        (foreign, NotABook, "another program"),
        (truncated, Damaged, "damaged"),
        (newer, NotABook, "newer boardtui"),
    ],
)
def test_any_other_file_is_refused_in_one_sentence_and_left_alone(
    path: Path, make: object, error: type[BookError], says: str
) -> None:
    make(path)  # type: ignore[operator]
    Path(f"{path}.lock").unlink(missing_ok=True)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(error, match=says) as caught:
        Store.open(path)
    assert str(path) in str(caught.value)
    assert "sqlite" not in str(caught.value).lower()
    assert (path.read_bytes() if path.is_file() else None) == before
    assert not Path(f"{path}.lock").exists()


def test_damage_inside_the_file_is_one_sentence(path: Path) -> None:
    a_database(path, a_book(300))
    content = bytearray(path.read_bytes())
    content[4096 * 3 :] = os.urandom(len(content) - 4096 * 3)
    path.write_bytes(content)
    with Store.open(path) as store:
        with pytest.raises(Damaged, match="damaged"):
            store.check_file()
        with pytest.raises(Damaged, match="damaged"):
            list(store.lines(BOOK))


def test_text_that_is_not_utf_8_is_one_sentence(path: Path) -> None:
    a_database(path, a_book(3))
    with sqlite3.connect(path) as connection:
        connection.execute("""UPDATE entries SET "by" = CAST(X'fffe' AS TEXT) WHERE seq = 2""")
    connection.close()
    with Store.open(path) as store, pytest.raises(Damaged):
        list(store.lines(BOOK))


def test_closing_twice_is_harmless_and_a_closed_store_says_so(path: Path) -> None:
    store = Store.create(path)
    store.close()
    store.close()
    with pytest.raises(BookError, match="is closed"):
        store.books()


def test_a_table_whose_own_words_are_no_text_is_damage_in_one_line(tmp_path: Path) -> None:
    path = a_database(tmp_path / "data.db", [])
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE rules (body TEXT NOT NULL,\n   wwwww TEXT)")
    db.close()
    path.write_bytes(path.read_bytes().replace(b"wwwww", b"ww\xffww"))
    with pytest.raises(Damaged, match=r"is damaged and cannot be read\.") as found:
        Store.open(path, expected=frozenset({"rules"}))
    assert "\n" not in str(found.value)
