"""One durable entry, from the call to the commit, against a bare SQLite commit in the same journal mode."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from benchmarks.books import voting
from benchmarks.table import Row
from benchmarks.terminal import median
from boardtui.book.store import Store
from boardtui.desk.session import Session
from boardtui.meeting.entries import VotesRecorded
from boardtui.register.layout import NAMES

ROUNDS = 600


def measure(folder: Path) -> list[Row]:
    """Milliseconds for one entry, alternating, medians of 600."""
    path, motion, voters = voting(folder, 31)
    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    bare.execute("PRAGMA journal_mode=TRUNCATE")
    bare.execute("PRAGMA synchronous=FULL")
    bare.execute("CREATE TABLE entries (seq INTEGER PRIMARY KEY, entry TEXT)")
    floors: list[float] = []
    ours: list[float] = []
    with Store.open(path, expected=NAMES) as store:
        session = Session(store, "partnership-board")
        for number in range(ROUNDS):
            start = time.perf_counter()
            bare.execute("INSERT INTO entries (entry) VALUES (?)", ("x" * 400,))
            middle = time.perf_counter()
            choice = "for" if number % 2 else "against"
            session.record(VotesRecorded(motion=motion, choice=choice, voters=(voters[number % len(voters)],)))
            floors.append(middle - start)
            ours.append(time.perf_counter() - middle)
    bare.close()
    floor = median(floors) * 1000
    return [Row("a bare commit", floor, None, "ms"), Row("a vote recorded", median(ours) * 1000, floor, "ms", 2.0)]
