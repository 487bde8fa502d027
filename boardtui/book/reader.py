"""The reader: books, stretches and lines read from a database file, without trusting it."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from boardtui.book.chain import OPENING_KIND, Line, digest, kind_of, link_hash, linked
from boardtui.book.errors import Altered, BookError, Unavailable, in_use, is_lock, not_read
from boardtui.book.schema import damage

ANY = 2**63 - 1  # no entry has a number as high
CHUNK = 250  # rows read at a time: no reader keeps a writer waiting, and what is read fits the cache of the processor

_LINE = 'SELECT book, seq, at, "by", prev, digest, hash, nonce, CAST(entry AS BLOB) FROM entries'
_RANGE = f"{_LINE} WHERE book = ? AND seq BETWEEN ? AND ? ORDER BY seq LIMIT {CHUNK}"
_LAST = f"{_LINE} WHERE book = ? ORDER BY seq DESC LIMIT 1"
_STARTS = "SELECT seq, at, kind FROM entries INDEXED BY entries_segment_starts WHERE book = ? AND segment = seq"
_START_OF = (
    "SELECT max(seq) FROM entries INDEXED BY entries_segment_starts WHERE book = ? AND segment = seq AND seq <= ?"
)
_START_AFTER = (
    "SELECT min(seq) FROM entries INDEXED BY entries_segment_starts WHERE book = ? AND segment = seq AND seq > ?"
)
_BRINGING_IN = "SELECT seq FROM entries INDEXED BY entries_keys WHERE book = ? AND kind = ? AND key = ? ORDER BY seq"
_KEYS = "SELECT key FROM entries INDEXED BY entries_keys WHERE book = ? AND kind = ? AND key IS NOT NULL"
_LISTED = (
    "SELECT seq, segment, kind, key, CAST(entry AS BLOB) FROM entries WHERE book = ? AND seq >= ? ORDER BY seq LIMIT ?"
)


_OPENS = f'"{OPENING_KIND}"'.encode()


class Head(NamedTuple):
    """The last entry of a book: its number, its hash and its time (UTC)."""

    seq: int
    hash: str
    at: str


class Segment(NamedTuple):
    """Where a stretch begins: the number, time (UTC) and kind of its first entry."""

    seq: int
    at: str
    kind: str


def _is_sealed(line: Line) -> bool:
    """Whether text and head of a line are those under its hash."""
    if line.nonce is None or line.entry is None or digest(line.nonce, line.entry) != line.digest:
        return False
    return link_hash(line.book, line.seq, line.at, line.by, line.prev, line.digest) == line.hash


@contextlib.contextmanager
def text_as(connection: sqlite3.Connection, factory: Callable[[bytes], str | bytes] | type[str]) -> Iterator[None]:
    """Let a connection give text as that makes it."""
    before, connection.text_factory = connection.text_factory, factory
    try:
        yield
    finally:
        connection.text_factory = before


def text_or_bytes(data: bytes) -> str | bytes:
    """Text, or the bytes where they are none."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data


class Reader:
    """Reads one open database file. Every error is a BookError whose text is for the user.

    ``named`` is how faults call a book: by its key until somebody who knows the titles of the bodies sets it.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """Read from a connection that schema.connect made."""
        self.path = path
        self.named: Callable[[str], str] = "minute book {}".format
        self._connection: sqlite3.Connection | None = connection

    @property
    def connection(self) -> sqlite3.Connection:
        """The SQLite connection; ask for it anew each time, because a fault may have replaced it."""
        if self._connection is None:
            raise BookError(f"{self.path} is closed. Open it again.")
        return self._connection

    def mark(self) -> tuple[sqlite3.Connection, int]:
        """What changes when another program has written to the file, or another connection was opened to it."""
        with self._reading() as connection:
            return connection, int(connection.execute("PRAGMA data_version").fetchone()[0])

    def books(self) -> list[str]:
        """Return the names of the books that hold an entry, sorted."""
        with self._reading() as connection:
            names: list[str] = []
            name = ""
            while row := connection.execute("SELECT min(book) FROM entries WHERE book > ?", (name,)).fetchone():
                if row[0] is None:
                    return names
                name = row[0]
                names.append(name)
        return names

    def head(self, book: str) -> Head | None:
        """Return the number, hash and time of the last entry, or None for an empty book."""
        with self._reading() as connection:
            last = self._one(connection, _LAST, book)
        return None if last is None else Head(last.seq, last.hash, last.at)

    def last(self, book: str) -> Line | None:
        """Return the last line of a book, or None for an empty book."""
        with self._reading() as connection:
            return self._one(connection, _LAST, book)

    def lines(self, book: str, start: int = 1, end: int | None = None) -> Iterator[Line]:
        """Yield the lines from entry `start` to entry `end`, both included, as they stand.

        Nothing is checked: this is for whoever checks each line (a replay, a verification) or copies it as it is. All
        others take `checked` or `segment`.
        """
        return chain.from_iterable(self._chunks(book, start, end))

    def _chunks(self, book: str, start: int, end: int | None) -> Iterator[list[Line]]:
        """The same lines, as many at a time as are read at one time."""
        end = ANY if end is None else end
        while start <= end:
            with self._reading() as connection:
                lines = msgspec.convert(connection.execute(_RANGE, (book, start, end)).fetchall(), list[Line])
            yield lines
            if len(lines) < CHUNK:
                return
            start = lines[-1].seq + 1

    def checked(self, book: str, start: int = 1, end: int | None = None) -> Iterator[Line]:
        """Yield lines as `lines` does, each once it is known to follow from the one before it. Raises Altered."""
        previous = next(self.lines(book, start - 1, start - 1), None) if start > 1 else None
        if start > 1 and previous is None:
            raise self.altered(book, start - 1, f"Entry {start - 1} is missing.")
        for lines in filter(None, self._chunks(book, start, end)):
            following, problem = linked(lines, previous)
            yield from following
            if problem:
                raise self.altered(book, lines[len(following)].seq, problem)
            previous = lines[-1]

    def altered(self, book: str, seq: int, problem: str) -> Altered:
        """A fault of a book, to be raised or kept."""
        fault = Altered(book, seq, problem)
        fault.named = self.named(book)
        return fault

    def segment(self, book: str, seq: int | None = None, *, checked: bool = True) -> list[Line]:
        """Return the stretch that contains entry `seq` (the last stretch when None), read by index.

        It is checked with its link to the line before it and that of the line after it, unless it was already, or is
        used although it is known to be altered. Raises Altered.
        """
        start = self.segment_start(book, ANY if seq is None else seq)
        with self._reading() as connection:
            (following,) = connection.execute(_START_AFTER, (book, start)).fetchone()
        end = None if following is None else following - 1
        if not checked:
            return list(self.lines(book, max(start, 1), end))
        lines = list(self.checked(book, max(start, 1), end))
        self._check_place(book, start, lines)
        return lines

    def _check_place(self, book: str, start: int, lines: list[Line]) -> None:
        """Refuse a stretch that is not one: what lists it is no part of the chain, and its last link is the next one's."""
        for line in lines:
            opens = line.entry is not None and _OPENS in line.entry and kind_of(line.entry) == OPENING_KIND
            if opens != (line.seq == start):
                raise self.altered(book, line.seq, f"Entry {line.seq} is listed under another meeting than its own.")
        after = next(self.lines(book, lines[-1].seq + 1, lines[-1].seq + 1), None) if lines else None
        if after is not None and after.prev != lines[-1].hash and _is_sealed(after):
            raise self.altered(book, lines[-1].seq, f"Entry {after.seq} does not follow from entry {lines[-1].seq}.")

    def segments(self, book: str) -> list[Segment]:
        """Return where each stretch begins, in order; what comes before the first MeetingConvened is not listed."""
        with self._reading() as connection:
            return msgspec.convert(connection.execute(f"{_STARTS} ORDER BY seq", (book,)).fetchall(), list[Segment])

    def check_file(self) -> None:
        """Read the whole file for damage. Raises Damaged. Takes seconds for a million entries."""
        with self._reading() as connection:
            texts = [str(row[0]) for row in connection.execute("PRAGMA quick_check(10)")]
        if texts != ["ok"]:
            raise damage(self.path)

    def listed(self, book: str) -> Iterator[tuple[int, int, str, str | None, bytes]]:
        """Yield each entry's number, the derived `segment`, `kind` and `key` beside it, and its bytes."""
        start = 1
        while True:
            with self._reading() as connection:
                rows = connection.execute(_LISTED, (book, start, CHUNK)).fetchall()
            yield from rows
            if len(rows) < CHUNK:
                return
            start = rows[-1][0] + 1

    def bringing_in(self, book: str, kind: str, key: str) -> list[int]:
        """Return the numbers of the entries of that kind that bring in that key, read by index."""
        with self._reading() as connection:
            return [int(seq) for (seq,) in connection.execute(_BRINGING_IN, (book, kind, key))]

    def keys(self, book: str, kind: str) -> frozenset[str]:
        """Return the keys that the entries of that kind bring in, over the whole book, read by index."""
        with self._reading() as connection:
            return frozenset(str(key) for (key,) in connection.execute(_KEYS, (book, kind)) if key)

    def ask(self, question: str, *values: str | int, undecoded: bool = False) -> list[tuple[Any, ...]]:
        """Return the rows of any question to the file, faults told like those of the book.

        ``undecoded``: text that is not UTF-8 is no fault and comes as bytes.
        """
        with self._reading() as connection, text_as(connection, text_or_bytes if undecoded else str):
            return connection.execute(question, values).fetchall()

    def segment_start(self, book: str, seq: int) -> int:
        """Return where the stretch that contains entry `seq` begins: 0 before the first MeetingConvened."""
        with self._reading() as connection:
            return int(connection.execute(_START_OF, (book, seq)).fetchone()[0] or 0)

    def _one(self, connection: sqlite3.Connection, query: str, *values: str | int) -> Line | None:
        row = connection.execute(query, values).fetchone()
        return None if row is None else msgspec.convert(row, Line)

    def sealed(self, book: str, seq: int) -> Line:
        """Return one line, which at least is whole in itself; its place in the chain is not looked at. Raises Altered."""
        line = next(self.lines(book, seq, seq), None)
        if line is None:
            raise self.altered(book, seq, f"Entry {seq} is missing.")
        if not _is_sealed(line):
            raise self.altered(book, seq, f"Entry {seq} is not what was recorded.")
        return line

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """Give the connection, and turn whatever a damaged file raises into one sentence."""
        try:
            yield self.connection
        except sqlite3.ProgrammingError:
            raise
        except (sqlite3.DatabaseError, UnicodeDecodeError, msgspec.ValidationError) as error:
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
            if is_lock(error):
                raise Unavailable(in_use(self.path)) from error
            if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
                raise Unavailable(not_read(self.path, error, "Close other programs and try again.")) from error
            raise damage(self.path) from error
