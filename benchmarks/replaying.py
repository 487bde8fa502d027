"""Replay with verification, against the eventsourcing package rebuilding from the same events."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from benchmarks.books import many_meetings
from benchmarks.table import Row
from benchmarks.terminal import median
from boardtui.book.chain import linked
from boardtui.book.reader import CHUNK
from boardtui.book.store import Store
from boardtui.desk.replay import replay
from boardtui.meeting.entries import decode
from boardtui.register.layout import NAMES

ROUNDS = 5
ENTRIES = 100_000


def measure(folder: Path) -> list[Row]:
    """Entries a second, from SQLite to the last state: medians of 5, in turn with the package.

    Both are one process that computes, so the ratio is taken of processor time, which a busy machine disturbs less.
    """
    path = many_meetings(folder, 600)
    with Store.open(path, expected=NAMES, read_only=True) as store:
        head = store.head("partnership-board")
        assert head is not None
        entries = [msgspec.json.decode(entry) for *_, entry in store.listed("partnership-board")][:20_000]
        with _rebuilding(entries, folder / "events.db") as rebuild:
            rounds = [(_rates(head.seq, lambda: _ours(store)), _rates(len(entries), rebuild)) for _ in range(ROUNDS)]
        where = _where(store, head.seq)
    ours, theirs = (median([one[side].processor for one in rounds]) for side in (0, 1))
    return [
        Row("eventsourcing, rebuilding from the same entries, a second of the processor", theirs, None, "/s"),
        Row(f"replay of {head.seq:,} entries with verification, the same", ours, theirs, "/s", 3.0, least=True),
        Row(
            "replay, entries a second of the clock",
            median([mine.clock for mine, _ in rounds]),
            None,
            "/s",
            ENTRIES,
            least=True,
        ),
        *where,
    ]


def _where(store: Store, count: int) -> list[Row]:
    """Microseconds an entry: read from SQLite, hashed and linked, decoded; the fold is the rest."""
    lines = list(store.lines("partnership-board"))
    chunks = [lines[first : first + CHUNK] for first in range(0, count, CHUNK)]
    befores = [None, *[chunk[-1] for chunk in chunks]]
    parts: list[tuple[str, Callable[[], object]]] = [
        ("reading from SQLite", lambda: deque(store.lines("partnership-board"), maxlen=0)),
        ("hashes and links", lambda: list(map(linked, chunks, befores))),
        ("decoding", lambda: [decode(line.entry or b"") for line in lines]),
        ("all, with the fold", lambda: _ours(store)),
    ]
    return [
        Row(f"  {what}", 1e6 / median([_rates(count, work).processor for _ in range(3)]), None, "us")
        for what, work in parts
    ]


class _Rates(NamedTuple):
    """Entries a second: of the clock, and of the processor, which other programs disturb less."""

    clock: float
    processor: float


def _rates(count: int, work: Callable[[], object]) -> _Rates:
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return _Rates(count / (time.perf_counter() - clock), count / (time.process_time() - processor))


def _ours(store: Store) -> None:
    found = replay(store.lines("partnership-board"), keep=False)
    assert found.problem is None, found.problem


@cache
def _aggregate() -> tuple[Any, Any]:
    """The aggregate with one event for each entry, and its application."""
    from eventsourcing.application import Application
    from eventsourcing.domain import Aggregate, event

    class Book(Aggregate):
        def __init__(self) -> None:
            self.told: dict[str, int] = {}

        @event("Told")
        def tell(self, entry: dict[str, Any]) -> None:
            self.told[entry["kind"]] = self.told.get(entry["kind"], 0) + 1

    return Book, Application


@contextmanager
def _rebuilding(entries: list[dict[str, Any]], path: Path) -> Iterator[Callable[[], object]]:
    """What rebuilds an aggregate from its stored events."""
    book_type, application = _aggregate()
    books = application({"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(path)})
    book = book_type()
    for entry in entries:
        book.tell(entry)
    books.save(book)
    yield lambda: books.repository.get(book.id)
    books.close()
