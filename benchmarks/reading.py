"""Opening one meeting out of many: it is read by index, so the size of the book does not matter."""

from __future__ import annotations

import time
from pathlib import Path

from benchmarks.books import many_meetings
from benchmarks.table import Row
from benchmarks.terminal import median
from boardtui.book.store import Store
from boardtui.desk.folding import fold_lines
from boardtui.register.layout import NAMES

ROUNDS = 40


def measure(folder: Path) -> list[Row]:
    """Milliseconds to open the database and fold one meeting from the middle of the book."""
    small = _once(many_meetings(folder, 5))
    large = _once(many_meetings(folder, 5_600))
    return [
        Row("one meeting out of a thousand entries", small, None, "ms"),
        Row("one meeting out of a million entries", large, None, "ms"),
        Row("the difference", large - small, None, "ms", 10.0),
    ]


def _once(path: Path) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        with Store.open(path, expected=NAMES, read_only=True) as store:
            head = store.head("partnership-board")
            assert head is not None
            fold_lines("partnership-board", store.segment("partnership-board", head.seq // 2))
        times.append(time.perf_counter() - start)
    return median(times) * 1000
