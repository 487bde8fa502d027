"""Finding among 10,000 meetings, reading them for the first time, and what recording a vote costs beside an index."""

from __future__ import annotations

import time
from pathlib import Path

from benchmarks.books import many_meetings, voting
from benchmarks.table import Row
from benchmarks.terminal import median
from boardtui.book.store import Store
from boardtui.desk.session import Session
from boardtui.meeting.entries import VotesRecorded
from boardtui.register.layout import NAMES
from boardtui.search.index import Index
from boardtui.search.query import Query
from boardtui.search.reading import catch_up

MEETINGS = 10_000
ROUNDS = 15
VOTES = 300
# Words as they are typed, letter by letter, and filters; what nearly every entry holds is the hardest to find.
ASKED = (
    *(Query("adopt"[:length]) for length in range(1, 6)),
    *(Query("report back"[:length]) for length in range(1, 12)),
    Query("adopt", kind="motion", outcome="carried", partner="bbccg", public=True),
    Query("adopt", since="2026-01-05", until="2026-01-05", body="partnership-board"),
    Query('"report back"', kind="action"),
    Query("zebra"),
)
HARDEST = (Query("the board heard"), Query("point 3 discussed"), Query("board", kind="motion"))


def measure(folder: Path) -> list[Row]:
    """Milliseconds to find, seconds to read all for the first time, and a vote with an index beside the book."""
    path = many_meetings(folder, MEETINGS)
    index = Index(path)
    with Store.open(path, expected=NAMES, read_only=True) as store:
        start, worked = time.perf_counter(), time.process_time()
        catch_up(index, store)
        built, worked = time.perf_counter() - start, time.process_time() - worked
    size = index.path.stat().st_size / 1e6
    usual, hardest = ([_once(index, query) for query in asked] for asked in (ASKED, HARDEST))
    index.close()
    alone, beside = _recorded(folder)
    return [
        Row("reading 10,000 meetings for the first time", built, None, "s"),
        Row("  the processor's time of it", worked, None, "s"),
        Row("  the index", size, path.stat().st_size / 1e6, "MB"),
        Row("finding among 10,000 meetings, the median", median(usual), None, "ms", 50.0),
        Row("  the slowest of them", max(usual), None, "ms", 100.0),
        Row("  words that stand in nearly every entry, the slowest", max(hardest), None, "ms"),
        Row("a vote recorded, with an index beside the book", beside, alone, "ms", 1.15),
    ]


def _once(index: Index, query: Query) -> float:
    """The median milliseconds of one question."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        index.find(query, 200)
        times.append(time.perf_counter() - start)
    return median(times) * 1000


def _recorded(folder: Path) -> tuple[float, float]:
    """The median milliseconds of a vote without an index and with one that is open and up to date, alternating."""
    paths = [voting(home, 31) for home in (folder / "alone", folder / "beside") if not home.mkdir()]
    times: tuple[list[float], list[float]] = ([], [])
    with Store.open(paths[0][0], expected=NAMES) as alone, Store.open(paths[1][0], expected=NAMES) as beside:
        sessions = [Session(store, "partnership-board") for store in (alone, beside)]
        index = Index(beside.path)
        catch_up(index, beside)
        both = list(zip(sessions, times, paths, strict=True))
        for number in range(VOTES):
            for session, taken, (_, motion, voters) in both if number % 4 < 2 else reversed(both):
                choice = "for" if number % 2 else "against"
                start = time.perf_counter()
                session.record(VotesRecorded(motion=motion, choice=choice, voters=(voters[number % len(voters)],)))
                taken.append(time.perf_counter() - start)
        index.close()
    without, with_index = (median(taken) * 1000 for taken in times)
    return without, with_index
