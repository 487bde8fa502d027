"""Replay with verification, against the eventsourcing package rebuilding from the same events."""

from __future__ import annotations

import time
from collections import deque
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.books import many_meetings
from benchmarks.table import Row
from benchmarks.terminal import median
from boardtui.book.chain import follows
from boardtui.book.store import Store
from boardtui.meeting.entries import decode
from boardtui.register.layout import NAMES
from boardtui.replay import replay

ROUNDS = 5
ENTRIES = 100_000


def measure(folder: Path) -> list[Row]:
    """Entries a second, from SQLite to the last state, medians of 5."""
    path = many_meetings(folder, 600)
    with Store.open(path, expected=NAMES, read_only=True) as store:
        head = store.head("partnership-board")
        assert head is not None
        ours = median([_rate(head.seq, lambda: _ours(store)) for _ in range(ROUNDS)])
        entries = [msgspec.json.decode(entry) for *_, entry in store.listed("partnership-board")][:20_000]
        where = _where(store, head.seq)
    theirs = median([_theirs(entries, folder / f"events-{number}.db") for number in range(3)])
    return [
        Row("eventsourcing, rebuilding from the same entries", theirs, None, "/s"),
        Row(f"replay of {head.seq:,} entries with verification", ours, theirs, "/s", 3.0, least=True),
        Row("replay, entries a second", ours, None, "/s", ENTRIES, least=True),
        *where,
    ]


def _where(store: Store, count: int) -> list[Row]:
    """Microseconds an entry: read from SQLite, hashed and linked, decoded; the fold is the rest."""
    lines = list(store.lines("partnership-board"))
    parts: list[tuple[str, Any]] = [
        ("reading from SQLite", lambda: deque(store.lines("partnership-board"), maxlen=0)),
        ("hashes and links", lambda: [follows(line, before) for before, line in pairwise(lines)]),
        ("decoding", lambda: [decode(line.entry or b"") for line in lines]),
        ("all, with the fold", lambda: _ours(store)),
    ]
    return [Row(f"  {what}", 1e6 / median([_rate(count, work) for _ in range(3)]), None, "us") for what, work in parts]


def _rate(count: int, work: Any) -> float:
    start = time.perf_counter()
    work()
    return float(count / (time.perf_counter() - start))


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


def _theirs(entries: list[dict[str, Any]], path: Path) -> float:
    """Entries a second of an aggregate rebuilt from its stored events."""
    book_type, application = _aggregate()
    books = application({"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(path)})
    book = book_type()
    for entry in entries:
        book.tell(entry)
    books.save(book)
    rate = _rate(len(entries), lambda: books.repository.get(book.id))
    books.close()
    return rate
