"""The database file itself: its table, its settings on every connection, and what a file may not contain."""

import os
import sqlite3
import stat
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from boardtui.book.errors import (
    CHECK_THE_DISK,
    BookError,
    Damaged,
    NotABook,
    Unavailable,
    in_plain_words,
    in_use,
    is_lock,
    is_no_text,
    not_read,
)
from boardtui.book.files import beginning_of, read_problem

APPLICATION_ID = 0x42545549  # "BTUI"
SCHEMA_VERSION = 2  # of the whole file, the register in it too: an older boardtui refuses a file that has a higher one
OLDEST = 1  # the lowest that upgrading.py brings up to date
BUSY_SECONDS = 5.0

ENTRIES = """CREATE TABLE entries (
    book TEXT NOT NULL,
    seq INTEGER NOT NULL CHECK (typeof(seq) = 'integer' AND seq > 0),
    at TEXT NOT NULL,
    "by" TEXT NOT NULL,
    prev TEXT NOT NULL,
    digest TEXT NOT NULL,
    hash TEXT NOT NULL,
    nonce TEXT NOT NULL,
    segment INTEGER NOT NULL, -- the seq of the MeetingConvened that begins this stretch, 0 before the first
    kind TEXT NOT NULL,
    key TEXT, -- the key of the meeting, motion, issue or action that this entry brings in
    entry TEXT NOT NULL,
    PRIMARY KEY (book, seq)
) WITHOUT ROWID"""
SEGMENT_STARTS = "CREATE INDEX entries_segment_starts ON entries (book, seq, at, kind) WHERE segment = seq"

KEYS = "CREATE INDEX entries_keys ON entries (book, kind, key) WHERE key IS NOT NULL"

_OURS = {
    ("table", "entries"): ENTRIES,
    ("index", "entries_segment_starts"): SEGMENT_STARTS,
    ("index", "entries_keys"): KEYS,
}
_SQLITES_OWN = frozenset({"sqlite_sequence", "sqlite_stat1", "sqlite_stat4"})
_SEARCH_PARTS = ("_data", "_idx", "_content", "_docsize", "_config", "_segments", "_segdir", "_stat")
_GUARDS = {"trusted_schema": 0, "cell_size_check": 1, "mmap_size": 0, "foreign_keys": 1}
_DURABLE = {"journal_mode": "truncate", "synchronous": 2}


def connect(path: Path, expected: frozenset[str], *, read_only: bool) -> sqlite3.Connection:
    """Open a database with every setting made and read back, and its contents listed and recognised.

    Raises NotABook for another kind of file or one with foreign parts, BookError where it cannot be opened.
    """
    _refuse_at_first_sight(path)
    connection = None
    try:
        connection = sqlite3.connect(address(path, read_only=read_only), uri=True, timeout=BUSY_SECONDS)
        _set(connection, path, _GUARDS)
        _recognise(connection, path)
        _refuse_foreign_parts(connection, path, expected)
        _set(connection, path, _DURABLE)
    except (sqlite3.Error, UnicodeError) as error:
        if connection is not None:
            connection.close()
        raise _cannot_open(path, error) from error
    except BookError:
        if connection is not None:
            connection.close()
        raise
    return connection


def create_tables(path: Path) -> None:
    """Write the empty book into a file that was just created. Raises BookError where the disk refuses."""
    connection = sqlite3.connect(address(path, read_only=False), uri=True, isolation_level=None)
    try:
        _set(connection, path, _GUARDS | _DURABLE)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute(ENTRIES)
        connection.execute(SEGMENT_STARTS)
        connection.execute(KEYS)
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise BookError(
            f"{path} could not be created, because {in_plain_words(error)}. Choose another folder."
        ) from error
    finally:
        connection.close()


def address(path: Path, *, read_only: bool) -> str:
    """Return the path as the URI that SQLite opens without creating anything."""
    name = Path(path).absolute().as_posix()
    name = name if name.startswith("/") else f"/{name}"
    return f"file://{quote(os.fsencode(name))}?mode={'ro' if read_only else 'rw'}"


def _refuse_at_first_sight(path: Path) -> None:
    try:
        status = path.stat()
    except FileNotFoundError as error:
        raise BookError(f"There is no database at {path}. Check the name, or create one.") from error
    except (OSError, ValueError) as error:
        raise BookError(not_read(path, error)) from error
    if not stat.S_ISREG(status.st_mode):
        raise NotABook(f"{path} is not a file, so it is not a boardtui database. Choose another.")
    if status.st_size == 0:
        raise NotABook(
            f"{path} is empty, so it is not a boardtui database. Restore it from a copy, or create a new one."
        )


def _recognise(connection: sqlite3.Connection, path: Path) -> None:
    if _ask(connection, "application_id") != APPLICATION_ID or _ask(connection, "encoding") != "UTF-8":
        raise NotABook(
            f"{path} is a database of another program, not of boardtui. It was left as it is; choose another."
        )
    version = int(str(_ask(connection, "user_version")))
    if version > SCHEMA_VERSION:
        raise NotABook(f"{path} was made by a newer boardtui. Update boardtui on this computer, then open it again.")
    if version < OLDEST:
        raise NotABook(f"{path} does not say which version of boardtui made it. Restore it from a copy.")


def _refuse_foreign_parts(connection: sqlite3.Connection, path: Path, expected: frozenset[str]) -> None:
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    ours = {(kind, name): sql for kind, name, _, sql in rows if (kind, name) in _OURS}
    foreign = [
        f"{'an' if kind == 'index' else 'a'} {kind} named {name!r}"
        for kind, name, table, _ in rows
        if (kind, name) not in _OURS and not _allowed(kind, name, table, expected)
    ]
    if foreign:
        raise NotABook(
            f"{path} contains {' and '.join(foreign)} that boardtui did not make. "
            "Do not trust this file: ask who changed it, or restore it from a copy."
        )
    if ours != _OURS:
        raise NotABook(
            f"{path} does not hold its minute book in the form that boardtui made: the table 'entries' was altered. "
            "Do not trust this file: ask who changed it, or restore it from a copy."
        )


def _allowed(kind: str, name: str, table: str, expected: frozenset[str]) -> bool:
    if kind == "table":
        return name in expected or name in _SQLITES_OWN or _part_of_search(name, expected)
    return kind == "index" and (table in expected or _part_of_search(table, expected))


def _part_of_search(name: str, expected: frozenset[str]) -> bool:
    return any(name.endswith(part) and name.removesuffix(part) in expected for part in _SEARCH_PARTS)


def _set(connection: sqlite3.Connection, path: Path, settings: Mapping[str, object]) -> None:
    for name, value in settings.items():
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
        if _ask(connection, name) not in (value, None if name == "mmap_size" else value):
            if _is_wal(path):
                raise _left_in_wal(path)
            raise BookError(
                f"{path} could not be opened in a way that keeps safe what is recorded. "
                "Close every other program that uses it, and open it again."
            )


def _ask(connection: sqlite3.Connection, name: str) -> object:
    row = connection.execute(f"PRAGMA {name}").fetchone()
    return row[0] if row else None


def damage(path: Path) -> BookError:
    """What is wrong with a file that SQLite takes for damaged: the file itself, or the disk that it is on."""
    if why := read_problem(path):
        return Unavailable(f"{path} could not be read, because {why}. {CHECK_THE_DISK}")
    return Damaged(f"{path} is damaged and cannot be read. Restore it from a copy, and keep this file for an expert.")


def _is_wal(path: Path) -> bool:
    return beginning_of(path, 20)[18:] == b"\2\2"


def _left_in_wal(path: Path) -> BookError:
    return BookError(
        f"Another program, such as a database browser, has set {path} to save in another way (WAL), in which part of it "
        f"stands in {path.name}-wal beside it. Close that program, and start boardtui with the file once where it may be "
        f"written (boardtui --db {path}), with {path.name}-wal beside it where there is one: that puts it right."
    )


def _cannot_open(path: Path, error: Exception) -> BookError:
    code = getattr(error, "sqlite_errorcode", 0)
    if code & 0xFF == sqlite3.SQLITE_NOTADB:
        return NotABook(f"{path} is not a boardtui database. Choose another file.")
    if code & 0xFF == sqlite3.SQLITE_CORRUPT or isinstance(error, UnicodeError) or is_no_text(error):
        return damage(path)
    if _is_wal(path):
        return _left_in_wal(path)
    interrupted = Path(f"{path}-journal")
    if not is_lock(error) and interrupted.exists() and interrupted.stat().st_size:
        return BookError(
            f"{path} was interrupted while something was being recorded, as by a crash; nothing that was recorded before "
            f"is lost. Start boardtui with it once where it may be written (boardtui --db {path}), together with "
            f"{interrupted.name} beside it: that puts it right."
        )
    if is_lock(error):
        return Unavailable(in_use(path))
    return BookError(not_read(path, error, "Close other programs and try again."))
