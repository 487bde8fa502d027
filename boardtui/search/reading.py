"""Brings the index up to date: reads what each book says since, and anew whatever that may have changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from typing import NamedTuple

from boardtui.book.errors import BookError
from boardtui.book.store import Store
from boardtui.desk.folding import called_by_body, entry_of
from boardtui.meeting.entries import MeetingConvened
from boardtui.meeting.fold.stretch import Stretch
from boardtui.meeting.state.refusal import Refused
from boardtui.search.file import why
from boardtui.search.index import Index
from boardtui.search.rows import Read, add, cut, drop, settle

AT_ONCE = 10_000  # entries after which what was read is kept and can be found
Tell = Callable[[int, int], None]


class _Place(NamedTuple):
    """How far a book has been read: its number in the index, the last entry with its hash, and where its stretch begins."""

    no: int
    seq: int
    hash: str
    segment: int


def behind(index: Index, store: Store) -> int:
    """How many entries the index has to read to be up to date; a book that was replaced counts in full."""
    with index.lock:
        try:
            return sum(_lacking(index.connection, store, book) for book in store.books())
        except sqlite3.DatabaseError as error:
            index.mend(error)
            return sum(head.seq for book in store.books() if (head := store.head(book)))


def catch_up(index: Index, store: Store, tell: Tell | None = None) -> dict[str, str]:
    """Read what the index does not know yet.

    Args:
        index: the index; it can be asked meanwhile, and what was read by then is found.
        store: the open database, on a connection of the thread that calls.
        tell: told now and then how many entries are read, and of how many.

    Returns:
        For each book that cannot be read to its end, why.
    """
    problems: dict[str, str] = {}
    total, done = behind(index, store), 0

    def read(entries: int) -> None:
        nonlocal done
        done += entries
        if tell is not None:
            tell(min(done, total), total)

    for again in range(2):
        try:
            _forget_gone(index, store)
            for book in store.books():
                try:
                    with called_by_body(store):
                        _read_book(index, store, book, read)
                except (BookError, Refused) as error:
                    problems[book] = str(error)
            return problems
        except sqlite3.ProgrammingError:
            raise
        except sqlite3.Error as error:
            if why(error) == "busy" or again:
                return problems
            index.mend(error)
    return problems


def _lacking(connection: sqlite3.Connection, store: Store, book: str) -> int:
    head, there = store.head(book), _place(connection, book)
    if head is None:
        return 0
    if there is None or not _still_there(store, book, there):
        return head.seq
    return head.seq - there.seq


def _still_there(store: Store, book: str, there: _Place) -> bool:
    """Whether the last entry that was read is still the one with that number."""
    return any(line.hash == there.hash for line in store.lines(book, there.seq, there.seq))


def _place(connection: sqlite3.Connection, book: str) -> _Place | None:
    row = connection.execute("SELECT no, seq, hash, segment FROM books WHERE book = ?", (book,)).fetchone()
    return None if row is None else _Place(*row)


def _forget_gone(index: Index, store: Store) -> None:
    there = set(store.books())
    with index.lock:
        known = index.connection.execute("SELECT no, book FROM books").fetchall()
    for no, book in known:
        if book not in there:
            _forget(index, no)


def _forget(index: Index, no: int) -> None:
    with index.lock:
        index.connection.execute("BEGIN IMMEDIATE")
        drop(index.connection, no)
        index.connection.execute("COMMIT")


def _read_book(index: Index, store: Store, book: str, read: Callable[[int], None]) -> None:
    with index.lock:
        there = _place(index.connection, book)
    if there is not None:
        head = store.head(book)
        if head is not None and (head.seq, head.hash) == (there.seq, there.hash):
            return
        if not _still_there(store, book, there):
            _forget(index, there.no)
            there = None
    waiting: list[Read] = []
    entries = 0
    try:
        for stretch in _stretches(store, book, there.segment if there else 0):
            waiting.append(stretch)
            entries += len(stretch.stretch.lines)
            if entries >= AT_ONCE:
                _keep(index, book, waiting)
                read(entries)
                waiting, entries = [], 0
    finally:  # what stands before a damaged stretch is found all the same
        if waiting:
            _keep(index, book, waiting)
            read(entries)


def _stretches(store: Store, book: str, start: int) -> Iterator[Read]:
    """The stretches of a book from one on, each folded to its end, or as far as it goes. Raises BookError or Refused."""
    stretch, last = Stretch(book), ""
    try:
        for line in store.checked(book, max(start, 1)):
            entry = entry_of(line)
            if type(entry) is MeetingConvened and stretch.lines:
                yield Read(stretch, last)
                stretch = Stretch(book)
            stretch.take(line.seq, line.at, line.by, entry)
            last = line.hash
    except (BookError, Refused):
        if stretch.lines:
            yield Read(stretch, last, whole=False)
        raise
    if stretch.lines:
        yield Read(stretch, last)


def _keep(index: Index, book: str, reads: list[Read]) -> None:
    """Put stretches that follow one another in the place of what the index has from the first of them on."""
    with index.lock:
        connection = index.connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            no = _numbered(connection, book)
            touched = cut(connection, no, reads[0].stretch.lines[0].seq)
            for read in reads:
                touched |= add(connection, no, book, read)
            for kind, key in touched:
                settle(connection, no, kind, key)
            last = reads[-1]
            connection.execute(
                "UPDATE books SET seq = ?, hash = ?, segment = ? WHERE no = ?",
                (last.stretch.lines[-1].seq, last.hash, last.stretch.lines[0].seq, no),
            )
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.rollback()
            raise


def _numbered(connection: sqlite3.Connection, book: str) -> int:
    there = _place(connection, book)
    if there is not None:
        return there.no
    made = connection.execute("INSERT INTO books (book, seq, hash, segment) VALUES (?, 0, '', 0)", (book,))
    assert made.lastrowid is not None
    return made.lastrowid
