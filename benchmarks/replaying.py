"""Replay with verification, against the eventsourcing package rebuilding from the same events."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any
from uuid import uuid4

from benchmarks.books import many_meetings
from benchmarks.table import Row
from benchmarks.terminal import median
from boardtui.book.store import Store
from boardtui.register.schema import NAMES
from boardtui.replay import replay

ROUNDS = 5
ENTRIES = 100_000


def measure(folder: Path) -> list[Row]:
    """Entries a second, from SQLite to the last state, medians of 5."""
    path = many_meetings(folder, 1000)
    with Store.open(path, expected=NAMES, read_only=True) as store:
        head = store.head("partnership-board")
        assert head is not None
        ours = median([_rate(head.seq, lambda: _ours(store)) for _ in range(ROUNDS)])
        kinds = [kind for _, _, kind, _ in store.listed("partnership-board")][:20_000]
    theirs = median([_theirs(kinds, folder / f"events-{number}.db") for number in range(3)])
    return [
        Row("eventsourcing, rebuilding from the same number of events", theirs, None, "/s"),
        Row(f"replay of {head.seq:,} entries with verification", ours, theirs, "/s", 3.0, least=True),
        Row("replay, entries a second", ours, None, "/s", ENTRIES, least=True),
    ]


def _rate(count: int, work: Any) -> float:
    start = time.perf_counter()
    work()
    return float(count / (time.perf_counter() - start))


def _ours(store: Store) -> None:
    found = replay(store.lines("partnership-board"), keep=False)
    assert found.problem is None, found.problem


def _theirs(kinds: list[str], path: Path) -> float:
    """An aggregate with one event for each entry, stored in SQLite and rebuilt from it."""
    from eventsourcing.application import Application
    from eventsourcing.domain import Aggregate, event

    class Book(Aggregate):
        def __init__(self) -> None:
            self.told: dict[str, int] = {}

        @event("Told")
        def tell(self, kind: str, member: str, choice: str) -> None:
            self.told[kind] = self.told.get(kind, 0) + 1

    class Books(Application[Any]):
        env = {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(path)}

    books = Books()
    book = Book()
    for kind in kinds:
        book.tell(kind, "mseft-chair", "for")
    books.save(book)
    identity = book.id or uuid4()
    rate = _rate(len(kinds), lambda: books.repository.get(identity))
    books.close()
    return rate
