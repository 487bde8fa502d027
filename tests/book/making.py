"""Small books to test with."""

import datetime
from pathlib import Path

from boardtui.book.chain import GENESIS, OPENING_KIND, Line, canonical, kind_of, seal
from boardtui.book.store import Store
from boardtui.clock import stamp_of

BOOK = "partnership-board"
BEGINS = datetime.datetime(2026, 11, 23, 9, 58, 12, tzinfo=datetime.UTC)


def stamp(seq: int) -> str:
    """When an entry is recorded: a millisecond after the one before it."""
    return stamp_of(BEGINS + datetime.timedelta(milliseconds=seq))


def a_line(after: Line | None = None, kind: str = "NoteTaken", book: str = BOOK, **fields: object) -> Line:
    """A line that properly follows another."""
    seq = 1 if after is None else after.seq + 1
    entry = canonical({"kind": kind, "text": f"entry {seq}", **fields})
    return seal(book, seq, stamp(seq), "J Smith", GENESIS if after is None else after.hash, entry)


def a_book(count: int = 12, every: int = 5, book: str = BOOK) -> list[Line]:
    """Lines of a book; entries 2, 2 + every, ... convene a meeting."""
    lines: list[Line] = []
    for number in range(1, count + 1):
        kind = OPENING_KIND if number % every == 2 % every else "NoteTaken"
        lines.append(a_line(lines[-1] if lines else None, kind=kind, book=book))
    return lines


def record(store: Store, *lines: Line) -> None:
    """Append lines one by one, as a session does."""
    for line in lines:
        kind = kind_of(line.entry or b"")
        store.append(line, kind=kind, opens_segment=kind == OPENING_KIND)


def a_database(path: Path, lines: list[Line]) -> Path:
    """A closed database file with these lines in it."""
    with Store.create(path) as store:
        store.append_many(
            (line, kind_of(line.entry or b""), kind_of(line.entry or b"") == OPENING_KIND) for line in lines
        )
    return path
