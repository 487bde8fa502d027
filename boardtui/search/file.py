"""The file of the index beside the database: made, recognised, and made anew whenever it is not what it should be."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from functools import cache
from pathlib import Path

from boardtui.errors import UserError

APPLICATION_ID = 0x42545349  # "BTSI"
VERSION = 24
BUSY_SECONDS = 5.0
_UNUSABLE = (
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_PERM,
)
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)

# What is written stays in memory up to its commit, so that nobody who asks has to wait for it.
_SETTINGS = (
    "trusted_schema=0", "cell_size_check=1", "mmap_size=0", "journal_mode=delete", "synchronous=1", "cache_spill=0",
)  # fmt: skip
# The rows of a book in the order of their days: id = day, number of the book, entry, whether it is the public telling.
# `shown` is the thing as it stands now, `base` as its own meeting left it, where a later one said more of it.
TABLES = (
    "CREATE TABLE books (no INTEGER PRIMARY KEY, book TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL, hash TEXT NOT NULL,"
    " segment INTEGER NOT NULL)",
    "CREATE TABLE meetings (no INTEGER NOT NULL, segment INTEGER NOT NULL, body TEXT NOT NULL, key TEXT NOT NULL,"
    " title TEXT NOT NULL,"
    " starts TEXT NOT NULL, public INTEGER NOT NULL, PRIMARY KEY (no, segment)) WITHOUT ROWID",
    "CREATE TABLE approvals (no INTEGER NOT NULL, segment INTEGER NOT NULL, view TEXT NOT NULL, meeting TEXT NOT NULL,"
    " given BLOB NOT NULL, PRIMARY KEY (no, meeting, view)) WITHOUT ROWID",
    "CREATE TABLE partners (no INTEGER NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL, short TEXT NOT NULL,"
    " PRIMARY KEY (no, key)) WITHOUT ROWID",
    "CREATE TABLE things (id INTEGER PRIMARY KEY, no INTEGER NOT NULL, segment INTEGER NOT NULL, kind TEXT NOT NULL,"
    " key TEXT NOT NULL, view TEXT NOT NULL, text TEXT NOT NULL, more TEXT NOT NULL, facets TEXT NOT NULL,"
    " shown BLOB NOT NULL, base BLOB)",
    "CREATE INDEX things_of_stretch ON things (no, segment)",
    "CREATE INDEX things_by_key ON things (no, kind, key) WHERE key != ''",
    "CREATE TABLE changes (no INTEGER NOT NULL, segment INTEGER NOT NULL, view TEXT NOT NULL, seq INTEGER NOT NULL,"
    " kind TEXT NOT NULL, key TEXT NOT NULL, outcome TEXT NOT NULL, due TEXT NOT NULL, words TEXT NOT NULL,"
    " standing BLOB NOT NULL, reads TEXT NOT NULL, owner TEXT NOT NULL, partners BLOB NOT NULL,"
    " stood TEXT NOT NULL, due_was TEXT NOT NULL, quoted TEXT NOT NULL, day TEXT NOT NULL)",
    "CREATE INDEX changes_by_key ON changes (no, kind, key)",
    "CREATE VIRTUAL TABLE words USING fts5(text, more, facets, content='things', content_rowid='id',"
    " tokenize=\"unicode61 remove_diacritics 2\", prefix='1 2 3 4 5 6 7 8')",
)


class SearchError(UserError):
    """Why nothing can be searched, in one sentence."""


def beside(database: Path) -> Path:
    """Where the index of a database is kept."""
    return database.with_name(f"{database.name}.search")


def opened(path: Path) -> sqlite3.Connection:
    """The index at that place, made if there is none or it is another's, an older one's or a damaged one's.

    Where the folder cannot be written the index is kept in memory as long as the program runs.

    Raises:
        SearchError: this computer's SQLite cannot search text.
    """
    for _ in range(2):
        try:
            connection = _existing(path)
            if connection is not None:
                return connection
            return _made(path)
        except (sqlite3.Error, OSError) as error:
            if why(error) == "busy" or (why(error) == "unusable" and path.exists() and not _may_write(path)):
                break
            if not discard(path):
                break
    return _filled(_connected(":memory:"))


def discard(path: Path) -> bool:
    """Remove an index that is of no use; whether there is room for a new one."""
    try:
        for name in (path, path.with_name(f"{path.name}-journal")):
            name.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def why(error: Exception) -> str:
    """What is the matter with the index: it is busy (another writes it), unusable where it lies, or damaged."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _BUSY:
        return "busy"
    return "unusable" if code in _UNUSABLE or isinstance(error, OSError) else "damaged"


def _existing(path: Path) -> sqlite3.Connection | None:
    """The index that lies there; None after one that is not ours was removed, or where there is none."""
    if not path.exists() and not path.is_symlink():
        return None
    if path.is_symlink() or not path.is_file():
        discard(path)
        return None
    with contextlib.suppress(OSError):
        path.chmod(0o600)
    connection = _connected(str(path))
    try:
        if _ours(connection):
            return connection
    except BaseException:
        connection.close()
        raise
    connection.close()
    discard(path)
    return None


def _made(path: Path) -> sqlite3.Connection:
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    return _filled(_connected(str(path)))


def _connected(name: str) -> sqlite3.Connection:
    connection = sqlite3.connect(name, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}").fetchall()
    return connection


def beside_writer(path: Path, connection: sqlite3.Connection) -> sqlite3.Connection:
    """A connection to ask by while the other one writes; the same one where the index is in memory."""
    (name,) = connection.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()
    return _connected(str(path)) if name else connection


def _filled(connection: sqlite3.Connection) -> sqlite3.Connection:
    try:
        connection.execute("BEGIN IMMEDIATE")
        for table in TABLES:
            connection.execute(table)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        connection.close()
        if "no such module" in str(error):
            raise SearchError(
                "Nothing can be searched: the SQLite of this computer's Python has no full-text search (FTS5)."
            ) from error
        raise
    return connection


def _ours(connection: sqlite3.Connection) -> bool:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return (application, version) == (APPLICATION_ID, VERSION) and _schema(connection) == _expected()


@cache
def _expected() -> frozenset[tuple[str, ...]]:
    with contextlib.closing(_filled(_connected(":memory:"))) as connection:
        return _schema(connection)


def _schema(connection: sqlite3.Connection) -> frozenset[tuple[str, ...]]:
    return frozenset(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall())


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
