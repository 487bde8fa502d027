"""Faults: after each, the user is told which it is, and what was acknowledged is there. Each proof has its control."""

import errno
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from boardtui.book import schema
from boardtui.book.chain import Line
from boardtui.book.errors import BookError, Damaged, DoesNotFollow, NotBegun, Unavailable, WriteFailed, WriteUncertain
from boardtui.book.files import beginning_of, read_problem
from boardtui.book.mirror import whole_lines
from boardtui.book.signing import read_checkpoint
from boardtui.book.store import Store
from boardtui.book.transfer import atomic_file, read_jsonl
from boardtui.book.verify import verify_store
from boardtui.errors import UserError
from boardtui.exchange.popolo.reading import read as read_popolo
from boardtui.exchange.sheets.reading import read_bytes as read_sheet_bytes
from tests.book.making import BOOK, a_book, a_database, a_line, record

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return a_database(tmp_path / "data.db", a_book(3))


class Faulty:
    """A connection that meets a fault at one statement, before or after it took effect."""

    def __init__(self, real: sqlite3.Connection, at: str, *, after: bool) -> None:
        self.real, self.at, self.after = real, at, after

    def __getattr__(self, name: str) -> object:
        return getattr(self.real, name)

    def execute(self, sql: str, *values: object) -> sqlite3.Cursor:
        hit = sql.startswith(self.at)
        cursor = self.real.execute(sql, *values) if self.after or not hit else None
        if cursor is None or hit:
            raise sqlite3.OperationalError("disk I/O error")
        return cursor


def make_faulty(store: Store, at: str, *, after: bool) -> None:
    store._connection = Faulty(store.connection, at, after=after)  # type: ignore[assignment]


@pytest.mark.parametrize("at", ["BEGIN", "INSERT", "COMMIT"])
def test_a_fault_before_the_commit_says_not_recorded_and_it_can_be_recorded_again(path: Path, at: str) -> None:
    with Store.open(path) as store:
        line = a_line(store.last(BOOK))
        make_faulty(store, at, after=False)
        with pytest.raises(WriteFailed, match="NOT recorded"):
            record(store, line)
        assert store.head(BOOK).seq == 3  # type: ignore[union-attr]
        record(store, line)
        assert store.last_warning is None
        assert verify_store(store, BOOK).entries == 4


def test_a_fault_after_the_commit_says_recorded_with_a_warning(path: Path) -> None:
    with Store.open(path) as store:
        line = a_line(store.last(BOOK))
        make_faulty(store, "COMMIT", after=True)
        record(store, line)
        assert "Entry 4 is recorded" in str(store.last_warning)
        assert store.last(BOOK) == line
        record(store, a_line(line))
        assert store.last_warning is None
        assert verify_store(store, BOOK).entries == 5


def test_where_the_book_cannot_be_read_back_nobody_claims_to_know(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BookError("gone")

    with Store.open(path) as store:
        line = a_line(store.last(BOOK))
        make_faulty(store, "COMMIT", after=True)
        with monkeypatch.context() as patch:
            patch.setattr(schema, "connect", refuse)
            with pytest.raises(WriteUncertain, match="Entry 4 may or may not be recorded"):
                record(store, line)
            with pytest.raises(Unavailable, match="gone"):
                store.last(BOOK)
        assert store.last(BOOK) == line  # it is opened again by itself
        with pytest.raises(DoesNotFollow, match="has changed since it was read"):
            record(store, line)
    with Store.open(path) as store:
        assert store.read_only_reason is None
        assert store.last(BOOK) == line


def test_where_nothing_was_begun_that_is_known_though_the_book_cannot_be_read_back(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BookError("gone")

    with Store.open(path) as store:
        line = a_line(store.last(BOOK))
        make_faulty(store, "BEGIN", after=False)
        with monkeypatch.context() as patch:
            patch.setattr(schema, "connect", refuse)
            with pytest.raises(NotBegun, match="Nothing was begun, so nothing is recorded"):
                record(store, line)
        record(store, line)
        assert verify_store(store, BOOK).entries == 4


def test_an_interruption_leaves_nothing_behind(path: Path) -> None:
    def lines() -> object:
        with Store.open(path, read_only=True) as looking:
            last = looking.last(BOOK)
        yield a_line(last), "NoteTaken", False
        raise KeyboardInterrupt

    with Store.open(path) as store:
        with pytest.raises(KeyboardInterrupt):
            store.append_many(lines())  # type: ignore[arg-type]
        assert not store.connection.in_transaction
        assert store.head(BOOK).seq == 3  # type: ignore[union-attr]


def test_a_full_database_says_not_recorded_and_stays_intact(path: Path) -> None:
    with Store.open(path) as store:
        pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
        store.connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()
        line = a_line(store.last(BOOK), text="x" * 50_000)
        with pytest.raises(WriteFailed, match=r"Entry 4 is NOT recorded.*the disk is full"):
            record(store, line)
        assert verify_store(store, BOOK).entries == 3
        record(store, line)
        assert verify_store(store, BOOK).entries == 4


@pytest.mark.parametrize("hold", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE", "BEGIN; SELECT * FROM entries"])
def test_while_another_program_uses_the_database_nothing_is_begun(path: Path, hold: str) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    with Store.open(path) as store:
        store.be_patient(0.05)
        line = a_line(store.last(BOOK))
        for statement in hold.split("; "):
            other.execute(statement).fetchone()  # a reader that has begun lets nobody commit
        with pytest.raises(Unavailable, match=r"Nothing was begun, so nothing is recorded\. Another program is using"):
            record(store, line)
        assert not store.connection.in_transaction
        with pytest.raises(Unavailable, match="Another program is using"):
            store.probe()
        other.execute("ROLLBACK")
        store.probe()
        assert store.head(BOOK).seq == 3  # type: ignore[union-attr]
        record(store, line)
        assert verify_store(store, BOOK).entries == 4
    other.close()


def test_reading_while_another_program_has_the_database_for_itself_says_so(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    with Store.open(path) as store:
        store.be_patient(0.05)
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Unavailable, match="Another program is using"):
            store.head(BOOK)
        other.execute("ROLLBACK")
        assert store.head(BOOK).seq == 3  # type: ignore[union-attr]
    other.close()


@pytest.mark.posix
def test_a_database_moved_away_and_back_is_recorded_in_again(path: Path) -> None:
    with Store.open(path) as store:
        line = a_line(store.last(BOOK))
        path.rename(path.with_suffix(".away"))
        with pytest.raises(Unavailable, match=r"is not there.*nothing is recorded"):
            record(store, line)
        with pytest.raises(Unavailable, match="is not there"):
            store.probe()
        assert not path.exists()
        path.with_suffix(".away").rename(path)
        store.probe()
        record(store, line)
        assert verify_store(store, BOOK).entries == 4


@pytest.mark.posix
def test_a_database_moved_in_the_middle_of_recording_is_left_as_it_was(path: Path) -> None:
    away = path.with_suffix(".away")
    with Store.open(path) as store:
        line = a_line(store.last(BOOK))

        def rows() -> Iterator[tuple[Line, str, bool]]:
            path.rename(away)
            yield line, "NoteTaken", False

        with pytest.raises(Unavailable, match="nothing is recorded"):
            store.append_many(rows())
        away.rename(path)
        record(store, line)
        assert verify_store(store, BOOK).entries == 4


@pytest.mark.posix
def test_a_database_replaced_by_an_older_copy_is_seen_before_anything_is_recorded(path: Path, tmp_path: Path) -> None:
    older = tmp_path / "older.db"
    shutil.copy(path, older)
    with Store.open(path) as store:
        record(store, line := a_line(store.last(BOOK)))
        older.replace(path)
        with pytest.raises(DoesNotFollow, match="now ends at entry 3"):
            record(store, a_line(line))
        assert store.read_only_reason is None
        record(store, line)
        assert verify_store(store, BOOK).entries == 4
        with Store.open(path) as second:
            assert second.read_only_reason is not None  # the new file is as much reserved as the old one was


def test_a_database_replaced_by_half_a_file_is_waited_for(path: Path, tmp_path: Path) -> None:
    whole = path.read_bytes()
    with Store.open(path) as store:
        line = a_line(store.last(BOOK))
        store._drop()
        path.write_bytes(b"")
        with pytest.raises(Unavailable, match=r"nothing is recorded.*is empty"):
            record(store, line)
        path.write_bytes(whole)
        record(store, line)


WRITER = """
import sys
from boardtui.book.errors import BookError
from boardtui.book.store import Store
from tests.book.making import BOOK, a_line, record
store = Store.open(sys.argv[1])
{before}
last = store.last(BOOK)
while True:
    line = a_line(last, text="x" * 300)
    {append}
    print(line.seq, flush=True)
    last = line
"""
APPEND = "record(store, line)"


def start(path: Path, before: str = "", append: str = APPEND) -> "subprocess.Popen[str]":
    code = WRITER.format(before=before, append=append)
    return subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8")


def kill_after(process: "subprocess.Popen[str]", acknowledged: int) -> int:
    """Kill it without warning some time after an acknowledgement; return the last entry it acknowledged."""
    assert process.stdout is not None
    seen = [process.stdout.readline() for _ in range(acknowledged)]
    time.sleep(0.0007)
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read().splitlines()
    process.stdout.close()
    process.wait()
    return int([*seen, *rest][-1])


@pytest.mark.posix
@pytest.mark.parametrize("acknowledged", [1, 8, 40, 101])
def test_whatever_was_acknowledged_survives_a_killed_process(path: Path, acknowledged: int) -> None:
    last = kill_after(start(path), acknowledged)
    with Store.open(path) as store:
        assert store.read_only_reason is None
        found = verify_store(store, BOOK)
        assert found.problem is None
        assert found.entries in (last, last + 1)


@pytest.mark.posix
def test_control_an_acknowledgement_before_the_commit_is_lost(path: Path) -> None:
    unsafe = """store.connection.execute('''INSERT INTO entries SELECT book, seq + 1, at, by, prev, digest, hash, nonce,
        segment, kind, key, entry FROM entries ORDER BY seq DESC LIMIT 1''')"""
    last = kill_after(start(path, append=unsafe), 20)
    with Store.open(path) as store:
        assert verify_store(store, BOOK).entries == 3 < last


@pytest.mark.posix
def test_a_disk_that_takes_no_more_is_reported_and_nothing_acknowledged_is_lost(path: Path) -> None:
    before = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))"
    append = f"""try:
        {APPEND}
    except BookError as error:
        print(f"{{type(error).__name__}}: {{error}}", flush=True)
        sys.exit()"""
    process = start(path, before, append)
    out, _ = process.communicate(timeout=60)
    *numbers, last_words = out.splitlines()
    assert last_words.startswith(f"WriteFailed: Entry {int(numbers[-1]) + 1} is NOT recorded"), last_words
    with Store.open(path) as store:
        assert verify_store(store, BOOK)[0::3] == (int(numbers[-1]), None)


@pytest.mark.posix
def test_an_interrupted_recording_in_a_place_to_look_at_only_says_how_to_put_it_right(path: Path) -> None:
    spill = "store.connection.execute('PRAGMA cache_size = 1'); store.connection.execute('BEGIN IMMEDIATE')"
    unsafe = (
        "store.connection.execute(\"UPDATE entries SET kind = 'half'\"); "
        "store.connection.execute(\"INSERT INTO entries SELECT book, max(seq) + 1, at, 'x', prev, digest, hash, nonce, "
        "1, printf('%.20000c', 'x'), NULL, entry FROM entries\")"
    )
    kill_after(start(path, spill, unsafe), 20)
    assert Path(f"{path}-journal").stat().st_size > 0
    with pytest.raises(BookError, match="interrupted while something was being recorded") as told:
        Store.open(path, read_only=True)
    assert f"Start boardtui with it once where it may be written (boardtui --db {path})" in str(told.value)
    with Store.open(path) as store:
        assert verify_store(store, BOOK)[0::3] == (3, None)


@pytest.mark.posix
def test_an_export_to_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no device that is always full")
    path = tmp_path / "out.jsonl"
    path.write_bytes(b"before")
    with pytest.raises(BookError, match="unchanged"), atomic_file(path) as file:
        file.write(b"half")
        file.flush()
        with Path("/dev/full").open("wb", buffering=0) as full:
            full.write(b"x")
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.posix
def test_a_stick_that_does_not_give_what_it_holds_is_not_a_damaged_book(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite calls a page damaged that could not be read; whether it was given is asked of the disk itself."""
    data = bytearray(path.read_bytes())
    data[5000:] = b"\xff" * len(data[5000:])
    path.write_bytes(data)
    with Store.open(path) as store, pytest.raises(Damaged, match="is damaged"):
        list(store.lines(BOOK))

    def fail(*_: object) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("boardtui.book.files.os.pread", fail)
    with Store.open(path) as store:
        for read in (lambda: list(store.lines(BOOK)), store.check_file):
            with pytest.raises(Unavailable, match=r"the disk reported a fault\. What stands in it may be whole"):
                read()


@pytest.mark.parametrize(
    ("number", "remedy"),
    [
        (errno.EIO, "the disk reported a fault. What stands in it may be whole"),
        (errno.ENODEV, "the disk reported a fault. What stands in it may be whole"),
        (errno.EACCES, "this computer does not permit it. Check its name."),
    ],
)
@pytest.mark.parametrize(
    "read",
    [
        lambda path: list(read_jsonl(path)),
        whole_lines,
        read_checkpoint,
        lambda path: read_popolo(path, Counter()),
        read_sheet_bytes,
    ],
)
def test_a_file_that_its_disk_does_not_give_is_looked_for_on_the_disk_and_not_under_another_name(
    path: Path, number: int, remedy: str, read: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> object:
        raise OSError(number, "a fault")

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(UserError, match=re.escape(remedy)):
        read(path)


def test_a_database_that_its_disk_does_not_give_is_looked_for_on_the_disk(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = sqlite3.OperationalError("disk I/O error")
    fault.sqlite_errorcode = sqlite3.SQLITE_IOERR

    def fail(*_: object, **__: object) -> object:
        raise fault

    monkeypatch.setattr(schema.sqlite3, "connect", fail)
    with pytest.raises(BookError, match=r"the disk reported a fault\. What stands in it may be whole"):
        Store.open(path)


@pytest.mark.posix
def test_looking_whether_a_file_can_be_read_lets_go_of_no_lock(path: Path) -> None:
    with Store.open(path) as store:
        store.connection.execute("BEGIN IMMEDIATE")
        assert read_problem(path) is None and beginning_of(path, 6) == b"SQLite"
        other = (
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None); "
            "c.execute('BEGIN IMMEDIATE')"
        )
        done = subprocess.run([sys.executable, "-c", other, str(path)], capture_output=True, check=False)
        assert b"database is locked" in done.stderr
        store.connection.execute("ROLLBACK")


def test_a_database_that_another_program_set_to_wal_is_named_as_such(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    with pytest.raises(BookError, match=r"to save in another way \(WAL\).*start boardtui with the file once"):
        Store.open(path, read_only=True)
    with Store.open(path) as store:
        assert verify_store(store, BOOK)[0::3] == (3, None)
    Store.open(path, read_only=True).close()
