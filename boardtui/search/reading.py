"""Brings the index up to date: reads what each book says since, and anew whatever that may have changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from boardtui.book.errors import BookError
from boardtui.book.store import Store
from boardtui.meeting.entries import MeetingConvened
from boardtui.meeting.refused import Refused
from boardtui.meeting.stretch import Stretch
from boardtui.search.file import why
from boardtui.search.index import Index
from boardtui.search.query import QueryError, facets, more, ordinal, place
from boardtui.search.things import TAKEN_BACK, Change, Thing, Told, changed, differ, told
from boardtui.session import entry_of

AT_ONCE = 10_000  # entries after which what was read is kept and can be found
ALL, PUBLIC = "all", "public"
LASTING = ("action", "issue")  # what later meetings say more of: to the public and otherwise in rows of their own
_DROP = ("DELETE FROM partners WHERE no = ?", "DELETE FROM books WHERE no = ?")
_CUT = (
    "INSERT INTO words (words, rowid, text, more, facets) SELECT 'delete', id, text, more, facets FROM things"
    " WHERE no = ? AND segment >= ?",
    "DELETE FROM things WHERE no = ? AND segment >= ?",
    "DELETE FROM changes WHERE no = ? AND segment >= ?",
    "DELETE FROM meetings WHERE no = ? AND segment >= ?",
)
Tell = Callable[[int, int], None]


class _Place(NamedTuple):
    """How far a book has been read: its number in the index, the last entry with its hash, and where its stretch begins."""

    no: int
    seq: int
    hash: str
    segment: int


class _Read(NamedTuple):
    """A stretch, the hash of its last entry, and whether no entry of it is missing because it cannot be read."""

    stretch: Stretch
    hash: str
    whole: bool = True


class _Where(NamedTuple):
    no: int
    segment: int
    bodies: tuple[str, ...]


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
        known = [book for (book,) in index.connection.execute("SELECT book FROM books")]
        for book in known:
            if book not in there:
                index.connection.execute("BEGIN IMMEDIATE")
                _drop(index.connection, book)
                index.connection.execute("COMMIT")


def _drop(connection: sqlite3.Connection, book: str) -> None:
    there = _place(connection, book)
    if there is not None:
        _cut(connection, there.no, 0)
        for question in _DROP:
            connection.execute(question, (there.no,))


def _read_book(index: Index, store: Store, book: str, read: Callable[[int], None]) -> None:
    with index.lock:
        there = _place(index.connection, book)
    if there is not None:
        head = store.head(book)
        if head is not None and (head.seq, head.hash) == (there.seq, there.hash):
            return
        if not _still_there(store, book, there):
            with index.lock:
                index.connection.execute("BEGIN IMMEDIATE")
                _drop(index.connection, book)
                index.connection.execute("COMMIT")
            there = None
    waiting: list[_Read] = []
    entries = 0
    try:
        for one in _stretches(store, book, there.segment if there else 0):
            waiting.append(one)
            entries += len(one.stretch.lines)
            if entries >= AT_ONCE:
                _keep(index, book, waiting)
                read(entries)
                waiting, entries = [], 0
    finally:  # what stands before a damaged stretch is found all the same
        if waiting:
            _keep(index, book, waiting)
            read(entries)


def _stretches(store: Store, book: str, start: int) -> Iterator[_Read]:
    """The stretches of a book from one on, each folded to its end, or as far as it goes. Raises BookError or Refused."""
    stretch, last = Stretch(book), ""
    try:
        for line in store.lines(book, max(start, 1)):
            entry = entry_of(line)
            if type(entry) is MeetingConvened and stretch.lines:
                yield _Read(stretch, last)
                stretch = Stretch(book)
            stretch.add(stretch.stamp(line.seq, line.at, line.by, entry))
            last = line.hash
    except (BookError, Refused):
        if stretch.lines:
            yield _Read(stretch, last, whole=False)
        raise
    if stretch.lines:
        yield _Read(stretch, last)


def _keep(index: Index, book: str, found: list[_Read]) -> None:
    """Put stretches that follow one another in the place of what the index has from the first of them on."""
    with index.lock:
        connection = index.connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            no = _numbered(connection, book)
            touched = _cut(connection, no, found[0].stretch.lines[0].seq)
            for one in found:
                touched |= _add(connection, no, book, one)
            for kind, key in touched:
                _settle(connection, no, kind, key)
            last = found[-1]
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


def _cut(connection: sqlite3.Connection, no: int, segment: int) -> set[tuple[str, str]]:
    """Forget a book from a stretch on; returns the earlier things of which those stretches said something."""
    which = (no, segment)
    touched = set(connection.execute("SELECT kind, key FROM changes WHERE no = ? AND segment >= ?", which))
    for question in _CUT:
        connection.execute(question, which)
    return touched


def _add(connection: sqlite3.Connection, no: int, book: str, read: _Read) -> set[tuple[str, str]]:
    """Add what a stretch holds; returns the earlier things of which it says something.

    Of one that cannot be read to its end nothing is public: what is missing may have made it confidential.
    """
    stretch = read.stretch
    state, segment = stretch.state, stretch.lines[0].seq
    body = state.body or book
    head = (no, segment, body, state.meeting, state.title, state.starts)
    connection.execute("INSERT INTO meetings VALUES (?, ?, ?, ?, ?, ?)", head)
    connection.executemany(
        "INSERT OR REPLACE INTO partners VALUES (?, ?, ?, ?)",
        [(no, key, one.name, one.short) for key, one in state.partners.items()],
    )
    where = _Where(no, segment, (book, body))
    whole = told(stretch, public=False)
    public = told(stretch, public=True) if differ(stretch) else whole
    if not read.whole:
        public = Told([], [])
    if public is whole:
        _insert(connection, where, [one for one in whole.things if one.kind not in LASTING], (ALL, PUBLIC))
        _insert(connection, where, [one for one in whole.things if one.kind in LASTING], (ALL,))
        _insert(connection, where, [one for one in whole.things if one.kind in LASTING], (PUBLIC,))
    else:
        _insert(connection, where, whole.things, (ALL,))
        _insert(connection, where, public.things, (PUBLIC,))
    rows = [(no, segment, view, *one) for view, part in ((ALL, whole), (PUBLIC, public)) for one in part.changes]
    connection.executemany("INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    return {(one.kind, one.key) for one in whole.changes}


def _insert(connection: sqlite3.Connection, where: _Where, things: Iterable[Thing], views: tuple[str, ...]) -> None:
    rows = [
        (
            place(_ordinal(thing.day), where.no, thing.seq, public=views == (PUBLIC,)),
            where.no, where.segment, thing.kind, thing.key, views[0], thing.text, more(thing),
            facets(thing, views, where.bodies), msgspec.json.encode(thing),
        )
        for thing in things
    ]  # fmt: skip
    connection.executemany("INSERT INTO things VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)", rows)
    _index(connection, [(row[0], *row[6:9]) for row in rows])


def _index(connection: sqlite3.Connection, rows: list[tuple[Any, ...]]) -> None:
    connection.executemany("INSERT INTO words (rowid, text, more, facets) VALUES (?, ?, ?, ?)", rows)


def _settle(connection: sqlite3.Connection, no: int, kind: str, key: str) -> None:
    """Say of a thing what later meetings say of it, to the public what it may know of that."""
    rows = connection.execute(
        "SELECT t.id, t.view, t.text, t.more, t.facets, coalesce(t.base, t.shown), m.body, b.book FROM things t"
        " JOIN meetings m ON m.no = t.no AND m.segment = t.segment JOIN books b ON b.no = t.no"
        " WHERE t.no = ? AND t.kind = ? AND t.key = ? AND t.key != ''",
        (no, kind, key),
    ).fetchall()
    for id_, view, text, said, answers, base, body, book in rows:
        thing = msgspec.json.decode(base, type=Thing)
        if thing.outcome == TAKEN_BACK:
            continue
        thing = changed(thing, _said(connection, no, kind, key, view))
        connection.execute(
            "INSERT INTO words (words, rowid, text, more, facets) VALUES ('delete', ?, ?, ?, ?)",
            (id_, text, said, answers),
        )
        row = (more(thing), facets(thing, (view,), (book, body)))
        connection.execute(
            "UPDATE things SET more = ?, facets = ?, shown = ?, base = ? WHERE id = ?",
            (*row, msgspec.json.encode(thing), base, id_),
        )
        _index(connection, [(id_, text, *row)])


def _said(connection: sqlite3.Connection, no: int, kind: str, key: str, view: str) -> list[Change]:
    rows = connection.execute(
        "SELECT seq, kind, key, outcome, due, words FROM changes WHERE no = ? AND kind = ? AND key = ? AND view = ?"
        " ORDER BY seq",
        (no, kind, key, view),
    )
    return [Change(*row) for row in rows]


def _ordinal(day: str) -> int:
    """A day's number; where a book from elsewhere has none, it lies before all others."""
    try:
        return ordinal(day)
    except QueryError:
        return 0
